package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Derives attributes from the logs of AWS WAF.
///
/// @see <a href="https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html">Log
///   fields</a>
final class FirewallObject {
  private static final String REQUEST = "httpRequest.";
  private static final String HEADERS = REQUEST + "headers.";
  private static final int MAX_HEADERS = 64;
  private static final AttributeKey<String> ACL = stringKey("aws.waf.web_acl.name");
  private static final String ACTION = "action";

  private static final FieldMapping NAMES =
      new FieldMapping()
          .of(Keys.CLIENT_ADDRESS, REQUEST + "clientIp")
          .of(Keys.HTTP_METHOD, REQUEST + "httpMethod")
          .of(Keys.URL_PATH, REQUEST + "uri")
          .of(Keys.URL_QUERY, REQUEST + "args")
          .of(Keys.URL_SCHEME, REQUEST + "scheme")
          .of(Keys.SERVER_ADDRESS, REQUEST + "host")
          .of(Keys.AWS_REQUEST_ID, REQUEST + "requestId")
          .of(Keys.GEO_COUNTRY, REQUEST + "country")
          .of(Keys.HTTP_STATUS, "responseCodeSent")
          .of(Keys.CLOUD_RESOURCE_ID, "webaclId")
          .of(stringKey("aws.waf.action"), ACTION)
          .of(stringKey("aws.waf.terminating_rule.id"), "terminatingRuleId")
          .of(stringKey("aws.waf.terminating_rule.type"), "terminatingRuleType")
          .of(stringKey("aws.waf.source.name"), "httpSourceName")
          .of(stringKey("aws.waf.source.id"), "httpSourceId");

  private FirewallObject() {}

  static void derive(LogFindings findings) {
    if (!(findings.find(ACTION) instanceof String action)
        || !(findings.find("webaclId") instanceof String acl)
        || findings.find(REQUEST + "clientIp") == null) {
      return;
    }
    NAMES.apply(findings);
    if (findings.find(REQUEST + "httpVersion") instanceof String version) {
      RequestLine.protocol(version, 0, version.length(), findings);
    }
    name(acl, findings);
    headers(findings);
    findings.severity(
        switch (action) {
          case "BLOCK", "CAPTCHA", "CHALLENGE" -> Severity.WARN;
          default -> Severity.INFO;
        });
  }

  /// Extracts the name from `arn:aws:wafv2:REGION:ACCOUNT:regional/webacl/NAME/ID`.
  private static void name(String acl, LogFindings findings) {
    String marker = "/webacl/";
    int from = acl.indexOf(marker) + marker.length();
    int to = acl.indexOf('/', from);
    if (from > marker.length() && to > from) {
      findings.add(ACL, acl.substring(from, to));
    }
  }

  private static void headers(LogFindings findings) {
    for (int i = 0; i < MAX_HEADERS; i++) {
      Object name = findings.find(HEADERS + i + ".name");
      if (!(name instanceof String header)
          || !(findings.find(HEADERS + i + ".value") instanceof String value)) {
        return;
      }
      if (header.equalsIgnoreCase("User-Agent")) {
        findings.add(Keys.USER_AGENT, value);
      } else if (header.equalsIgnoreCase("Host")) {
        findings.add(Keys.SERVER_ADDRESS, value);
      }
    }
  }
}
