package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.content.sources.SourceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The longest event that CloudWatch takes is read in no time, however it goes on: no character is
/// looked at once for each one before it.
final class LongLinesTest {
  private static final int CHARACTERS = 1_000_000;

  /// No measurement: a busy machine takes some milliseconds, quadratic code more than a minute.
  private static final Duration MOST = Duration.ofSeconds(30);

  private static final List<String> HEADS =
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
          "Error: x\n");

  private static final List<String> ENDLESS =
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
          "a:",
          ": ",
          "a ",
          "- ",
          "version ",
          "\u001b[31m",
          "\ud83d",
          "trace_id= ",
          "\n\n",
          "'",
          "ORA-",
          "[1",
          "a,b ");

  @TestFactory
  Stream<DynamicTest> longLinesAreReadInNoTime() {
    List<DynamicTest> tests = new ArrayList<>();
    for (SourceKind kind :
        List.of(
            SourceKind.OTHER, SourceKind.FLOW_LOG, SourceKind.ORACLE, SourceKind.DATABASE_ERROR)) {
      for (String head : kind == SourceKind.OTHER ? HEADS : List.of("", "2 123456789012 eni-1 ")) {
        tests.add(DynamicTest.dynamicTest(kind + " " + head, () -> check(kind, head)));
      }
    }
    return tests.stream();
  }

  private static void check(SourceKind kind, String head) {
    for (String more : ENDLESS) {
      String message = head + more.repeat((CHARACTERS - head.length()) / more.length());
      long start = System.nanoTime();
      Reading.of(kind, message);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("%s and then '%s'", head, more)
          .isLessThan(MOST);
    }
  }
}
