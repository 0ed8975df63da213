package dev.cwforwarder.map.content.sentences;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says the metrics of an object in CloudWatch's embedded metric format: `shop: latency 100.5
/// Milliseconds, errors 0 (service=cart)`.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
///   Specification</a>
final class MetricsSentence implements Sentence {
  static final MetricsSentence EMBEDDED = new MetricsSentence("_aws.CloudWatchMetrics.");
  static final MetricsSentence PLAIN = new MetricsSentence("CloudWatchMetrics.");

  /// The line then ends with an ellipsis; all metrics are attributes.
  private static final int MAX_METRICS = 12;

  private static final int MAX_DIMENSIONS = 6;
  private static final int MAX_VALUES = 4;

  private final String directives;
  private final String namespace;

  /// The names of the fields of the first metrics, which nearly all objects have.
  private final String[] names = new String[MAX_METRICS];

  private final String[] units = new String[MAX_METRICS];

  private MetricsSentence(String directives) {
    this.directives = directives;
    this.namespace = directives + "0.Namespace";
    for (int i = 0; i < MAX_METRICS; i++) {
      names[i] = path(0, i, ".Name");
      units[i] = path(0, i, ".Unit");
    }
  }

  @Override
  public @Nullable String of(Function<String, @Nullable Object> fields) {
    String first = FieldText.of(fields.apply(namespace));
    if (first == null) {
      return null;
    }
    StringBuilder line = new StringBuilder(160).append(first);
    String type = directives.startsWith("_") ? null : FieldText.of(fields.apply("Type"));
    if (type != null) {
      line.append(' ').append(type); // what Container Insights measures, such as Pod
    }
    line.append(": ");
    int start = line.length();
    metrics(line, fields);
    if (line.length() == start) {
      return null;
    }
    line.setLength(line.length() - 2);
    dimensions(line, fields);
    return FieldText.line(line);
  }

  private void metrics(StringBuilder line, Function<String, @Nullable Object> fields) {
    int written = 0;
    for (int i = 0; i == 0 || fields.apply(directives + i + ".Namespace") != null; i++) {
      for (int j = 0; ; j++) {
        String name = FieldText.of(fields.apply(path(names, i, j, ".Name")));
        if (name == null) {
          break;
        }
        String value = value(name, fields);
        if (value != null && written++ == MAX_METRICS) {
          line.append("…, ");
          return;
        }
        if (value != null) {
          metric(line, name, value, FieldText.of(fields.apply(path(units, i, j, ".Unit"))));
        }
      }
    }
  }

  private String path(String[] first, int directive, int metric, String field) {
    return directive == 0 && metric < MAX_METRICS ? first[metric] : path(directive, metric, field);
  }

  private String path(int directive, int metric, String field) {
    return directives + directive + ".Metrics." + metric + field;
  }

  private static void metric(StringBuilder line, String name, String value, @Nullable String unit) {
    line.append(name).append(' ').append(value);
    if (unit != null && !unit.equals("None")) {
      line.append(' ').append(unit);
    }
    line.append(", ");
  }

  /// A metric has one value or a list of values.
  private static @Nullable String value(String name, Function<String, @Nullable Object> fields) {
    if (fields.apply(name) instanceof Number number) {
      return FieldText.of(number);
    }
    StringBuilder values = new StringBuilder();
    for (int i = 0; fields.apply(name + '.' + i) instanceof Number number; i++) {
      if (i == MAX_VALUES) {
        return values.append(" …").toString();
      }
      values.append(i == 0 ? "" : " ").append(FieldText.of(number));
    }
    return values.isEmpty() ? null : values.toString();
  }

  /// The dimensions of the first directive, each once: there may be several sets of them.
  private void dimensions(StringBuilder line, Function<String, @Nullable Object> fields) {
    Set<String> names = new LinkedHashSet<>();
    String sets = directives + "0.Dimensions.";
    for (int i = 0; fields.apply(sets + i + ".0") instanceof String; i++) {
      for (int j = 0; fields.apply(sets + i + '.' + j) instanceof String name; j++) {
        if (names.size() == MAX_DIMENSIONS) {
          break;
        }
        names.add(name);
      }
    }
    String separator = " (";
    for (String name : names) {
      String value = FieldText.of(fields.apply(name));
      if (value != null) {
        line.append(separator).append(name).append('=').append(value);
        separator = ", ";
      }
    }
    line.append(separator.equals(", ") ? ")" : "");
  }
}
