package dev.cwforwarder.map;

import dev.cwforwarder.map.content.sources.SourceKind;

/// Derives `service.name` for the kinds of log groups that yield no other attribute.
final class ServiceGroups {
  private static final String API_EXECUTION = "API-Gateway-Execution-Logs_";
  private static final String WAF = "aws-waf-logs-";
  private static final String STATES = "/aws/vendedlogs/states/";
  private static final String STATES_SUFFIX = "-Logs";

  private ServiceGroups() {}

  /// The service; the last segment of the log group's name if the kind is not recognized.
  static String service(String group, String stream) {
    String service = fromStream(stream);
    if (service.isEmpty()) {
      service = group.startsWith("/aws/") ? fromAwsGroup(group, stream) : fromPrefix(group, stream);
    }
    return service.isEmpty() ? GroupNames.lastSegment(group) : service;
  }

  /// These logs may be in a log group of any name; AWS chooses only the names of the streams:
  /// `eni-0123456789abcdef0-all` and `123456789012_CloudTrail_eu-central-1`.
  private static String fromStream(String stream) {
    if (SourceKind.isFlowLogStream(stream)) {
      return "vpc-flow-logs";
    }
    return stream.contains("_CloudTrail_") ? "cloudtrail" : "";
  }

  private static String fromPrefix(String group, String stream) {
    if (group.startsWith("/aws-glue/")) {
      return glue(group, stream, 2);
    }
    if (group.startsWith(API_EXECUTION)) {
      return GroupNames.segment(group.substring(API_EXECUTION.length()), 0);
    }
    if (group.startsWith("aws-cloudtrail-logs")) {
      return "cloudtrail";
    }
    return group.startsWith(WAF) ? group.substring(WAF.length()) : "";
  }

  private static String fromAwsGroup(String group, String stream) {
    String first = GroupNames.segment(group, 3);
    return switch (GroupNames.segment(group, 2)) {
      case "apigateway", "http-api", "docdb", "neptune" -> first;
      case "glue" -> glue(group, stream, 3);
      case "route53resolver", "route53-resolver" -> "route53-resolver";
      case "route53" -> first.startsWith("resolver") ? "route53-resolver" : "";
      case "sagemaker" -> sageMaker(first, stream);
      case "vendedlogs" -> states(group);
      case "vpc", "vpc-flow-log", "vpc-flow-logs", "vpcflowlogs" -> "vpc-flow-logs";
      default -> "";
    };
  }

  /// The log streams of crawlers have the crawler's name; those of jobs have only the run's id.
  private static String glue(String group, String stream, int kindIndex) {
    return switch (GroupNames.segment(group, kindIndex)) {
      case "crawlers" -> stream;
      case "jobs", "python-jobs" -> "glue-jobs";
      default -> "";
    };
  }

  /// Jobs share a log group, and the log stream `JOB/INSTANCE` contains the job's name; an endpoint
  /// has its own log group.
  private static String sageMaker(String kind, String stream) {
    return kind.endsWith("Jobs") ? GroupNames.segment(stream, 0) : "";
  }

  /// The console suggests `/aws/vendedlogs/states/MACHINE-Logs`.
  private static String states(String group) {
    if (!group.startsWith(STATES)) {
      return "";
    }
    String machine = GroupNames.lastSegment(group);
    return machine.endsWith(STATES_SUFFIX) && machine.length() > STATES_SUFFIX.length()
        ? machine.substring(0, machine.length() - STATES_SUFFIX.length())
        : machine;
  }
}
