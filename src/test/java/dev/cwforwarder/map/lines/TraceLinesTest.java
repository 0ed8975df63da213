package dev.cwforwarder.map.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `MULTILINE=auto` joins the lines of a stack trace into one record.
final class TraceLinesTest {
  private static final LogSource SOURCE = new LogSource("1", "r", "g", "s");
  private static final LineJoiner JOINER = new EventJoiner(new TraceLines(), 1 << 23);

  private static LogBatch batch(List<String> lines) {
    List<LogEvent> events = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      events.add(new LogEvent("id-" + i, 1_000 + i, lines.get(i)));
    }
    return new LogBatch(SOURCE, events);
  }

  private static List<String> records(String text) {
    return JOINER.join(batch(text.lines().toList())).events().stream()
        .map(LogEvent::message)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Java
        """
        java.lang.IllegalStateException: no card
        \tat shop.Pay.run(Pay.java:12)
        \t... 3 more
        Caused by: java.io.IOException: reset
        \tat shop.Net.read(Net.java:7)
        \tSuppressed: java.lang.Exception: close\
        """,
        // after the line of a logger
        """
        2026-01-01 00:00:00,000 ERROR [main] shop.Pay - payment failed
        java.lang.IllegalStateException: no card
        \tat shop.Pay.run(Pay.java:12)\
        """,
        """
        ERROR:root:payment failed
        Traceback (most recent call last):
          File "app.py", line 3, in <module>
        KeyError: 'card'\
        """,
        // Python
        """
        Traceback (most recent call last):
          File "/var/task/app.py", line 3, in handler
            pay()
        KeyError: 'card'

        During handling of the above exception, another exception occurred:

        Traceback (most recent call last):
          File "/var/task/app.py", line 5, in handler
            raise Failed() from None
        app.errors.Failed\
        """,
        """
        ERROR:root:payment failed Traceback (most recent call last):
          File "app.py", line 3, in <module>
        botocore.exceptions.ClientError: An error occurred (Throttling)\
        """,
        // Go
        """
        panic: runtime error: invalid memory address or nil pointer dereference
        [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]

        goroutine 1 [running]:
        main.(*Shop).Pay(...)
        \t/app/main.go:12 +0x1d
        main.main()
        \t/app/main.go:8 +0x1d
        exit status 2\
        """,
        // Node.js
        """
        /var/task/index.js:10
            throw new TypeError('x');
            ^

        TypeError: x
            at Object.<anonymous> (/var/task/index.js:10:9)

        Node.js v22.1.0\
        """,
        """
        Error: connect ECONNREFUSED 127.0.0.1:5432
            at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16) {
          errno: -111,
          code: 'ECONNREFUSED'
        }\
        """,
        // .NET
        """
        Unhandled exception. System.InvalidOperationException: no card
         ---> System.IO.IOException: reset
           at Shop.Net.Read() in /src/Net.cs:line 7
           --- End of inner exception stack trace ---
           at Shop.Pay.Run() in /src/Pay.cs:line 12\
        """,
        // Ruby
        """
        app.rb:3:in `pay': no card (RuntimeError)
        \tfrom app.rb:7:in `<main>'\
        """,
        // Rust
        """
        thread 'main' panicked at src/main.rs:2:5:
        no card
        stack backtrace:
           0: rust_begin_unwind
        note: Some details are omitted\
        """,
        // an object over several lines
        """
        {
          "level": "error",
          "cards": [
            1
          ]
        }\
        """,
      })
  void aStackTraceIsOneRecord(String trace) {
    assertThat(records("INFO before\n" + trace + "\nINFO after"))
        .containsExactly("INFO before", trace, "INFO after");
  }

  @Test
  void ordinaryLinesAreNotJoined() {
    String lines =
        """
        START RequestId: 3f2c4f5c-0d0c-4b0e-8a54-7b0d5c1e2f3a Version: 1
        payment accepted (card)
        Error: not a trace
        TypeError: nor this
        goroutine 7 is no goroutine
        note: nothing
        {"level":"info"}
        END RequestId: 3f2c4f5c-0d0c-4b0e-8a54-7b0d5c1e2f3a\
        """;

    assertThat(records(lines)).containsExactlyElementsOf(lines.lines().toList());
  }

  @Test
  void aBatchWithNothingToJoinIsTheSameInstance() {
    LogBatch batch = batch(List.of("a", "b"));

    assertThat(JOINER.join(batch)).isSameAs(batch);
  }

  @Test
  void anIndentedLineMayStartABatch() {
    assertThat(records("  at the start\nnext")).containsExactly("  at the start", "next");
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /// Every event is in exactly one record, unchanged and in order, whatever the lines are.
  @ParameterizedTest
  @MethodSource("seeds")
  void noEventIsLost(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> kinds =
        List.of(
            "INFO x",
            "\tat a.B.c(D.java:1)",
            "Caused by: e",
            "",
            "}",
            "KeyError: 'a'",
            "Traceback (most recent call last):",
            "  File",
            "panic: p",
            "goroutine 1 [running]:",
            "main.main()",
            "    ^",
            "thread 'm' panicked at s:1",
            "note: n",
            "line\n",
            "crlf\r\n");
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(60); i >= 0; i--) {
      lines.add(kinds.get(random.nextInt(kinds.size())));
    }
    LogBatch batch = batch(lines);

    LogBatch joined = JOINER.join(batch);

    assertThat(joined.events().stream().flatMap(event -> event.originals().stream()).toList())
        .isEqualTo(batch.events());
    assertThat(joined.count()).isEqualTo(batch.size());
    assertThat(joined.events())
        .allSatisfy(event -> assertThat(event.id()).isEqualTo(event.originals().getFirst().id()));
    assertThat(JOINER.join(batch)).isEqualTo(joined);
  }
}
