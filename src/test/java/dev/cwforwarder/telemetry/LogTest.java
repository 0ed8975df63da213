package dev.cwforwarder.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.time.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogTest {
  @Test
  void warningIsOneJsonLine() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new Log(new PrintStream(out, false, UTF_8), new ManualClock()).warn("a \"b\"\nc");

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            {"timestamp":"2026-01-01T00:00:00Z","level":"WARN","message":"a \\"b\\"\\u000ac"}
            """);
  }

  /// A log is also read on terminals.
  @Test
  void charactersThatATerminalInterpretsAreEscaped() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new Log(new PrintStream(out, false, UTF_8), new ManualClock())
        .warn("\u001b[2J\u007f\u009b2J\u202egpj\u2066é…");

    assertThat(out.toString(UTF_8)).contains("\"\\u001b[2J\\u007f\\u009b2J\\u202egpj\\u2066é…\"");
  }

  @Test
  void errorHasItsLevel() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new Log(new PrintStream(out, false, UTF_8), new ManualClock()).error("e");

    assertThat(out.toString(UTF_8)).contains("\"level\":\"ERROR\",\"message\":\"e\"");
  }

  /// Lambda creates one log event for every write.
  @Test
  void lineIsWrittenInOneCall() {
    List<String> writes = new ArrayList<>();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            writes.add(String.valueOf((char) b));
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            writes.add(new String(bytes, offset, length, UTF_8));
          }
        };

    new Log(new PrintStream(out, false, UTF_8), new ManualClock()).warn("é".repeat(20_000));

    assertThat(writes).hasSize(1).first().asString().startsWith("{").endsWith("}\n");
  }
}
