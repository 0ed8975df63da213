package dev.cwforwarder.telemetry;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Collects what one invocation did and writes it as one line that is both a log entry and, in
/// CloudWatch's embedded metric format, its metrics. Counts by reason take one more line a reason,
/// because a line has one value per dimension.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
///   metric format</a>
public final class InvocationLog {
  private static final String FUNCTION = "FunctionName";
  private static final String REASON = "reason";

  private final Log log;
  private final String functionName;
  private final String requestId;
  private final Map<Metric, Long> values = new EnumMap<>(Metric.class);
  private final Map<Metric, Map<String, Integer>> byReason = new EnumMap<>(Metric.class);

  /// @param functionName value of the dimension `FunctionName`
  /// @param requestId Lambda's id of the invocation
  public InvocationLog(Log log, String functionName, String requestId) {
    this.log = log;
    this.functionName = functionName;
    this.requestId = requestId;
  }

  public InvocationLog put(Metric metric, long value) {
    values.put(metric, value);
    return this;
  }

  /// Sets `metric` to the sum of `counts`.
  public InvocationLog put(Metric metric, Map<String, Integer> counts) {
    byReason.put(metric, new TreeMap<>(counts));
    return put(metric, counts.values().stream().mapToLong(Integer::longValue).sum());
  }

  /// Writes the lines of an invocation that succeeded.
  public void succeeded() {
    write("INFO", "forwarded");
  }

  /// Writes the lines of an invocation that failed.
  ///
  /// @param problem what failed, for an operator; no customers' text, no keys
  public void failed(String problem) {
    write("ERROR", problem);
  }

  private void write(String level, String message) {
    JsonLine line = log.line(level, message).put("requestId", requestId);
    line.putRaw("_aws", directive(values.keySet(), "[\"" + FUNCTION + "\"]"));
    line.put(FUNCTION, functionName);
    values.forEach((metric, value) -> line.put(metric.metricName(), value));
    log.write(line);
    byReason.forEach(
        (metric, counts) -> counts.forEach((reason, count) -> write(metric, reason, count)));
  }

  private void write(Metric metric, String reason, int count) {
    JsonLine line =
        log.line("INFO", metric.metricName() + ": " + reason).put("requestId", requestId);
    line.putRaw("_aws", directive(Set.of(metric), "[\"" + FUNCTION + "\",\"" + REASON + "\"]"));
    line.put(FUNCTION, functionName).put(REASON, reason).put(metric.metricName(), count);
    log.write(line);
  }

  private String directive(Iterable<Metric> metrics, String dimensions) {
    StringBuilder names = new StringBuilder("[");
    for (Metric metric : metrics) {
      names.append(names.length() > 1 ? "," : "");
      names.append(
          new JsonLine().put("Name", metric.metricName()).put("Unit", metric.unit()).close());
    }
    String metricSet =
        new JsonLine()
            .put("Namespace", Metric.NAMESPACE)
            .putRaw("Dimensions", "[" + dimensions + "]")
            .putRaw("Metrics", names.append(']'))
            .close();
    return new JsonLine()
        .put("Timestamp", log.clock().millis())
        .putRaw("CloudWatchMetrics", "[" + metricSet + "]")
        .close();
  }
}
