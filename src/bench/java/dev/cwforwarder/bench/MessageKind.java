package dev.cwforwarder.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// A frequent kind of message, for [LineBenchmark].
public enum MessageKind {
  /// An object of a logging library.
  JSON(
      "{\"timestamp\":\"2026-01-01T00:1#:2#.###Z\",\"level\":\"INFO\",\"logger\":\"com.acme.Cart\","
          + "\"message\":\"charge settled for order #### in ## ms\",\"orderId\":\"A-####\","
          + "\"trace_id\":\"4bf92f3577b34da6a3ce929d########\",\"span_id\":\"00f067aa########\"}"),

  /// The columns of Lambda's runtimes.
  CONSOLE(
      "2026-01-01T00:1#:2#.###Z\t4bf92f35-77b3-4da6-a3ce-929d########\tINFO\tretrying payment"
          + " provider call # of 3 after timeout of ### ms\n"),
  REPORT(
      "REPORT RequestId: 4bf92f35-77b3-4da6-a3ce-929d########\tDuration: 1##.## ms\tBilled"
          + " Duration: 2## ms\tMemory Size: 512 MB\tMax Memory Used: 1## MB\t\n"),
  COMBINED(
      "10.0.#.# - - [01/Jan/2026:00:1#:2# +0000] \"GET /v1/orders/#### HTTP/1.1\" 20# 1### \"-\""
          + " \"okhttp/4.12.0\" rt=0.###"),
  UVICORN("INFO:     10.0.#.#:1#### - \"GET /v1/orders/#### HTTP/1.1\" 200 OK"),
  GIN("[GIN] 2026/01/01 - 00:1#:2# | 200 | 1#.###ms | 10.0.#.# | GET      \"/v1/orders/####\""),

  /// A time, a level and names before a sentence.
  HEAD(
      "2026-01-01 00:1#:2#,### [http-nio-8080-exec-#] INFO com.acme.shop.Cart - order #### stored"
          + " in ## ms"),
  SYSLOG("Dec  7 10:1#:2# ip-10-0-0-5 web[1#]: INFO order #### stored in ## ms"),
  PAIRS("time=2026-01-01T00:1#:2#.###Z level=info msg=\"order stored\" order=#### ms=1## try=#"),
  SENTENCE("retrying payment provider call # of 3 after timeout of ### ms");

  private final String pattern;

  MessageKind(String pattern) {
    this.pattern = pattern;
  }

  /// Creates messages of this kind, the same ones for the same number.
  public List<String> messages(int count) {
    SplittableRandom random = new SplittableRandom(name().hashCode());
    return Stream.generate(() -> message(random)).limit(count).toList();
  }

  private String message(SplittableRandom random) {
    StringBuilder message = new StringBuilder(pattern);
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '#') {
        message.setCharAt(i, (char) ('0' + random.nextInt(10)));
      }
    }
    return message.toString();
  }
}
