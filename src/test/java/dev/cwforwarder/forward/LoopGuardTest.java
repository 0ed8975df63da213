package dev.cwforwarder.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.export.TransferCounts;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.otlp.Exporters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoopGuardTest {
  private static final LogGroup OWN = new LogGroup("111122223333", "eu-central-1", "/own");

  private final Exporters setup = new Exporters();
  private final List<LogBatch> forwarded = new ArrayList<>();
  private final Forwarder guard =
      new LoopGuard(List.of(OWN), (batch, _) -> exported(batch), setup.log());

  @Test
  void eventsOfTheOwnGroupAreDroppedWithOneWarning() {
    Delivery delivery = guard.forward(batch("111122223333", "eu-central-1", "/own"), deadline());

    assertThat(delivery.dropped()).isEqualTo(Map.of("loop", 1));
    assertThat(forwarded).allMatch(batch -> batch.size() == 0);
    assertThat(setup.logged().lines()).hasSize(1).first().asString().contains("/own");
  }

  @ParameterizedTest
  @CsvSource({
    "111122223333, eu-central-1, /other",
    "999999999999, eu-central-1, /own",
    "111122223333, us-east-1, /own"
  })
  void otherGroupsPass(String account, String region, String group) {
    Delivery delivery = guard.forward(batch(account, region, group), deadline());

    assertThat(delivery.exported()).isEqualTo(1);
    assertThat(setup.logged()).isEmpty();
  }

  @Test
  void eventsOfAnotherAccountInAGroupOfTheSameNamePass() {
    LogEvent foreign = new LogEvent("id-2", 1, "theirs", Map.of("@aws.account", "999999999999"));
    LogBatch mixed =
        new LogBatch(
            new LogSource("111122223333", "eu-central-1", "/own", "s"),
            List.of(new LogEvent("id-1", 1, "own"), foreign));

    Delivery delivery = guard.forward(mixed, deadline());

    assertThat(delivery.dropped()).isEqualTo(Map.of("loop", 1));
    assertThat(delivery.exported()).isEqualTo(1);
    assertThat(forwarded.getFirst().events()).containsExactly(foreign);
  }

  private Delivery exported(LogBatch batch) {
    forwarded.add(batch);
    return new Delivery(
        batch.size(), batch.size(), Map.of(), 0, Map.of(), 0, TransferCounts.NONE, null);
  }

  private Deadline deadline() {
    return setup.later();
  }

  private static LogBatch batch(String account, String region, String group) {
    return new LogBatch(
        new LogSource(account, region, group, "s"), List.of(new LogEvent("id-1", 1, "text")));
  }
}
