package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Derives resource attributes from the names of a Lambda function's log group and log stream. If
/// the function writes to a custom log group, which several functions may share, its name is in the
/// log stream.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html">Log
///   groups of Lambda functions</a>
/// @see <a href="https://opentelemetry.io/docs/specs/semconv/resource/faas/">FaaS resource
///   attributes</a>
final class LambdaGroup {
  private static final String PREFIX = "/aws/lambda/";

  /// `2025/12/07/[$LATEST]0123…`, or `2025/12/07/name[7]0123…` in a custom log group.
  private static final Pattern STREAM =
      Pattern.compile("\\d{4}/\\d{2}/\\d{2}/([\\w-]*)\\[(\\$LATEST|\\d+)]\\[?[0-9a-f]{32}]?");

  private LambdaGroup() {}

  /// Adds the resource attributes if the names belong to a function.
  ///
  /// @return whether they do
  static boolean describe(LogSource source, AttributesBuilder attributes) {
    String group = source.logGroup();
    Matcher stream = STREAM.matcher(source.logStream());
    boolean isFunctionStream = stream.matches();
    String name = isFunctionStream ? stream.group(1) : "";
    if (name.isEmpty() && group.startsWith(PREFIX)) {
      name = group.substring(PREFIX.length());
    }
    if (name.isEmpty()) {
      return false;
    }
    attributes.put(ResourceKeys.CLOUD_PLATFORM, "aws_lambda");
    if (isFunctionStream) {
      attributes.put(ResourceKeys.FAAS_VERSION, stream.group(2));
      attributes.put(ResourceKeys.FAAS_INSTANCE, source.logStream());
    }
    boolean isPlainName = name.indexOf('.') < 0 && name.indexOf('/') < 0;
    if (isPlainName && !name.startsWith(ManagedFunction.CANARY)) {
      attributes.put(ResourceKeys.FAAS_NAME, name);
      attributes.put(ResourceKeys.SERVICE_NAME, name);
    } else {
      ManagedFunction.describe(source, name, attributes);
    }
    return true;
  }
}
