package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.AttributesBuilder;

/// What the names of a log group and its stream say about who wrote it: always a `service.name`,
/// and what else they tell. The table of log groups in `docs/content.md` has an example of each.
///
/// A kind of group has a class of its own when there is much to tell, else a line in
/// [ServiceGroups]. Only the class of the kind at hand is loaded: a cold start pays for no other.
final class GroupNames {
  private GroupNames() {}

  /// Puts what the names of `source` tell.
  static void describe(LogSource source, AttributesBuilder attributes) {
    String group = source.logGroup();
    String stream = source.logStream();
    boolean known =
        LambdaGroup.describe(group, stream, attributes)
            || (group.startsWith("/aws/") && ofAws(source, attributes))
            || EcsGroup.describe(group, stream, attributes);
    if (!known) {
      attributes.put(ResourceKeys.SERVICE_NAME, ServiceGroups.service(group, stream));
    }
  }

  private static boolean ofAws(LogSource source, AttributesBuilder attributes) {
    String group = source.logGroup();
    int end = group.indexOf('/', "/aws/".length());
    return switch (end < 0 ? "" : group.substring("/aws/".length(), end)) {
      case "ecs" -> EcsGroup.describeInsights(source, attributes);
      case "eks" -> KubernetesGroup.describeControlPlane(source, attributes);
      case "containerinsights" -> KubernetesGroup.describeInsights(source, attributes);
      case "rds" -> DatabaseGroup.describe(source, attributes);
      case "batch" -> EcsGroup.describeJob(source.logStream(), attributes);
      case "elasticbeanstalk" -> first(group, "aws_elastic_beanstalk", attributes);
      case "apprunner" -> first(group, "aws_app_runner", attributes);
      default -> false;
    };
  }

  /// Groups of a platform, `/aws/PLATFORM/SERVICE/…`.
  private static boolean first(String group, String platform, AttributesBuilder attributes) {
    String service = segment(group, 3);
    if (service.isEmpty()) {
      return false;
    }
    attributes.put(ResourceKeys.CLOUD_PLATFORM, platform);
    attributes.put(ResourceKeys.SERVICE_NAME, service);
    return true;
  }

  /// The part of `name` after its `index`th slash and before the next; empty when there is none.
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

  /// The last part of `name` that is not empty; `name` itself when all are.
  static String lastSegment(String name) {
    int to = name.length();
    while (to > 0 && name.charAt(to - 1) == '/') {
      to--;
    }
    return to == 0 ? name : name.substring(name.lastIndexOf('/', to - 1) + 1, to);
  }

  /// The ARN of a resource of the account and Region that `source` names; empty when it names none,
  /// or a Region of a partition that is not known here.
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
