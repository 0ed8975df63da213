package dev.cwforwarder.map;

import dev.cwforwarder.map.content.sources.SourceKind;
import java.util.List;

/// Derives `service.name` for the kinds of log groups that yield no other attribute.
final class ServiceGroups {
  /// A form of log group names: a prefix, the name of the service, and an end.
  ///
  /// @param end what follows the name, there for the first time if `atFirst`, else at the end of
  ///   the log group's name; a name without it does not have this form
  record Form(String prefix, String end, boolean atFirst) {
    /// The service; empty if the log group's name does not have this form.
    String service(String group) {
      if (!group.startsWith(prefix)) {
        return "";
      }
      String rest = group.substring(prefix.length());
      int last = rest.endsWith(end) ? rest.length() - end.length() : -1;
      int at = atFirst ? rest.indexOf(end) : last;
      return at < 0 ? "" : GroupNames.lastSegment(rest.substring(0, at));
    }
  }

  /// The table of log groups in `docs/mapping.md` has an example and AWS's document for each. The
  /// first form that yields a service takes precedence.
  static final List<Form> FORMS =
      List.of(
          until("/aws/apigateway/", "/"),
          until("API-Gateway-Execution-Logs_", "/"),
          rest("API-Gateway-Execution-Logs_"),
          until("/aws/docdb/", "/"),
          until("/aws/neptune/", "/"),
          until("/aws/OpenSearchService/domains/", "/"),
          until("/aws/redshift/cluster/", "/"),
          until("/aws/redshift/", "/"),
          until("/aws/amazonmq/broker/", "/"),
          // NAME-ID-ENDPOINT; none of them contains a hyphen
          until("/aws/bedrock-agentcore/runtimes/", "-"),
          ending("/aws/vendedlogs/states/", "-Logs"),
          ending("sns/", "/Failure"),
          ending("airflow-", "-DAGProcessing"),
          ending("airflow-", "-Scheduler"),
          ending("airflow-", "-Task"),
          ending("airflow-", "-WebServer"),
          ending("airflow-", "-Worker"),
          rest("aws-waf-logs-"),
          rest("dms-tasks-"),
          rest("dms-serverless-replication-"));

  private ServiceGroups() {}

  private static Form until(String prefix, String end) {
    return new Form(prefix, end, true);
  }

  private static Form ending(String prefix, String end) {
    return new Form(prefix, end, false);
  }

  private static Form rest(String prefix) {
    return ending(prefix, "");
  }

  /// The service; the last segment of the log group's name if the kind is not recognized.
  static String service(String group, String stream) {
    String service = fromStream(stream);
    if (service.isEmpty()) {
      service = fromForm(group);
    }
    if (service.isEmpty()) {
      service = group.startsWith("/aws/") ? fromAwsGroup(group, stream) : fromPrefix(group, stream);
    }
    return service.isEmpty() ? GroupNames.lastSegment(group) : service;
  }

  private static String fromForm(String group) {
    for (Form form : FORMS) {
      String service = form.service(group);
      if (!service.isEmpty()) {
        return service;
      }
    }
    return "";
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
    return group.startsWith("aws-cloudtrail-logs") ? "cloudtrail" : "";
  }

  private static String fromAwsGroup(String group, String stream) {
    String first = GroupNames.segment(group, 3);
    return switch (GroupNames.segment(group, 2)) {
      case "application-signals" -> "application-signals";
      case "glue" -> glue(group, stream, 3);
      case "http-api" -> first;
      case "route53resolver", "route53-resolver" -> "route53-resolver";
      case "route53" -> first.startsWith("resolver") ? "route53-resolver" : "";
      case "sagemaker" -> sageMaker(first, stream);
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

  /// Jobs share a log group, and the log stream `JOB/INSTANCE` contains the job's name; so do
  /// notebook instances. An endpoint has its own log group.
  private static String sageMaker(String kind, String stream) {
    return kind.endsWith("Jobs") || kind.equals("NotebookInstances")
        ? GroupNames.segment(stream, 0)
        : "";
  }
}
