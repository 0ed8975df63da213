package dev.cwforwarder.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.map.rules.Filter;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.map.rules.UserRules;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the endpoint responds and the rules drop, every record is counted exactly once, and the
/// counts are correct.
final class AccountingTest {
  private static final int SEEDS = 200;
  private static final RecordRules NO_NOISE =
      new UserRules(List.of(new Filter("no-noise", 0).body("^noise$")), List.of());

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRecordIsCountedExactlyOnce(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = random.nextInt(1, 60);
    Fate fate = new Fate(random.split(), size);
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      receiver.answerWith(fate::answer);
      Exporters setup = new Exporters().maxRequestBytes(random.nextInt(600, 8_000));
      OtlpForwarder forwarder =
          new OtlpForwarder(
              Records.mapper(),
              NO_NOISE,
              setup.to(receiver),
              fate.hasStore ? fate.store : FailureStore.none(),
              setup.clock(),
              setup.log());

      Delivery delivery = forwarder.forward(Records.batch(fate.messages), setup.later());

      Set<String> arrived = new HashSet<>(receiver.uids());
      assertThat(delivery.received()).isEqualTo(size);
      int dropped = fate.uids("noise").size();
      assertThat(delivery.dropped())
          .isEqualTo(dropped == 0 ? Map.of() : Map.of("no-noise", dropped));
      assertThat(fate.uids("noise")).noneMatch(arrived::contains);
      int rejectedAndNotStored = fate.rejected - delivery.rejected();
      assertThat(delivery.exported() + fate.rejected).isEqualTo(arrived.size());
      assertThat(rejectedAndNotStored).isBetween(0, fate.hasStore ? fate.rejected : 0);
      assertThat(rejectedAndNotStored > 0).isEqualTo(fate.hasStore && fate.store.lacks("rejected"));
      assertThat(receiver.uids()).as("no accepted record is sent again").doesNotHaveDuplicates();
      assertThat(fate.uids("poison")).noneMatch(arrived::contains);
      Set<String> stored = new HashSet<>(fate.store.uids("quarantine"));
      assertThat(stored).hasSize(sum(delivery.stored())).isSubsetOf(fate.storable());
      assertThat(stored).noneMatch(arrived::contains);
      assertThat(arrived).containsAll(fate.store.uids("rejected"));
      assertThat(delivery.undelivered())
          .isEqualTo(size - dropped - arrived.size() - stored.size() + rejectedAndNotStored);
      assertThat(delivery.problem() == null).isEqualTo(delivery.undelivered() == 0);
    }
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// The random behavior of an endpoint and a store: which records are refused, and how often
  /// requests fail.
  private static final class Fate {
    private final SplittableRandom random;
    private final List<String> messages;
    private final int refusal;
    private final int mostRecords;
    private final double busy;
    private final InMemoryStore store = new InMemoryStore();
    private final boolean hasStore;
    private int rejected;

    Fate(SplittableRandom random, int size) {
      this.random = random;
      double poison = random.nextDouble() < 0.5 ? 0 : random.nextDouble();
      double noise = random.nextDouble() < 0.5 ? 0 : random.nextDouble();
      messages = IntStream.range(0, size).mapToObj(_ -> message(poison, noise)).toList();
      refusal = List.of(400, 413, 422, 403).get(random.nextInt(4));
      mostRecords = random.nextDouble() < 0.3 ? random.nextInt(1, 10) : Integer.MAX_VALUE;
      busy = random.nextDouble() < 0.5 ? 0 : random.nextDouble() * 0.3;
      hasStore = random.nextDouble() < 0.8;
      double storeDown = random.nextDouble() < 0.5 ? 0 : random.nextDouble();
      store.failFor(_ -> random.nextDouble() < storeDown);
    }

    private String message(double poison, double noise) {
      if (random.nextDouble() < noise) {
        return "noise";
      }
      return random.nextDouble() < poison ? "poison" : "m".repeat(random.nextInt(900));
    }

    synchronized Answer answer(ExportLogsServiceRequest request) {
      List<LogRecord> records = records(request).toList();
      if (random.nextDouble() < busy) {
        return random.nextDouble() < 0.2 ? Answer.reset() : Answer.status(503);
      }
      if (records.stream().anyMatch(record -> record.getBody().getStringValue().equals("poison"))) {
        return Answer.status(refusal);
      }
      if (records.size() > mostRecords) {
        return Answer.status(413);
      }
      if (!records.isEmpty() && random.nextDouble() < 0.1) {
        int some = random.nextInt(1, records.size() + 1);
        rejected += some;
        return Answer.partialSuccess(some, "seeded");
      }
      return Answer.accept();
    }

    List<String> uids(String message) {
      return IntStream.range(0, messages.size())
          .filter(n -> messages.get(n).equals(message))
          .mapToObj(n -> "id-" + n)
          .toList();
    }

    /// Records that may end in quarantine: poison, and records too large for the smallest request.
    List<String> storable() {
      return IntStream.range(0, messages.size())
          .filter(n -> messages.get(n).equals("poison") || messages.get(n).length() > 100)
          .mapToObj(n -> "id-" + n)
          .toList();
    }

    private static Stream<LogRecord> records(ExportLogsServiceRequest request) {
      return request.getResourceLogsList().stream()
          .flatMap(resource -> resource.getScopeLogsList().stream())
          .flatMap(scope -> scope.getLogRecordsList().stream());
    }
  }
}
