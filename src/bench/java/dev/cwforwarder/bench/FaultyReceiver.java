package dev.cwforwarder.bench;

import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.local.otlp.Received;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// An OTLP receiver that now and then refuses a request or answers slowly, always the requests with
/// the same numbers. It counts how often each record of [MixedPayload#numbered] arrives.
/// Thread-safe.
final class FaultyReceiver implements AutoCloseable {
  /// The answer to a request.
  enum Reaction {
    ACCEPT,

    /// 429 with `Retry-After: 1`.
    THROTTLE,

    /// 503.
    REFUSE,

    /// Accepts after two seconds.
    DELAY,

    /// Accepts, but answers only after the function has stopped waiting.
    STALL;

    /// Of 300 requests one each; of 5,000 one stalls.
    static Reaction to(int number) {
      if (number % 5_000 == 2_500) {
        return STALL;
      }
      return switch (number % 300) {
        case 75 -> THROTTLE;
        case 150 -> REFUSE;
        case 225 -> DELAY;
        default -> ACCEPT;
      };
    }

    private boolean accepts() {
      return this != THROTTLE && this != REFUSE;
    }

    private Answer answer() {
      return switch (this) {
        case ACCEPT -> Answer.accept();
        case THROTTLE -> Answer.retryAfter(429, "1");
        case REFUSE -> Answer.status(503);
        case DELAY -> Answer.delayed(Duration.ofSeconds(2), Answer.accept());
        case STALL -> Answer.delayed(Duration.ofSeconds(30), Answer.accept());
      };
    }
  }

  private final AtomicIntegerArray arrivals;
  private final AtomicInteger requests = new AtomicInteger();
  private final Map<Reaction, Integer> reactions = new ConcurrentHashMap<>();
  private final OtlpReceiver receiver = OtlpReceiver.start();

  /// @param records the number of records, with the numbers from 0
  FaultyReceiver(int records) {
    this.arrivals = new AtomicIntegerArray(records);
    receiver.answerWith(this::answer);
  }

  String endpoint() {
    return receiver.endpoint().toString();
  }

  /// Releases the memory of the requests so far.
  void forget() {
    receiver.clear();
  }

  int count(Reaction reaction) {
    return reactions.getOrDefault(reaction, 0);
  }

  /// The number of records that have not arrived.
  int missing() {
    int missing = 0;
    for (int i = 0; i < arrivals.length(); i++) {
      missing += arrivals.get(i) == 0 ? 1 : 0;
    }
    return missing;
  }

  /// The number of arrivals of records that had arrived before.
  int duplicates() {
    int duplicates = 0;
    for (int i = 0; i < arrivals.length(); i++) {
      duplicates += Math.max(0, arrivals.get(i) - 1);
    }
    return duplicates;
  }

  @Override
  public void close() {
    receiver.close();
  }

  private Answer answer(ExportLogsServiceRequest request) {
    Reaction reaction = Reaction.to(requests.incrementAndGet());
    reactions.merge(reaction, 1, Integer::sum);
    if (reaction.accepts()) {
      Received.records(request).forEach(record -> arrivals.incrementAndGet(number(record)));
    }
    return reaction.answer();
  }

  private static int number(LogRecord record) {
    return Math.toIntExact(Long.parseLong(Received.uid(record).substring(1)));
  }
}
