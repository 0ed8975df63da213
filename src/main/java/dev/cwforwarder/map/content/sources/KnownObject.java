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
  EVENT(512, "detail-type"),
  DATABASE_SYSTEM(1024, "instanceResourceID"),
  MAIL(2048, "mail.messageId"),
  NOTIFICATION(4096, "notification.messageId"),
  CACHE(8192, "CacheClusterId"),
  THING(16_384, "principalId"),
  MODEL_INVOCATION(1 << 15, "schemaType"),
  DELIVERY_STREAM(1 << 16, "deliveryStreamARN"),
  TRANSFER(1 << 17, "activity-type"),
  CLIENT_VPN(1 << 18, "connection-log-type"),
  SEARCH_AUDIT(1 << 19, "audit_category"),
  DOCUMENT_AUDIT(1 << 20, "atype"),
  DOCUMENT_PROFILE(1 << 21, "ns"),
  GRAPH_QUERY(1 << 22, "requestResponseMetadata.requestId"),
  BROWSER_EVENT(1 << 23, "event_type"),
  // No attributes are derived from these: their fields say enough.
  SITE_VPN(1 << 24, "VpnLogDetail"),
  CONTACT_FLOW(1 << 25, "ContactFlowModuleType");

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
  ///
  /// @return whether the object is of one of them
  public static boolean derive(int flags, LogFindings findings) {
    boolean isKnown = false;
    for (int kinds = flags; kinds != 0; kinds &= kinds - 1) {
      isKnown |= derive(ALL[Integer.numberOfTrailingZeros(kinds)].name(), findings);
    }
    return isKnown;
  }

  /// Adds the attributes of an event of Lambda's platform, such as `platform.report`.
  public static void derivePlatform(String type, LogFindings findings) {
    derive(type, findings);
    derive("platform.*", findings);
  }

  private static boolean derive(String kind, LogFindings findings) {
    @Nullable ObjectForm form = ObjectTable.of(kind);
    return form != null && form.derive(findings);
  }
}
