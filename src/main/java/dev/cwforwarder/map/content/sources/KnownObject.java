package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Known kinds of JSON objects, each identified by a field that no other kind has.
public enum KnownObject {
  CLOUD_TRAIL(1, "eventSource"),
  FIREWALL(2, "webaclId"),
  CLUSTER_AUDIT(4, "auditID"),
  RESOLVER(8, "query_name"),
  STATES(16, "execution_arn"),
  METRICS(32, "_aws.CloudWatchMetrics.0.Namespace"),
  INSIGHTS(64, "CloudWatchMetrics.0.Namespace"),
  APP_SYNC(128, "graphQLAPIId"),
  NETWORK_FIREWALL(256, "firewall_name"),
  // No attributes are derived from these: their fields say enough.
  EVENT(512, "detail-type"),
  DATABASE_SYSTEM(1024, "instanceResourceID"),
  MAIL(2048, "mail.messageId"),
  NOTIFICATION(4096, "notification.messageId"),
  CACHE(8192, "CacheClusterId"),
  THING(16_384, "principalId");

  /// The flags of the kinds from which attributes are derived.
  public static final int DERIVED = EVENT.flag - 1;

  private static final KnownObject[] ALL = values();
  private static final AttributeKey<String> NAMESPACE =
      AttributeKey.stringKey("aws.cloudwatch.metric.namespace");

  private final int flag;
  private final String field;

  KnownObject(int flag, String field) {
    this.flag = flag;
    this.field = field;
  }

  /// The flattened name of the field that identifies the kind.
  public String field() {
    return field;
  }

  /// The bit of this kind in a set of kinds.
  public int flag() {
    return flag;
  }

  /// Adds the attributes of the kinds in `flags`.
  public static void derive(int flags, LogFindings findings) {
    for (KnownObject object : ALL) {
      if ((flags & object.flag) != 0) {
        object.derive(findings);
      }
    }
  }

  private void derive(LogFindings findings) {
    switch (this) {
      case CLOUD_TRAIL -> TrailObject.derive(findings);
      case FIREWALL -> FirewallObject.derive(findings);
      case CLUSTER_AUDIT -> ClusterAudit.derive(findings);
      case RESOLVER -> ResolverObject.derive(findings);
      case STATES -> StatesObject.derive(findings);
      case APP_SYNC -> AppSyncObject.derive(findings);
      case NETWORK_FIREWALL -> NetworkFirewallObject.derive(findings);
      case METRICS, INSIGHTS -> metrics(findings);
      case EVENT, DATABASE_SYSTEM, MAIL, NOTIFICATION, CACHE, THING -> {}
    }
  }

  /// CloudWatch's embedded metric format: the metric values are fields like any other.
  private void metrics(LogFindings findings) {
    if (findings.find(field) instanceof String namespace) {
      findings.add(NAMESPACE, namespace);
      findings.severity(Severity.INFO);
    }
  }
}
