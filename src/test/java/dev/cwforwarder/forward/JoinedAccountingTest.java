package dev.cwforwarder.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.map.ResourceMapper;
import dev.cwforwarder.map.content.ContentOptions;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.map.lines.EventJoiner;
import dev.cwforwarder.map.rules.Filter;
import dev.cwforwarder.map.rules.Preset;
import dev.cwforwarder.map.rules.UserRules;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Joined events are counted, stored and delivered as the original events.
final class JoinedAccountingTest {
  /// A message that starts with `+` continues the previous one.
  private static final RecordMapper JOINING = joining(Exporters.MAX_REQUEST_BYTES);

  private static final UserRules NO_NOISE =
      new UserRules(List.of(new Filter("no-noise", 0).body("noise")), List.of());

  private static RecordMapper joining(int maxRequestBytes) {
    return new RecordMapper(
        new ResourceMapper(Map.of(), ""),
        new ContentReader(ContentOptions.DEFAULT),
        new EventJoiner(() -> line -> line.startsWith("+"), maxRequestBytes),
        InstrumentationScopeInfo.create("test"),
        false);
  }

  static LongStream seeds() {
    return LongStream.range(0, 150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyEventIsCountedExactlyOnce(long seed) {
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

  @Test
  void noEventOfACompletelyRejectedRequestCountsAsExported() {
    InMemoryStore store = new InMemoryStore();
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      receiver.answerWith(
          request -> Answer.partialSuccess(records(request).count(), "no room for any"));
      Exporters setup = new Exporters();
      OtlpForwarder forwarder =
          new OtlpForwarder(JOINING, setup.to(receiver), store, setup.clock(), setup.log());
      LogBatch batch = Records.batch(List.of("a", "+b", "+c", "d", "+e"));

      List<Delivery> shared = forwarder.forwardAll(List.of(batch, batch), setup.later());

      assertThat(forwarder.forward(batch, setup.later()).rejected()).isEqualTo(5);
      assertThat(shared).extracting(Delivery::rejected).containsExactly(5, 5);
      assertThat(shared).extracting(Delivery::exported).containsExactly(0, 0);
    }
  }

  @Test
  void eventsThatExceedARequestTogetherAreNotJoined() {
    InMemoryStore store = new InMemoryStore();
    int maxRequestBytes = 20_000;
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Exporters setup = new Exporters().maxRequestBytes(maxRequestBytes);
      OtlpForwarder forwarder =
          new OtlpForwarder(
              joining(maxRequestBytes), setup.to(receiver), store, setup.clock(), setup.log());
      List<String> lines = new ArrayList<>(List.of("{", "+\"\u20ac\""));
      IntStream.range(0, 100).forEach(n -> lines.add("+" + "\u20ac".repeat(n % 7 * 200)));

      Delivery delivery = forwarder.forward(Records.batch(lines), setup.later());

      assertThat(delivery.exported()).isEqualTo(lines.size());
      assertThat(receiver.records()).hasSizeLessThan(lines.size());
    }
  }

  @Test
  void redactionAcrossLinesAppliesToStoredEventsToo() {
    InMemoryStore store = new InMemoryStore();
    UserRules rules = new UserRules(List.of(), List.of(Preset.PRIVATE_KEY.redaction()));
    List<String> lines =
        List.of(
            "poison a\r\n",
            "+-----BEGIN RSA PRIVATE KEY-----\n",
            "+MIIEsecret1\n+MIIEsecret2\n",
            "+MIIEsecret3",
            "+-----END RSA PRIVATE KEY----- b\n",
            "+c");
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      receiver.answerWith(request -> answer(request, false));
      Exporters setup = new Exporters();

      new OtlpForwarder(JOINING, rules, setup.to(receiver), store, setup.clock(), setup.log())
          .forward(Records.batch(lines), setup.later());
    }

    String redacted = "[redacted:private-key]";
    assertThat(store.received()).hasSize(1);
    assertThat(((FailureDocument.Events) store.received().getFirst()).events())
        .extracting(LogEvent::message)
        .containsExactly(
            "poison a\r\n",
            "+" + redacted + "\n",
            redacted + "\n" + redacted + "\n",
            redacted,
            redacted + " b\n",
            "+c");
    assertThat(store.uids("quarantine")).isEqualTo(Records.uids(lines.size()));
  }

  private static void check(
      LogBatch batch, Delivery delivery, List<String> arrived, List<String> stored) {
    assertThat(delivery.received()).isEqualTo(batch.size());
    assertThat(delivery.exported()).isEqualTo(arrived.size());
    assertThat(delivery.stored().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(stored.size());
    List<String> both = new ArrayList<>(arrived);
    both.addAll(stored);
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

  /// All ids, including those of joined events.
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
