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
  EVENT("detail-type"),
  DATABASE_SYSTEM("instanceResourceID"),
  MAIL("mail.messageId"),
  NOTIFICATION("notification.messageId"),
  CACHE("CacheClusterId"),
  THING("principalId"),
  MODEL_INVOCATION("schemaType"),
  DELIVERY_STREAM("deliveryStreamARN"),
  TRANSFER("activity-type"),
  CLIENT_VPN("connection-log-type"),
  SEARCH_AUDIT("audit_category"),
  DOCUMENT_AUDIT("atype"),
  DOCUMENT_PROFILE("ns"),
  GRAPH_QUERY("requestResponseMetadata.requestId"),
  BROWSER_EVENT("event_type"),
  // No attributes are derived from these: their fields say enough.
  SITE_VPN("VpnLogDetail"),
  CONTACT_FLOW("ContactFlowModuleType");

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
  @SuppressWarnings("EnumOrdinal") // the bits of an object are never stored
  public int flag() {
    return 1 << ordinal();
  }

  /// The first of the kinds in `flags`, which has the lowest bit.
  public static KnownObject first(int flags) {
    return ALL[Integer.numberOfTrailingZeros(flags)];
  }

  /// Adds the attributes of the kinds in `flags`.
  ///
  /// @return whether the object is of one of them
  public static boolean derive(int flags, LogFindings findings) {
    boolean isKnown = false;
    for (int kinds = flags; kinds != 0; kinds &= kinds - 1) {
      isKnown |= derive(first(kinds).name(), findings);
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
