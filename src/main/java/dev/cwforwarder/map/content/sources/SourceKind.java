package dev.cwforwarder.map.content.sources;

/// The kind of log, derived from the names of the log group and the log stream. It is needed only
/// for formats that the lines alone do not identify.
public enum SourceKind {
  OTHER,
  /// Logs of a Lambda function.
  FUNCTION,
  /// VPC flow logs, whose custom formats only the names identify.
  FLOW_LOG,
  /// Execution logs of API Gateway.
  API_EXECUTION,
  /// The error log of MySQL, MariaDB or SQL Server.
  DATABASE_ERROR,
  /// The audit log of MySQL or MariaDB.
  DATABASE_AUDIT,
  /// The general log of MySQL or MariaDB.
  DATABASE_GENERAL,
  /// Oracle's alert, listener and trace logs.
  ORACLE;

  private static final String RDS = "/aws/rds/";

  /// Derives the kind from the names alone; never [#FUNCTION].
  public static SourceKind of(String group, String stream) {
    if (group.startsWith(RDS)) {
      return ofDatabase(group.substring(group.lastIndexOf('/') + 1));
    }
    if (group.startsWith("API-Gateway-Execution-Logs_")) {
      return API_EXECUTION;
    }
    return isFlowLog(group, stream) ? FLOW_LOG : OTHER;
  }

  private static SourceKind ofDatabase(String type) {
    return switch (type) {
      case "error", "agent" -> DATABASE_ERROR;
      case "audit" -> DATABASE_AUDIT;
      case "general" -> DATABASE_GENERAL;
      case "alert", "listener", "trace" -> ORACLE;
      default -> OTHER;
    };
  }

  private static boolean isFlowLog(String group, String stream) {
    return isFlowLogStream(stream)
        || group.contains("flowlog")
        || group.contains("flow-log")
        || group.contains("FlowLog");
  }

  /// Whether AWS named the log stream after a network interface: `eni-0123456789abcdef0-all`.
  public static boolean isFlowLogStream(String stream) {
    return stream.startsWith("eni-")
        && (stream.endsWith("-all") || stream.endsWith("-accept") || stream.endsWith("-reject"));
  }
}
