package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.logs.Severity;

/// Derives attributes from the logs of AppSync.
///
/// @see <a href="https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html">Monitoring
///   and logging</a>
final class AppSyncObject {
  private static final FieldMapping NAMES =
      new FieldMapping()
          .of(Keys.AWS_REQUEST_ID, "requestId")
          .of(Keys.HTTP_STATUS, "statusCode")
          .of(stringKey("aws.appsync.api.id"), "graphQLAPIId")
          .of(stringKey("aws.appsync.log.type"), "logType");

  private AppSyncObject() {}

  static void derive(LogFindings findings) {
    if (!(findings.find("graphQLAPIId") instanceof String)
        || !(findings.find("logType") instanceof String)) {
      return;
    }
    NAMES.apply(findings);
    if (findings.find("statusCode") instanceof Long status) {
      findings.severity(LineCursor.severityOf(status));
    }
    boolean failed = Boolean.TRUE.equals(findings.find("fieldInError"));
    findings.severity(failed ? Severity.ERROR : Severity.INFO);
  }
}
