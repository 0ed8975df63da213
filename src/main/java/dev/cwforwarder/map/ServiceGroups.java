package dev.cwforwarder.map;

/// The service behind a log group of which there is no more to tell than that.
final class ServiceGroups {
  private static final String API_EXECUTION = "API-Gateway-Execution-Logs_";
  private static final String WAF = "aws-waf-logs-";
  private static final String STATES = "/aws/vendedlogs/states/";
  private static final String STATES_SUFFIX = "-Logs";

  private ServiceGroups() {}

  /// The service; the last part of the group's name when no kind is recognised.
  static String service(String group, String stream) {
    String service = byStream(stream);
    if (service.isEmpty()) {
      service = group.startsWith("/aws/") ? ofAws(group, stream) : byPrefix(group, stream);
    }
    return service.isEmpty() ? GroupNames.lastSegment(group) : service;
  }

  /// These go to groups of any name; only the streams are named by AWS: `eni-0123456789abcdef0-all`
  /// and `123456789012_CloudTrail_eu-central-1`.
  private static String byStream(String stream) {
    if (stream.startsWith("eni-")
        && (stream.endsWith("-all") || stream.endsWith("-accept") || stream.endsWith("-reject"))) {
      return "vpc-flow-logs";
    }
    return stream.contains("_CloudTrail_") ? "cloudtrail" : "";
  }

  private static String byPrefix(String group, String stream) {
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

  private static String ofAws(String group, String stream) {
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

  /// The streams of crawlers are named after them; those of jobs only after the run.
  private static String glue(String group, String stream, int kindAt) {
    return switch (GroupNames.segment(group, kindAt)) {
      case "crawlers" -> stream;
      case "jobs", "python-jobs" -> "glue-jobs";
      default -> "";
    };
  }

  /// Jobs share a group and are named by the stream, `JOB/INSTANCE`; an endpoint has its own group.
  private static String sageMaker(String kind, String stream) {
    return kind.endsWith("Jobs") ? GroupNames.segment(stream, 0) : "";
  }

  /// The console proposes `/aws/vendedlogs/states/MACHINE-Logs`.
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
