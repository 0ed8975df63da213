package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// JSON objects whose form is known, each by a field that no other has.
public enum KnownObject {
  CLOUD_TRAIL(1, "eventSource"),
  FIREWALL(2, "webaclId"),
  CLUSTER_AUDIT(4, "auditID"),
  RESOLVER(8, "query_name"),
  STATES(16, "execution_arn"),
  METRICS(32, "_aws.CloudWatchMetrics.0.Namespace"),
  INSIGHTS(64, "CloudWatchMetrics.0.Namespace");

  private static final KnownObject[] ALL = values();
  private static final AttributeKey<String> NAMESPACE =
      AttributeKey.stringKey("aws.cloudwatch.metric.namespace");

  private final int mark;
  private final String field;

  KnownObject(int mark, String field) {
    this.mark = mark;
    this.field = field;
  }

  /// The flattened name of the field that tells it.
  public String field() {
    return field;
  }

  /// Its bit among the marks of an object.
  public int mark() {
    return mark;
  }

  /// Adds what an object says in which fields with these marks were found.
  public static void conclude(int marks, LogFindings found) {
    for (KnownObject object : ALL) {
      if ((marks & object.mark) != 0) {
        object.conclude(found);
      }
    }
  }

  private void conclude(LogFindings found) {
    switch (this) {
      case CLOUD_TRAIL -> TrailObject.conclude(found);
      case FIREWALL -> FirewallObject.conclude(found);
      case CLUSTER_AUDIT -> ClusterAudit.conclude(found);
      case RESOLVER -> ResolverObject.conclude(found);
      case STATES -> StatesObject.conclude(found);
      case METRICS, INSIGHTS -> metrics(found);
    }
  }

  /// CloudWatch's embedded metrics: their values are fields like any other.
  private void metrics(LogFindings found) {
    if (found.find(field) instanceof String namespace) {
      found.add(NAMESPACE, namespace);
      found.severity(Severity.INFO);
    }
  }
}
