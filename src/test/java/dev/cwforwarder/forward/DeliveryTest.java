package dev.cwforwarder.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.export.TransferCounts;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeliveryTest {
  @Test
  void aDeliveryThatLosesARecordCannotBeCreated() {
    assertThatThrownBy(
            () -> new Delivery(3, 1, Map.of("loop", 1), 0, Map.of(), 0, TransferCounts.NONE, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 events received, 2 accounted for");
  }

  @Test
  void deliveriesAddUp() {
    Delivery first =
        new Delivery(
            6, 1, Map.of("loop", 2), 1, Map.of("a", 1), 1, new TransferCounts(1, 0, 10), "first");
    Delivery second =
        new Delivery(
            4, 1, Map.of("loop", 1), 0, Map.of("b", 1), 1, new TransferCounts(2, 1, 5), "second");

    assertThat(first.plus(second))
        .isEqualTo(
            new Delivery(
                10,
                2,
                Map.of("loop", 3),
                1,
                Map.of("a", 1, "b", 1),
                2,
                new TransferCounts(3, 1, 15),
                "first"));
  }

  @Test
  void theExceptionReportsCountAndReason() {
    assertThat(new UndeliveredException(Delivery.undelivered(7, "HTTP 503")))
        .hasMessage("7 of 7 records undelivered: HTTP 503");
  }
}
