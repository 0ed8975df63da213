package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Logs of AWS WAF.
///
/// @see <a href="https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html">Log
///   fields</a>
final class FirewallObject {
  private static final String REQUEST = "httpRequest.";
  private static final String HEADERS = REQUEST + "headers.";
  private static final int MOST_HEADERS = 64;
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

  static void conclude(LogFindings found) {
    if (!(found.find(ACTION) instanceof String action)
        || !(found.find("webaclId") instanceof String acl)
        || found.find(REQUEST + "clientIp") == null) {
      return;
    }
    NAMES.apply(found);
    if (found.find(REQUEST + "httpVersion") instanceof String version
        && version.startsWith("HTTP/")) {
      found.add(Keys.NETWORK_PROTOCOL, "http");
      found.add(Keys.NETWORK_PROTOCOL_VERSION, version.substring("HTTP/".length()));
    }
    name(acl, found);
    headers(found);
    found.severity(
        switch (action) {
          case "BLOCK", "CAPTCHA", "CHALLENGE" -> Severity.WARN;
          default -> Severity.INFO;
        });
  }

  /// Out of `arn:aws:wafv2:REGION:ACCOUNT:regional/webacl/NAME/ID`.
  private static void name(String acl, LogFindings found) {
    String before = "/webacl/";
    int from = acl.indexOf(before) + before.length();
    int to = acl.indexOf('/', from);
    if (from > before.length() && to > from) {
      found.add(ACL, acl.substring(from, to));
    }
  }

  private static void headers(LogFindings found) {
    for (int i = 0; i < MOST_HEADERS; i++) {
      Object name = found.find(HEADERS + i + ".name");
      if (!(name instanceof String header)
          || !(found.find(HEADERS + i + ".value") instanceof String value)) {
        return;
      }
      if (header.equalsIgnoreCase("User-Agent")) {
        found.add(Keys.USER_AGENT, value);
      } else if (header.equalsIgnoreCase("Host")) {
        found.add(Keys.SERVER_ADDRESS, value);
      }
    }
  }
}
