package dev.cwforwarder.map.content.sources;

/// What the names of a log group and its stream say about the form of the lines in it. Most say
/// nothing, and most forms need no name to be recognised.
public enum SourceKind {
  OTHER,
  /// A Lambda function writes there.
  FUNCTION,
  /// VPC flow logs, whose custom formats only the name gives away.
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

  /// The kind by the names alone; never [#FUNCTION].
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
    boolean ofInterface =
        stream.startsWith("eni-")
            && (stream.endsWith("-all")
                || stream.endsWith("-accept")
                || stream.endsWith("-reject"));
    return ofInterface
        || group.contains("flowlog")
        || group.contains("flow-log")
        || group.contains("FlowLog");
  }
}
