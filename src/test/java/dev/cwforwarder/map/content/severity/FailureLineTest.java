package dev.cwforwarder.map.content.severity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.content.Parsing;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines with which runtimes, shells and tools report failures.
final class FailureLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          ERROR ~ thread 'main' panicked at src/main.rs:3:5:
          ERROR ~ thread 'tokio-runtime-worker' (12345) panicked at src/main.rs:3:5:
          ERROR ~ panic: runtime error: index out of range [3] with length 3
          FATAL ~ fatal error: all goroutines are asleep - deadlock!
          ERROR ~ runtime: goroutine stack exceeds 1000000000-byte limit
          ERROR ~ [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x45]
          FATAL ~ # A fatal error has been detected by the Java Runtime Environment:
          ERROR ~ # java.lang.OutOfMemoryError: Java heap space
          ERROR ~ # There is insufficient memory for the Java Runtime Environment to continue.
          ERROR ~ Terminating due to java.lang.OutOfMemoryError: Java heap space
          ERROR ~ Error occurred during initialization of VM
          WARN ~ OpenJDK 64-Bit Server VM warning: Sharing is only supported for boot loader classes
          ERROR ~ card declined: com.acme.PaymentException¶com.acme.PaymentException: card declined¶	at a.B.c(B.java:3)
          ERROR ~ Exception in thread "main" java.lang.NullPointerException
          ERROR ~ Caused by: java.net.ConnectException: refused
          ERROR ~ /srv/app.rb:3:in 'pay': refused (RuntimeError)
          ERROR ~ app.rb:3:in `pay': No such file (Errno::ENOENT)
          ERROR ~ Error raised from handler method¶{"errorMessage":"x"}
          ERROR ~ Critical exception from handler
          ERROR ~ Unhandled exception. System.InvalidOperationException: boom
          ERROR ~ Unhandled Exception: System.NullReferenceException: x
          FATAL ~ Process terminated. Assertion failed.
          FATAL ~ Fatal error. System.AccessViolationException: Attempted to read protected memory.
          FATAL ~ Stack overflow.
          ERROR ~ Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'x'
          ERROR ~ TypeError [ERR_INVALID_ARG_TYPE]: The "path" argument must be of type string
          ERROR ~ node:internal/modules/cjs/loader:1080¶  throw err;¶  ^¶¶Error: Cannot find module '/srv/x.js'
          ERROR ~ (node:12) UnhandledPromiseRejectionWarning: Error: boom
          ERROR ~ [UnhandledPromiseRejection: This error originated either
          WARN ~ (node:12) DeprecationWarning: Buffer() is deprecated
          FATAL ~ FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
          ERROR ~ Uncaught TypeError: x is not a function
          ERROR ~ Uncaught exception 'RuntimeException' with message 'x'
          FATAL ~ PHP Fatal error:  Uncaught Exception: x in /srv/a.php:3
          FATAL ~ Fatal error: Uncaught Exception: x in /srv/a.php:3
          ERROR ~ Parse error: syntax error, unexpected 'x' in /srv/a.php on line 3
          ERROR ~ Traceback (most recent call last):
          ERROR ~ ModuleNotFoundError: No module named 'x'
          ERROR ~ KeyError: 17
          FATAL ~ Fatal Python error: Segmentation fault
          ERROR ~ python: can't open file '/srv/x.py': [Errno 2] No such file or directory
          ERROR ~ ** (RuntimeError) boom
          ERROR ~ =ERROR REPORT==== 7-Dec-2025::10:00:00 ===
          ERROR ~ =CRASH REPORT==== 7-Dec-2025::10:00:00.123 ===
          WARN ~ =WARNING REPORT==== 7-Dec-2025::10:00:00 ===
          INFO ~ =PROGRESS REPORT==== 7-Dec-2025::10:00:00 ===
          ERROR ~ GenServer Shop.Cart terminating
          FATAL ~ Runtime terminating during boot (terminating)
          ERROR ~ exec /app/run: exec format error
          ERROR ~ exec /usr/local/bin/docker-entrypoint.sh: no such file or directory
          ERROR ~ standard_init_linux.go:228: exec user process caused: exec format error
          ERROR ~ fork/exec /srv/x: exec format error
          ERROR ~ /srv/run: error while loading shared libraries: libx.so.1: cannot open shared object file: No such file or directory
          ERROR ~ Segmentation fault (core dumped)
          ERROR ~ Segmentation fault
          ERROR ~ /entrypoint.sh: line 3:    12 Segmentation fault      (core dumped) ./run
          ERROR ~ Killed
          ERROR ~ terminate called after throwing an instance of 'std::runtime_error'
          ERROR ~ *** stack smashing detected ***: terminated
          ERROR ~ /bin/sh: 1: aws: not found
          ERROR ~ sh: foo: not found
          ERROR ~ bash: line 1: foo: command not found
          ERROR ~ /entrypoint.sh: line 3: cd: /x: No such file or directory
          ERROR ~ /docker-entrypoint.sh: 12: exec: node: Permission denied
          ERROR ~ An error occurred (AccessDenied) when calling the PutObject operation: Access Denied
          FATAL ~ fatal error: An error occurred (404) when calling the HeadObject operation: Not Found
          ERROR ~ upload failed: ./x to s3://b/x An error occurred (AccessDenied)
          ERROR ~ Unable to locate credentials. You can configure credentials by running "aws configure".
          ERROR ~ Could not connect to the endpoint URL: "https://s3.x.amazonaws.com/"
          ERROR ~ botocore.exceptions.ClientError: An error occurred (Throttling)
          ERROR ~ [Container] 2025/12/07 10:00:00.123456 Phase complete: BUILD State: FAILED
          ERROR ~ [Container] 2025/12/07 10:00:00 Command did not exit successfully npm test exit status 1
          ERROR ~ [Container] 2025/12/07 10:00:00 Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: npm test.
          ERROR ~ curl: (7) Failed to connect to localhost port 80
          ERROR ~ make: *** [Makefile:3: all] Error 2
          ERROR ~ --- FAIL: TestPay (0.00s)
          ERROR ~ error[E0308]: mismatched types
          ERROR ~ docker: Error response from daemon: pull access denied
          ERROR ~ #¶# java.lang.OutOfMemoryError: Java heap space¶# -XX:OnOutOfMemoryError=x
          ERROR ~ npm ERR! code ELIFECYCLE
          WARN ~ npm WARN deprecated x
          ERROR ~ shop.service: Main process exited, code=exited, status=1/FAILURE
          ERROR ~ psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint
          ERROR ~ jane@10.0.3.7: Permission denied (publickey).
          ERROR ~ Can't call method "total" on an undefined value at /srv/cart.pl line 12.
          ERROR ~ raised CONSTRAINT_ERROR : cart.adb:12 index check failed
          ERROR ~ Unhandled SIMPLE-ERROR in thread #<SB-THREAD:THREAD "main thread" RUNNING {1001878103}>: boom
          ERROR ~ curl: (28) Operation timed out after 5001 milliseconds
          """)
  void failuresHaveASeverity(String severity, String line) {
    assertThat(Parsing.of(line.replace('¶', '\n')).severityText()).as(line).isEqualTo(severity);
  }

  static Stream<String> rows() {
    return ToolOutputTable.ROWS.lines();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRowOfTheTableSetsItsSeverity(String row) {
    int blank = row.indexOf(' ');
    String line = row.substring(blank + 1).replace("…", "x").replace("$", "");
    assertThat(Parsing.of(line.startsWith(":") ? "shop" + line : line).severityText())
        .isEqualTo(row.substring(0, blank));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-12-07T10:00:00.123456789Z stderr F ",
        "Dec  7 10:00:00 ip-10-0-0-5 web[12]: ",
        "web-1  | ",
        "2025-12-07T10:00:00.123Z "
      })
  void failuresAreFoundBehindAnyPrefix(String prefix) {
    for (String line :
        new String[] {
          "thread 'main' (7) panicked at src/main.rs:3:5:",
          "Segmentation fault (core dumped)",
          "/bin/sh: 1: aws: not found",
          "java.lang.IllegalStateException: boom",
          "exec /app/run: exec format error",
          "Unhandled exception. System.InvalidOperationException: boom"
        }) {
      assertThat(Parsing.of(prefix + line).severityText()).as(prefix + line).isEqualTo("ERROR");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dec  7 10:00:00 ip-10-0-0-5 systemd[1]: ",
        "2025-12-07T10:00:00.123456+00:00 ip-10-0-0-5 systemd[4711]: ",
        "Dec  7 10:00:00 ip-10-0-0-5 systemd: "
      })
  void onlySystemdReportsThatAUnitFailed(String prefix) {
    assertThat(Parsing.of(prefix + "Failed to start Shop.").severityText()).isEqualTo("ERROR");
    assertThat(Parsing.of(prefix + "Dependency failed for Shop.").severityText())
        .isEqualTo("ERROR");
    assertThat(
            Parsing.of(prefix.replace("systemd", "web") + "Failed to start Shop.").severityText())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MeanSquaredError: 0.034",
        "NoError",
        "NoException",
        "RootMeanSquareError: 12",
        "ValidationError: none",
        "TimeoutException: null",
        "Unhandled exceptions: 0",
        "Unhandled exception: 0",
        "Uncaught exceptions: 0",
        "Uncaught errors are listed here",
        "panics: 0",
        "Killed 3 stale sessions",
        "Killed the cat",
        "Segmentation faults: 0",
        "cache: key: not found",
        "user 12: not found",
        "the file was not found",
        "Stack overflow is a web site",
        "curl: available",
        "An error occurred in 0 of 12 rows",
        "[Container] 2025/12/07 10:00:00 Phase complete: BUILD State: SUCCEEDED",
        "[Container] 2025/12/07 10:00:00 Phase context status code:  Message: ",
        "see bash: the manual",
        "GenServer started",
        "** bold **",
        "exec /app/run",
        "Failed to start is the title of chapter 3",
        "Dec  7 10:00:00 ip-10-0-0-5 web[12]: Failed to start is what users type",
        "Dec  7 10:00:00 ip-10-0-0-5 systemd[1]: Stopped Shop.",
        "shop.service: Main process exited, code=exited, status=0/SUCCESS",
        "Out of memory: 0",
        "Aborted by user jane",
        "curl: (the manual)",
        "com.acme.shop.OrderService: order placed"
      })
  void otherLinesAreNoFailures(String line) {
    assertThat(Parsing.of(line).severityText()).isNotIn("WARN", "ERROR", "FATAL");
  }
}
