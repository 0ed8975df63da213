package dev.cwforwarder.map.content.sources;

import org.jspecify.annotations.Nullable;

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
