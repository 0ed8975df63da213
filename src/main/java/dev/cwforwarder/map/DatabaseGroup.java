package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;

/// Derives resource attributes from the log group names of Amazon RDS and Aurora:
/// `/aws/rds/instance/ID/TYPE` and `/aws/rds/cluster/ID/TYPE`.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html">
///   Database logs in CloudWatch</a>
final class DatabaseGroup {
  private DatabaseGroup() {}

  /// Adds the resource attributes.
  ///
  /// @return whether the log group belongs to a database
  static boolean describe(LogSource source, AttributesBuilder attributes) {
    String group = source.logGroup();
    String resource =
        switch (GroupNames.segment(group, 3)) {
          case "instance" -> "db:";
          case "cluster" -> "cluster:";
          default -> "";
        };
    String id = GroupNames.segment(group, 4);
    if (resource.isEmpty() || id.isEmpty()) {
      return false;
    }
    attributes.put(ResourceKeys.SERVICE_NAME, id);
    putUnlessEmpty(attributes, ResourceKeys.DB_SYSTEM_NAME, system(GroupNames.segment(group, 5)));
    putUnlessEmpty(
        attributes, ResourceKeys.CLOUD_RESOURCE_ID, GroupNames.arn(source, "rds", resource + id));
    return true;
  }

  /// Empty unless the log type is unique to one engine: MySQL and MariaDB use the same types.
  private static String system(String type) {
    return switch (type) {
      case "postgresql" -> "postgresql";
      case "alert", "listener", "oemagent", "trace" -> "oracle.db";
      case "agent" -> "microsoft.sql_server";
      case "diag.log", "notify.log" -> "ibm.db2";
      default -> "";
    };
  }

  private static void putUnlessEmpty(
      AttributesBuilder attributes, AttributeKey<String> key, String value) {
    if (!value.isEmpty()) {
      attributes.put(key, value);
    }
  }
}
