package dev.cwforwarder.telemetry;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Collects the results of one invocation and writes them as one line, which is both a log entry
/// and, in CloudWatch's embedded metric format, the metrics of the invocation. Each reason of a
/// count takes another line, because a line has one value per dimension. A value of 0 is in the
/// line, but is no metric: AWS bills each metric for the hours in which it has values.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
///   metric format</a>
public final class InvocationLog {
  private static final String FUNCTION = "FunctionName";
  private static final String REASON = "reason";

  /// Metric declarations by set of metrics. Invocations use the same few sets.
  private static final Map<Set<Metric>, String> DECLARATIONS = new ConcurrentHashMap<>();

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
    if (!counts.isEmpty()) {
      byReason.put(metric, new TreeMap<>(counts));
    }
    long sum = 0;
    for (int count : counts.values()) {
      sum += count;
    }
    return put(metric, sum);
  }

  /// Writes the lines of an invocation that succeeded.
  public void succeeded() {
    write("INFO", "forwarded");
  }

  /// Writes the lines of an invocation that succeeded.
  ///
  /// @param done description of the result, without text of customers and keys
  public void succeeded(String done) {
    write("INFO", done);
  }

  /// Writes the lines of an invocation that succeeded with a warning.
  ///
  /// @param problem description for the operator, without text of customers and keys
  public void succeededWith(String problem) {
    write("WARN", problem);
  }

  /// Writes the lines of an invocation that failed.
  ///
  /// @param problem description for the operator, without text of customers and keys
  public void failed(String problem) {
    write("ERROR", problem);
  }

  private void write(String level, String message) {
    JsonLine line = start(level, message, declaration());
    for (Map.Entry<Metric, Long> value : values.entrySet()) {
      line.put(value.getKey().metricName(), value.getValue());
    }
    log.write(line);
    byReason.forEach(
        (metric, counts) -> counts.forEach((reason, count) -> write(metric, reason, count)));
  }

  /// Declares the values that are not 0; empty if there are none.
  private String declaration() {
    Set<Metric> metrics = EnumSet.noneOf(Metric.class);
    for (Map.Entry<Metric, Long> value : values.entrySet()) {
      if (value.getValue() != 0) {
        metrics.add(value.getKey());
      }
    }
    return DECLARATIONS.computeIfAbsent(
        metrics,
        present -> present.isEmpty() ? "" : declaration(present, "[\"" + FUNCTION + "\"]"));
  }

  private void write(Metric metric, String reason, int count) {
    String declaration = declaration(Set.of(metric), "[\"" + FUNCTION + "\",\"" + REASON + "\"]");
    log.write(
        start("INFO", metric.metricName() + ": " + reason, declaration)
            .put(REASON, reason)
            .put(metric.metricName(), count));
  }

  private JsonLine start(String level, String message, String declaration) {
    JsonLine line = log.line(level, message).put("requestId", requestId);
    if (!declaration.isEmpty()) {
      long now = log.clock().millis();
      line.putRaw("_aws", "{\"Timestamp\":" + now + ",\"CloudWatchMetrics\":" + declaration + "}");
    }
    return line.put(FUNCTION, functionName);
  }

  private static String declaration(Collection<Metric> metrics, String dimensions) {
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
    return "[" + metricSet + "]";
  }
}
