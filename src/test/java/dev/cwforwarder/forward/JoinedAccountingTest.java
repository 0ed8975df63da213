package dev.cwforwarder.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.Answer;
import dev.cwforwarder.local.OtlpReceiver;
import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.map.ResourceMapper;
import dev.cwforwarder.map.content.ContentOptions;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.map.lines.EventJoiner;
import dev.cwforwarder.map.rules.Filter;
import dev.cwforwarder.map.rules.UserRules;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.Exporters;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Records;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Events that were joined are counted, kept and delivered as what they were.
final class JoinedAccountingTest {
  /// A message that begins with `+` goes on with the one before.
  private static final RecordMapper JOINING =
      new RecordMapper(
          new ResourceMapper(Map.of(), ""),
          new ContentReader(ContentOptions.DEFAULT),
          new EventJoiner(() -> line -> line.startsWith("+")),
          InstrumentationScopeInfo.create("test"));

  private static final UserRules NO_NOISE =
      new UserRules(List.of(new Filter("no-noise", 0).body("noise")), List.of());

  static LongStream seeds() {
    return LongStream.range(0, 150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyEventEndsInExactlyOnePlace(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> kinds = List.of("a", "+b", "+b", "+b", "poison", "+poison", "noise", "+noise");
    List<String> messages =
        IntStream.range(0, random.nextInt(1, 60))
            .mapToObj(_ -> kinds.get(random.nextInt(kinds.size())))
            .toList();
    double busy = random.nextInt(3) == 0 ? 0.4 : 0;
    InMemoryStore store = new InMemoryStore();
    double storeDown = random.nextInt(4) == 0 ? 0.5 : 0;
    store.failFor(_ -> random.nextDouble() < storeDown);
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      receiver.answerWith(request -> answer(request, busy > random.nextDouble()));
      Exporters setup = new Exporters().maxRequestBytes(random.nextInt(1_024, 4_000));
      OtlpForwarder forwarder =
          new OtlpForwarder(
              JOINING, NO_NOISE, setup.to(receiver), store, setup.clock(), setup.log());
      LogBatch batch = Records.batch(messages);

      Delivery delivery = forwarder.forward(batch, setup.later());

      check(batch, delivery, arrived(receiver), store.uids("quarantine"));
    }
  }

  private static void check(
      LogBatch batch, Delivery delivery, List<String> arrived, List<String> kept) {
    assertThat(delivery.received()).isEqualTo(batch.size());
    assertThat(delivery.exported()).isEqualTo(arrived.size());
    assertThat(delivery.stored().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(kept.size());
    List<String> both = new ArrayList<>(arrived);
    both.addAll(kept);
    assertThat(both).doesNotHaveDuplicates();
    assertThat(Records.uids(batch.size())).containsAll(both);
  }

  private static Answer answer(ExportLogsServiceRequest request, boolean busy) {
    if (busy) {
      return Answer.status(503);
    }
    return records(request).anyMatch(record -> record.getBody().toString().contains("poison"))
        ? Answer.status(400)
        : Answer.accept();
  }

  private static Stream<LogRecord> records(ExportLogsServiceRequest request) {
    return request.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream());
  }

  /// All ids, those of joined events among them.
  private static List<String> arrived(OtlpReceiver receiver) {
    return receiver.records().stream()
        .flatMap(record -> record.getAttributesList().stream())
        .flatMap(JoinedAccountingTest::ids)
        .toList();
  }

  private static Stream<String> ids(KeyValue attribute) {
    return switch (attribute.getKey()) {
      case "log.record.uid" -> Stream.of(attribute.getValue().getStringValue());
      case "log.record.joined_uids" ->
          attribute.getValue().getArrayValue().getValuesList().stream()
              .map(AnyValue::getStringValue);
      default -> Stream.empty();
    };
  }
}
