package dev.cwforwarder.map.content.severity;

import io.opentelemetry.api.logs.Severity;
import java.util.List;
import java.util.stream.Stream;

/// The scales of numeric levels. The same number means something else on each; `LevelRule` decides
/// which one applies.
public enum LevelScale {
  SYSLOG(0, 1, "FATAL ERROR3 ERROR2 ERROR WARN INFO2 INFO DEBUG"),
  /// pino, bunyan and roarr.
  TENS(10, 10, "TRACE DEBUG INFO WARN ERROR FATAL"),
  PYTHON(10, 10, "DEBUG INFO WARN ERROR FATAL"),
  MONOLOG(100, 50, "DEBUG - INFO INFO2 WARN - ERROR - ERROR2 ERROR3 FATAL"),
  /// `java.util.logging`.
  JAVA(300, 100, "TRACE DEBUG DEBUG2 - DEBUG3 INFO WARN ERROR"),
  /// Logback and log4js.
  LOGBACK(5_000, 5_000, "TRACE DEBUG - INFO - WARN - ERROR - FATAL"),
  LOG4J(100, 100, "FATAL ERROR WARN INFO DEBUG TRACE"),
  /// `Microsoft.Extensions.Logging` and Serilog.
  DOTNET(0, 1, "TRACE DEBUG INFO WARN ERROR FATAL"),
  /// Application Insights.
  INSIGHTS(0, 1, "DEBUG INFO WARN ERROR FATAL"),
  GLOG(0, 1, "INFO WARN ERROR FATAL"),
  TSLOG(0, 1, "TRACE TRACE DEBUG INFO WARN ERROR FATAL"),
  ANDROID(2, 1, "TRACE DEBUG INFO WARN ERROR FATAL"),
  /// The event log of Windows.
  WINDOWS(1, 1, "FATAL ERROR WARN INFO DEBUG"),
  OPENTELEMETRY(1, 1, LevelScale.ALL),
  /// A level's name, by its [#number]: greater than all other numbers.
  WORD(1_000_001, 1, LevelScale.ALL);

  private static final String ALL =
      "TRACE TRACE2 TRACE3 TRACE4 DEBUG DEBUG2 DEBUG3 DEBUG4 INFO INFO2 INFO3 INFO4"
          + " WARN WARN2 WARN3 WARN4 ERROR ERROR2 ERROR3 ERROR4 FATAL FATAL2 FATAL3 FATAL4";

  private final int first;
  private final int step;

  @SuppressWarnings("ImmutableEnumChecker") // a list of Stream.toList cannot change
  private final List<Severity> severities;

  /// @param step the difference between two numbers
  /// @param names the severities of the numbers, from the lowest; `-` is a number without a level
  LevelScale(int first, int step, String names) {
    this.first = first;
    this.step = step;
    this.severities = Stream.of(names.split(" ", -1)).map(LevelScale::severity).toList();
  }

  private static Severity severity(String name) {
    return name.equals("-") ? Severity.UNDEFINED_SEVERITY_NUMBER : Severity.valueOf(name);
  }

  /// The number of a level's name on the scale [#WORD].
  public static long number(Severity word) {
    return (long) WORD.first - 1 + word.getSeverityNumber();
  }

  /// The severity of `number`; undefined if the scale has no such level.
  public Severity of(long number) {
    long index = (number - first) / step;
    boolean isLevel = number >= first && index < severities.size() && (number - first) % step == 0;
    return isLevel ? severities.get((int) index) : Severity.UNDEFINED_SEVERITY_NUMBER;
  }
}
