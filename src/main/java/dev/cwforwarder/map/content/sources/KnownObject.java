package dev.cwforwarder.map.content.sources;

import org.jspecify.annotations.Nullable;

/// Known kinds of JSON objects, each identified by a field that no other kind has.
public enum KnownObject {
  CLOUD_TRAIL("eventSource"),
  FIREWALL("webaclId"),
  CLUSTER_AUDIT("auditID"),
  RESOLVER("query_name"),
  STATES("execution_arn"),
  METRICS("_aws.CloudWatchMetrics.0.Namespace"),
  INSIGHTS("CloudWatchMetrics.0.Namespace"),
  APP_SYNC("graphQLAPIId"),
  NETWORK_FIREWALL("firewall_name"),
  // No attributes are derived from these: their fields say enough.
  EVENT("detail-type"),
  DATABASE_SYSTEM("instanceResourceID"),
  MAIL("mail.messageId"),
  NOTIFICATION("notification.messageId"),
  CACHE("CacheClusterId"),
  THING("principalId");

  /// The flags of the kinds from which attributes are derived.
  public static final int DERIVED = EVENT.flag() - 1;

  private static final KnownObject[] ALL = values();

  private final String field;

  KnownObject(String field) {
    this.field = field;
  }

  /// The flattened name of the field that identifies the kind.
  public String field() {
    return field;
  }

  /// The bit of this kind in a set of kinds.
  public int flag() {
    return 1 << ordinal();
  }

  /// Adds the attributes of the kinds in `flags`.
  public static void derive(int flags, LogFindings findings) {
    for (KnownObject object : ALL) {
      if ((flags & object.flag()) != 0) {
        derive(object.name(), findings);
      }
    }
  }

  /// Adds the attributes of an event of Lambda's platform, such as `platform.report`.
  public static void derivePlatform(String type, LogFindings findings) {
    derive(type, findings);
    derive("platform.*", findings);
  }

  private static void derive(String kind, LogFindings findings) {
    @Nullable ObjectForm form = ObjectTable.of(kind);
    if (form != null) {
      form.derive(findings);
    }
  }
}
