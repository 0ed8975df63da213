package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.AttributesBuilder;

/// What the names of a log group and its stream say about who wrote it: always a `service.name`,
/// and what else they tell. The table of log groups in `docs/mapping.md` has an example of each.
///
/// A kind with several attributes has a class of its own; a kind with only a service name has a
/// line in [ServiceGroups]. Only the class of the matching kind is loaded, which keeps the cold
/// start short.
final class GroupNames {
  private GroupNames() {}

  /// Adds the resource attributes that the names of `source` contain.
  static void describe(LogSource source, AttributesBuilder attributes) {
    String group = source.logGroup();
    String stream = source.logStream();
    boolean known =
        LambdaGroup.describe(source, attributes)
            || (group.startsWith("/aws/") && describeAwsGroup(source, attributes))
            || EcsGroup.describe(group, stream, attributes);
    if (!known) {
      attributes.put(ResourceKeys.SERVICE_NAME, ServiceGroups.service(group, stream));
    }
  }

  private static boolean describeAwsGroup(LogSource source, AttributesBuilder attributes) {
    String group = source.logGroup();
    int end = group.indexOf('/', "/aws/".length());
    return switch (end < 0 ? "" : group.substring("/aws/".length(), end)) {
      case "ecs" -> EcsGroup.describeInsights(source, attributes);
      case "eks" -> KubernetesGroup.describeControlPlane(source, attributes);
      case "containerinsights" -> KubernetesGroup.describeInsights(source, attributes);
      case "rds" -> DatabaseGroup.describe(source, attributes);
      case "batch" -> EcsGroup.describeJob(source.logStream(), attributes);
      case "elasticbeanstalk" -> describePlatform(group, "aws_elastic_beanstalk", attributes);
      case "apprunner" -> describePlatform(group, "aws_app_runner", attributes);
      default -> false;
    };
  }

  /// The log groups of a platform, `/aws/PLATFORM/SERVICE/…`.
  private static boolean describePlatform(
      String group, String platform, AttributesBuilder attributes) {
    String service = segment(group, 3);
    if (service.isEmpty()) {
      return false;
    }
    attributes.put(ResourceKeys.CLOUD_PLATFORM, platform);
    attributes.put(ResourceKeys.SERVICE_NAME, service);
    return true;
  }

  /// The path segment of `name` between slash number `index` and the next slash; empty if there is
  /// none.
  static String segment(String name, int index) {
    int from = 0;
    for (int i = 0; i < index; i++) {
      from = name.indexOf('/', from) + 1;
      if (from == 0) {
        return "";
      }
    }
    int to = name.indexOf('/', from);
    return to < 0 ? name.substring(from) : name.substring(from, to);
  }

  /// The last segment of `name` that is not empty; `name` itself if all segments are empty.
  static String lastSegment(String name) {
    int to = name.length();
    while (to > 0 && name.charAt(to - 1) == '/') {
      to--;
    }
    return to == 0 ? name : name.substring(name.lastIndexOf('/', to - 1) + 1, to);
  }

  /// The ARN of a resource in the account and Region of `source`. Empty if the account or the
  /// Region is missing, or the Region's partition is not known.
  ///
  /// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARNs</a>
  static String arn(LogSource source, String service, String resource) {
    String region = source.region();
    if (region.isEmpty() || source.account().isEmpty() || region.contains("-iso")) {
      return "";
    }
    String partition = "aws";
    if (region.startsWith("cn-")) {
      partition = "aws-cn";
    } else if (region.startsWith("us-gov-")) {
      partition = "aws-us-gov";
    }
    return String.join(":", "arn", partition, service, region, source.account(), resource);
  }
}
