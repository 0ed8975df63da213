package dev.cwforwarder.bench;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import dev.cwforwarder.local.SubscriptionEvent;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Subscription payloads of a fictional service: a quarter each of structured JSON, Lambda console
/// lines, REPORT lines and access log lines. The same seed gives the same payloads. 20 events are 6
/// KB of JSON, 3,400 events are 1 MB.
public final class MixedPayload {
  private static final long START_MILLIS = 1_767_225_600_000L;
  private static final String[] LEVELS = {"INFO", "INFO", "INFO", "WARN", "ERROR", "DEBUG"};
  private static final int[] STATUSES = {200, 200, 200, 404, 502};

  private static final long RANDOM_IDS = -1;
  private static final int DIFFERENT = 8;

  private final SplittableRandom random;
  private final long firstId;
  private final StringBuilder json = new StringBuilder();
  private long timestampMillis;

  private MixedPayload(long seed, long firstId) {
    this.random = new SplittableRandom(seed);
    this.firstId = firstId;
    this.timestampMillis = START_MILLIS + seed * 60_000;
  }

  /// The event that Lambda sends to the function.
  public static String event(long seed, int events) {
    return SubscriptionEvent.wrap(document(seed, events));
  }

  /// Several of [#event], which are sent in turn.
  static List<String> different(int events) {
    return LongStream.range(0, DIFFERENT).mapToObj(seed -> event(seed, events)).toList();
  }

  /// Like [#event], with ids that end with the numbers from `firstId`.
  static String numbered(long seed, int events, long firstId) {
    return SubscriptionEvent.wrap(new MixedPayload(seed, firstId).write(events));
  }

  /// A payload with a single event, whose message is access log lines of `bytes` bytes or a few
  /// more.
  static String oneMessage(long seed, int bytes) {
    MixedPayload payload = new MixedPayload(seed, RANDOM_IDS);
    StringBuilder message = new StringBuilder();
    while (message.length() < bytes) {
      message.append(payload.access()).append('\n');
    }
    payload.open();
    payload.writeEvent(message.toString(), 0);
    return SubscriptionEvent.wrap(payload.json.append("]}").toString());
  }

  /// The decoded JSON document of [#event].
  static String document(long seed, int events) {
    return new MixedPayload(seed, RANDOM_IDS).write(events);
  }

  private String write(int events) {
    open();
    for (int i = 0; i < events; i++) {
      json.append(i == 0 ? "" : ",");
      writeEvent(message(i), i);
    }
    return json.append("]}").toString();
  }

  private void open() {
    json.append("{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"111122223333\",")
        .append("\"logGroup\":\"/aws/lambda/payments\",\"logStream\":\"2026/01/01/[$LATEST]")
        .append(hex(32))
        .append("\",\"subscriptionFilters\":[\"clickstack\"],\"logEvents\":[");
  }

  private void writeEvent(String message, int index) {
    timestampMillis += random.nextInt(40);
    String escaped =
        message
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\t", "\\t")
            .replace("\n", "\\n");
    long id = firstId == RANDOM_IDS ? random.nextLong(Long.MAX_VALUE) : firstId + index;
    json.append(format(ROOT, "{\"id\":\"3%055d\"", id))
        .append(",\"timestamp\":")
        .append(timestampMillis)
        .append(",\"message\":\"")
        .append(escaped)
        .append("\"}");
  }

  private String message(int index) {
    return switch (index % 4) {
      case 0 -> structured();
      case 1 -> console();
      case 2 -> report();
      default -> access();
    };
  }

  private String structured() {
    return format(
        ROOT,
        "{\"timestamp\":\"%s\",\"level\":\"%s\",\"logger\":\"com.acme.Checkout\",\"message\":"
            + "\"charge settled for order %d in %d ms\",\"orderId\":\"A-%d\",\"amountCents\":%d,"
            + "\"trace_id\":\"%s\",\"span_id\":\"%s\",\"customer\":{\"id\":%d,\"tier\":\"gold\"}}",
        time(),
        level(),
        upTo(1_000_000),
        upTo(900),
        upTo(1_000_000),
        upTo(100_000),
        hex(32),
        hex(16),
        upTo(100_000));
  }

  private String console() {
    return format(
        ROOT,
        "%s\t%s\t%s\tretrying payment provider call %d of 3 after timeout of %d ms\n",
        time(),
        uuid(),
        level(),
        1 + upTo(3),
        100 + upTo(900));
  }

  private String report() {
    double millis = 5 + random.nextDouble(900);
    return format(
        ROOT,
        "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: 512 MB"
            + "\tMax Memory Used: %d MB\t\n",
        uuid(),
        millis,
        (int) millis + 1,
        100 + upTo(300));
  }

  private String access() {
    return format(
        ROOT,
        "10.0.%d.%d - - [01/Jan/2026:00:%02d:%02d +0000] \"GET /v1/orders/%d HTTP/1.1\" %d %d"
            + " \"-\" \"okhttp/4.12.0\" rt=%.3f",
        upTo(255),
        upTo(255),
        upTo(60),
        upTo(60),
        upTo(1_000_000),
        STATUSES[upTo(STATUSES.length)],
        upTo(9_000),
        random.nextDouble());
  }

  private String time() {
    return format(ROOT, "2026-01-01T00:%02d:%02d.%03dZ", upTo(60), upTo(60), upTo(1_000));
  }

  private String level() {
    return LEVELS[upTo(LEVELS.length)];
  }

  private String uuid() {
    return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-a" + hex(3) + "-" + hex(12);
  }

  private String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit(upTo(16), 16));
    }
    return text.toString();
  }

  private int upTo(int bound) {
    return random.nextInt(bound);
  }
}
