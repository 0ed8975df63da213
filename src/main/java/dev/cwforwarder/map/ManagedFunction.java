package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Derives resource attributes from log groups `/aws/lambda/…` that contain more than the name of
/// the function, because another service of AWS runs it.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html">
///   Lambda@Edge</a>
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/web-functions-logging.html">Web
///   Functions</a>
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_DeleteCanary.html">
///   Canaries of CloudWatch Synthetics</a>
final class ManagedFunction {
  static final String CANARY = "cwsyn-";

  /// `us-east-1.NAME`; names of functions have no dot.
  private static final Pattern EDGE = Pattern.compile("([a-z]{2}(?:-[a-z]+)+-\\d+)\\.([\\w-]+)");

  private static final String WEB = "web/";

  /// The suffix of the log group that holds the logs of one Region.
  private static final String WEB_LOCAL = ".local";

  private static final int UUID_LENGTH = 36;

  private ManagedFunction() {}

  /// Adds the name of the function, its service, and its ARN if the name contains its Region.
  ///
  /// @param name what follows `/aws/lambda/`
  static void describe(LogSource source, String name, AttributesBuilder attributes) {
    Matcher edge = EDGE.matcher(name);
    if (edge.matches()) {
      putArn(source, edge.group(1), edge.group(2), attributes);
      put(edge.group(2), edge.group(2), attributes);
    } else if (name.startsWith(WEB) && name.length() > WEB.length()) {
      String function = webFunction(name.substring(WEB.length()));
      put(function, function, attributes);
    } else {
      put(name, name.startsWith(CANARY) ? canary(name) : name, attributes);
    }
  }

  private static String webFunction(String name) {
    int end = name.length() - WEB_LOCAL.length();
    return end > 0 && name.endsWith(WEB_LOCAL) ? name.substring(0, end) : name;
  }

  private static void put(String function, String service, AttributesBuilder attributes) {
    attributes.put(ResourceKeys.FAAS_NAME, function);
    attributes.put(ResourceKeys.SERVICE_NAME, service);
  }

  /// The prefix is the Region of the function. CloudFront runs it in the Region of the log group.
  private static void putArn(
      LogSource source, String region, String function, AttributesBuilder attributes) {
    LogSource home = new LogSource(source.account(), region, "", "");
    String arn = GroupNames.arn(home, "lambda", "function:" + function);
    if (!arn.isEmpty()) {
      attributes.put(ResourceKeys.CLOUD_RESOURCE_ID, arn);
    }
  }

  /// The first 21 characters of the canary's name, from `cwsyn-NAME-UUID`.
  private static String canary(String function) {
    int end = function.length() - UUID_LENGTH - 1;
    boolean hasId = end > CANARY.length() && function.charAt(end) == '-';
    return hasId ? function.substring(CANARY.length(), end) : function;
  }
}
