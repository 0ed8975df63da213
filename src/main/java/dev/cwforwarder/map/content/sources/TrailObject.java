package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.logs.Severity;

/// Derives attributes from CloudTrail events.
///
/// @see <a
///   href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html">
///   Record contents</a>
final class TrailObject {
  private static final String USER = "userIdentity.";

  private static final FieldMapping NAMES =
      new FieldMapping()
          .of(Keys.RPC_METHOD, "eventName")
          .of(Keys.RPC_SERVICE, "eventSource")
          .of(Keys.AWS_REQUEST_ID, "requestID")
          .of(Keys.ERROR_TYPE, "errorCode")
          .of(Keys.SOURCE_ADDRESS, "sourceIPAddress")
          .of(Keys.USER_AGENT, "userAgent")
          .of(Keys.CLOUD_REGION, "awsRegion")
          .of(Keys.CLOUD_ACCOUNT_ID, "recipientAccountId")
          .of(Keys.USER_NAME, USER + "userName " + USER + "sessionContext.sessionIssuer.userName")
          .of(Keys.USER_ID, USER + "principalId")
          .of(stringKey("aws.principal.arn"), USER + "arn")
          .of(stringKey("aws.principal.type"), USER + "type")
          .of(stringKey("aws.access_key.id"), USER + "accessKeyId")
          .of(stringKey("aws.cloudtrail.event_id"), "eventID")
          .of(Keys.SERVER_ADDRESS, "tlsDetails.clientProvidedHostHeader")
          .of(Keys.TLS_VERSION, "tlsDetails.tlsVersion")
          .of(Keys.TLS_CIPHER, "tlsDetails.cipherSuite");

  private TrailObject() {}

  static void derive(LogFindings findings) {
    boolean event =
        findings.find("eventSource") instanceof String source
            && source.endsWith(".amazonaws.com")
            && findings.find("eventName") != null
            && findings.find("eventVersion") != null;
    if (!event) {
      return;
    }
    NAMES.apply(findings);
    findings.severity(severity(findings));
  }

  /// A failed sign-in has no error code.
  private static Severity severity(LogFindings findings) {
    if (findings.find("errorCode") != null) {
      return Severity.ERROR;
    }
    boolean signInFailed = "Failure".equals(findings.find("responseElements.ConsoleLogin"));
    return signInFailed ? Severity.WARN : Severity.INFO;
  }
}
