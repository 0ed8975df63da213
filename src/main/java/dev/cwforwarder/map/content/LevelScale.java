package dev.cwforwarder.map.content;

import static io.opentelemetry.api.logs.Severity.DEBUG;
import static io.opentelemetry.api.logs.Severity.DEBUG2;
import static io.opentelemetry.api.logs.Severity.DEBUG3;
import static io.opentelemetry.api.logs.Severity.ERROR;
import static io.opentelemetry.api.logs.Severity.ERROR2;
import static io.opentelemetry.api.logs.Severity.ERROR3;
import static io.opentelemetry.api.logs.Severity.FATAL;
import static io.opentelemetry.api.logs.Severity.INFO;
import static io.opentelemetry.api.logs.Severity.INFO2;
import static io.opentelemetry.api.logs.Severity.TRACE;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;
import static io.opentelemetry.api.logs.Severity.WARN;

import io.opentelemetry.api.logs.Severity;
import java.util.Arrays;

/// The scales of numeric levels. The same number means something else on each; [LevelRule] decides
/// which one applies.
enum LevelScale {
  SYSLOG(0, 1, FATAL, ERROR3, ERROR2, ERROR, WARN, INFO2, INFO, DEBUG),
  /// pino, bunyan and roarr.
  TENS(10, 10, TRACE, DEBUG, INFO, WARN, ERROR, FATAL),
  PYTHON(10, 10, DEBUG, INFO, WARN, ERROR, FATAL),
  MONOLOG(
      100,
      50,
      DEBUG,
      UNDEFINED_SEVERITY_NUMBER,
      INFO,
      INFO2,
      WARN,
      UNDEFINED_SEVERITY_NUMBER,
      ERROR,
      UNDEFINED_SEVERITY_NUMBER,
      ERROR2,
      ERROR3,
      FATAL),
  /// `java.util.logging`.
  JAVA(300, 100, TRACE, DEBUG, DEBUG2, UNDEFINED_SEVERITY_NUMBER, DEBUG3, INFO, WARN, ERROR),
  /// Logback, and log4js.
  LOGBACK(
      5_000,
      5_000,
      TRACE,
      DEBUG,
      UNDEFINED_SEVERITY_NUMBER,
      INFO,
      UNDEFINED_SEVERITY_NUMBER,
      WARN,
      UNDEFINED_SEVERITY_NUMBER,
      ERROR,
      UNDEFINED_SEVERITY_NUMBER,
      FATAL),
  LOG4J(100, 100, FATAL, ERROR, WARN, INFO, DEBUG, TRACE),
  /// `Microsoft.Extensions.Logging` and Serilog.
  DOTNET(0, 1, TRACE, DEBUG, INFO, WARN, ERROR, FATAL),
  /// Application Insights.
  INSIGHTS(0, 1, DEBUG, INFO, WARN, ERROR, FATAL),
  TSLOG(0, 1, TRACE, TRACE, DEBUG, INFO, WARN, ERROR, FATAL),
  ANDROID(2, 1, TRACE, DEBUG, INFO, WARN, ERROR, FATAL),
  /// The event log of Windows.
  WINDOWS(1, 1, FATAL, ERROR, WARN, INFO, DEBUG),
  OPENTELEMETRY(1, 1, Arrays.copyOfRange(Severity.values(), 1, Severity.values().length));

  private final int first;
  private final int step;
  private final Severity[] severities;

  /// @param step the difference between two numbers; an undefined severity is a number without a
  ///   level
  LevelScale(int first, int step, Severity... severities) {
    this.first = first;
    this.step = step;
    this.severities = severities;
  }

  /// The severity of `number`; undefined if the scale has no such level.
  Severity of(long number) {
    long index = (number - first) / step;
    boolean isLevel = number >= first && index < severities.length && (number - first) % step == 0;
    return isLevel ? severities[(int) index] : UNDEFINED_SEVERITY_NUMBER;
  }
}
