package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.content.sources.SourceKind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The longest event that CloudWatch accepts is parsed in linear time, whatever it contains.
final class LongLinesTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int LENGTH = 1_000_000;

  /// CPU time, so that a busy machine does not matter. Linear code takes at most some hundred
  /// milliseconds, quadratic code at least ten seconds.
  private static final Duration MAX_DURATION = Duration.ofSeconds(3);

  private static final List<String> PREFIXES =
      List.of(
          "",
          "INIT_START ",
          "REPORT RequestId: ",
          "2026-01-01T00:00:00.000Z\t8f507cfc-1234-4697-b07a-ac58fc914c95\tINFO\t",
          "{\"a\":",
          "{\"message\":\"",
          "a=1 b=2 c=3 ",
          "# Time: 1\n# Query_time: 1\n",
          "# User@Host: a\n# Query_time: 1\n",
          "2 123456789012 eni-1 ",
          "version account-id ",
          "10.0.0.1 - - [",
          "http 2026-01-01T00:00:00.000000Z app/a ",
          "2026-01-01 00:00:00 UTC:10.0.0.1(1):a@b:[1]:LOG:  ",
          "2026-01-01\t00:00:00\t",
          "(8f507cfc-1234-4697-b07a-ac58fc914c95) ",
          "I0102 03:04:05.678901       1 main.go:1] \"",
          "/srv/index.js:3\n",
          "[GIN] ",
          "a=1 b=2 c=3 d=4 e='",
          "2025-12-07 10:00:00 ",
          "Dec  7 10:00:00 host web[7]: ",
          "web-1  | ",
          "<134>1 - - - - - ",
          "Error: x\n");

  private static final List<String> REPEATED =
      List.of(
          "\t",
          "\n",
          "#\n",
          "# User@Host: \n",
          "a=\"\" ",
          "a=1 ",
          "{",
          "{}",
          "{\"a\":1}\n",
          "{{\n",
          "}",
          "[",
          "]",
          "\"",
          "\\",
          "\\\"GET /",
          "a:",
          "a\n",
          "Exception in thread \"\n",
          ": ",
          "a ",
          "- ",
          "version ",
          "\u001b[31m",
          "╷\n",
          "# \n",
          "│ ",
          "method=GET path=",
          "#9 4.412 ",
          "{ level: ",
          "\ud83d",
          "trace_id= ",
          "\n\n",
          "'",
          "ORA-",
          "[1",
          "a,b ",
          "|",
          " | ",
          "--",
          ":",
          "::",
          ",",
          ";",
          "(",
          ")",
          "<",
          ">",
          "/",
          " / ",
          "=",
          "a='",
          "a={;",
          "\\x22",
          "1",
          "ERROR ",
          "ERROR|",
          "error:",
          "10:00:00 ",
          "2025-12-07 ");

  /// Longer texts are not searched for a stack trace.
  @Test
  void longestTextsBeforeStackTracesAreParsedInLinearTime() {
    String frames = "\n\tat x";
    int length = RecordBuilder.MAX_TEXT_LENGTH - frames.length();
    for (String repeated : REPEATED) {
      String message = repeated.repeat(length / repeated.length()) + frames;
      check("frames behind " + repeated, () -> parse(message, LENGTH / length));
    }
  }

  /// Some level names have the prefix `LOG_`.
  @Test
  void repeatedPrefixesOfLevelNamesDoNotExhaustTheStack() {
    String name = "LOG_".repeat(LENGTH / 5);
    Parsing.of("{\"level\":\"" + name + "\",\"message\":\"done\"}");
    Parsing.of("{\"type\":\"" + name + "\",\"reason\":\"x\",\"regarding\":1}");
    Parsing.of("Dec 07, 2025 10:00:00 AM shop.Cart pay\n" + name + ": text");
  }

  private static void parse(String message, int times) {
    for (int i = 0; i < times; i++) {
      Parsing.of(message);
    }
  }

  @TestFactory
  Stream<DynamicTest> longLinesAreParsedInLinearTime() {
    List<DynamicTest> tests = new ArrayList<>();
    for (SourceKind kind :
        List.of(
            SourceKind.OTHER, SourceKind.FLOW_LOG, SourceKind.ORACLE, SourceKind.DATABASE_ERROR)) {
      for (String prefix :
          kind == SourceKind.OTHER ? PREFIXES : List.of("", "2 123456789012 eni-1 ")) {
        tests.add(DynamicTest.dynamicTest(kind + " " + prefix, () -> check(kind, prefix)));
      }
    }
    return tests.stream();
  }

  private static void check(SourceKind kind, String prefix) {
    for (String repeated : REPEATED) {
      String message = prefix + repeated.repeat((LENGTH - prefix.length()) / repeated.length());
      check(prefix + " followed by " + repeated, () -> Parsing.of(kind, message));
    }
  }

  private static void check(String description, Runnable parsing) {
    long start = THREADS.getCurrentThreadCpuTime();
    parsing.run();
    assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start))
        .as(description)
        .isLessThan(MAX_DURATION);
  }
}
