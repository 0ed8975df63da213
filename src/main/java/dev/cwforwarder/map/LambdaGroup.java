package dev.cwforwarder.map;

import io.opentelemetry.api.common.AttributesBuilder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the names of a Lambda function's log group and stream say.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html">Log
///   groups and streams of Lambda functions</a>
/// @see <a href="https://opentelemetry.io/docs/specs/semconv/resource/faas/">FaaS resource
///   attributes</a>
final class LambdaGroup {
  private static final String PREFIX = "/aws/lambda/";

  /// `2025/12/07/[$LATEST]0123…` and, in a group shared by functions, `2025/12/07/name[7]0123…`.
  private static final Pattern STREAM =
      Pattern.compile("\\d{4}/\\d{2}/\\d{2}/[^\\[\\]]*\\[([^\\[\\]]+)][0-9a-f]+");

  private LambdaGroup() {}

  static boolean matches(String logGroup) {
    return logGroup.startsWith(PREFIX) && logGroup.length() > PREFIX.length();
  }

  static String functionName(String logGroup) {
    return logGroup.substring(PREFIX.length());
  }

  static void describe(String logGroup, String logStream, AttributesBuilder attributes) {
    attributes.put(ResourceKeys.CLOUD_PLATFORM, "aws_lambda");
    attributes.put(ResourceKeys.FAAS_NAME, functionName(logGroup));
    Matcher stream = STREAM.matcher(logStream);
    if (stream.matches()) {
      attributes.put(ResourceKeys.FAAS_VERSION, stream.group(1));
      attributes.put(ResourceKeys.FAAS_INSTANCE, logStream);
    }
  }
}
