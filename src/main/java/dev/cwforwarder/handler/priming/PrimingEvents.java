package dev.cwforwarder.handler.priming;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/// Subscription events with the most common kinds of log lines.
///
/// The JDK compiles only the branches that were taken, and discards the code when another one is
/// taken. So the lines are of many kinds, and no two events are equal.
final class PrimingEvents {
  private static final int KINDS = 14;
  private static final String ID = "%08d-0000-4000-8000-000000000000";
  private static final String LONG_TEXT = "a long message of an application, ".repeat(60);

  private int next;

  /// The next event.
  ///
  /// @param logEvents number of log events in it
  byte[] next(int logEvents) throws IOException {
    StringBuilder json =
        new StringBuilder(
            "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"000000000000\",\"logGroup\":"
                + "\"/aws/lambda/priming\",\"logStream\":\"2026/01/01/[1]0123456789abcdef\","
                + "\"subscriptionFilters\":[\"priming\"],\"logEvents\":[");
    for (int i = 0; i < logEvents; i++) {
      json.append(i == 0 ? "" : ",").append(event(next++));
    }
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(gzipped)) {
      gzip.write(json.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    }
    String data = Base64.getEncoder().encodeToString(gzipped.toByteArray());
    return ("{\"awslogs\":{\"data\":\"" + data + "\"}}").getBytes(StandardCharsets.UTF_8);
  }

  /// Half of the messages end with a line break, as those of most runtimes do.
  private static String event(int i) {
    return "{\"id\":\"%056d\",\"timestamp\":%d,\"message\":\"%s%s\"}"
        .formatted(i, 1_767_225_600_000L + i, line(i), i / KINDS % 2 == 0 ? "\\n" : "");
  }

  /// A line as JSON text.
  private static String line(int i) {
    return switch (i % KINDS) {
      case 0, 1 -> structured(i);
      case 2, 3 -> console(i);
      case 4 -> report(i);
      case 5, 6 -> access(i);
      case 7 -> "START RequestId: " + ID.formatted(i) + " Version: $LATEST";
      case 8 ->
          "ts=2026-01-01T00:00:00Z level=warn msg=\\\"slow step %d\\\" took=%dms".formatted(i, i);
      case 9 ->
          "I0101 00:00:00.000000 %7d sync.go:%d] Synced pod=\\\"shop/web-%d\\\"".formatted(i, i, i);
      case 10 -> "2026-01-01 00:00:00,000 WARN [main] c.e.Orders - customer Zoë %d".formatted(i);
      case 11 ->
          "Exception in thread main java.lang.Error: %d\\n\\tat a.B.c(B.java:%d)".formatted(i, i);
      case 12 ->
          "2 000000000000 eni-%08d 10.0.0.1 10.0.0.2 443 %d 6 10 840 1767225600 1767225660 ACCEPT OK"
              .formatted(i, i % 65_536);
      default -> (i % 3 == 0 ? LONG_TEXT : "Listening on port ") + i;
    };
  }

  /// With a member of its own in some lines.
  private static String structured(int i) {
    return """
    {\\"time\\":\\"2026-01-01T00:00:00.%03dZ\\",\\"level\\":\\"%s\\",\\"message\\":\\"step %d\\",\\"took\\":1.5,\
    \\"trace_id\\":\\"%032x\\",\\"span_id\\":\\"%016x\\",\\"user\\":{\\"id\\":%d,\\"ok\\":true},\\"%s\\":null}\
    """
        .formatted(
            i % 1000,
            i % 20 == 0 ? "ERROR" : "info",
            i,
            i + 1,
            i + 1,
            i,
            i % 5 == 0 ? "member" + i : "parent");
  }

  private static String console(int i) {
    return "2026-01-01T00:00:00.%03dZ\\t%s\\t%s\\tstep %d"
        .formatted(i % 1000, ID.formatted(i), i % 3 == 0 ? "ERROR" : "INFO", i);
  }

  private static String report(int i) {
    return """
    REPORT RequestId: %s\\tDuration: %d.25 ms\\tBilled Duration: %d ms\\tMemory Size: 512 MB\\t\
    Max Memory Used: 100 MB\\t\
    """
        .formatted(ID.formatted(i), i, i + 1);
  }

  private static String access(int i) {
    return """
    10.0.0.%d - %s [01/Jan/2026:00:00:%02d +0000] \\"%s /v1/orders/%d HTTP/1.1\\" %d %d \\"-\\" \
    \\"agent/1.0 (Linux; x86_64)\\"\
    """
        .formatted(
            i % 256,
            i % 2 == 0 ? "-" : "user" + i,
            i % 60,
            i % 3 == 0 ? "POST" : "GET",
            i,
            i % 7 == 0 ? 503 : 200,
            100 + i);
  }
}
