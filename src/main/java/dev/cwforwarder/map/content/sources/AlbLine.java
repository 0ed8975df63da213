package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/// Access lines of an Application Load Balancer: `https TIME app/NAME/ID CLIENT:PORT TARGET:PORT
/// …`.
///
/// @see <a
///   href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html">
///   Access log entries</a>
final class AlbLine {
  private static final AttributeKey<Double> REQUEST_TIME =
      doubleKey("aws.elb.request_processing_time");
  private static final AttributeKey<Double> TARGET_TIME =
      doubleKey("aws.elb.target_processing_time");
  private static final AttributeKey<Double> RESPONSE_TIME =
      doubleKey("aws.elb.response_processing_time");
  private static final AttributeKey<Long> BACKEND_STATUS = longKey("aws.elb.backend.status.code");
  private static final AttributeKey<String> TARGET_GROUP = stringKey("aws.elb.target_group_arn");
  private static final AttributeKey<String> TRACE = stringKey("aws.xray.trace_id");
  private static final AttributeKey<String> CERTIFICATE = stringKey("aws.elb.chosen_cert_arn");
  private static final AttributeKey<String> ACTIONS = stringKey("aws.elb.actions_executed");
  private static final AttributeKey<String> REDIRECT = stringKey("aws.elb.redirect_url");
  private static final AttributeKey<String> REASON = stringKey("aws.elb.error_reason");
  private static final AttributeKey<String> CLASS = stringKey("aws.elb.classification");
  private static final AttributeKey<String> CLASS_REASON =
      stringKey("aws.elb.classification_reason");

  private AlbLine() {}

  /// Whether `text` begins like one.
  static boolean mayBegin(String text) {
    int blank = text.indexOf(' ');
    return blank > 1
        && blank < 6
        && text.startsWith("20", blank + 1)
        && text.startsWith(" app/", text.indexOf(' ', blank + 1));
  }

  /// Reads a line that [#mayBegin], up to where it ends.
  static boolean read(String text, LogFindings found) {
    LineCursor part = new LineCursor(text, 0);
    part.word();
    int typeTo = part.to;
    part.word();
    part.word();
    int elbFrom = part.from;
    int elbTo = part.to;
    int head = part.next;
    for (int i = 0; i < 5; i++) {
      part.word();
    }
    if (!part.word() || (part.isPresent() && part.whole() < 0)) {
      return false;
    }
    found.add(Keys.CLOUD_RESOURCE_ID, text.substring(elbFrom, elbTo));
    part.next = head;
    connection(part, found);
    answer(part, found);
    target(part, found);
    String type = text.substring(0, typeTo);
    found.add(Keys.NETWORK_PROTOCOL, type.startsWith("h") ? "http" : type);
    return true;
  }

  private static void connection(LineCursor part, LogFindings found) {
    part.word();
    part.putEndpoint(Keys.CLIENT_ADDRESS, Keys.CLIENT_PORT, found);
    part.word();
    part.putEndpoint(Keys.DESTINATION_ADDRESS, Keys.DESTINATION_PORT, found);
    part.word();
    part.putDecimal(REQUEST_TIME, found);
    part.word();
    part.putDecimal(TARGET_TIME, found);
    part.word();
    part.putDecimal(RESPONSE_TIME, found);
  }

  private static void answer(LineCursor part, LogFindings found) {
    part.word();
    part.putWhole(Keys.HTTP_STATUS, found);
    found.severity(LineCursor.severityOf(part.whole()));
    if (part.word()) {
      part.putWhole(BACKEND_STATUS, found);
    }
    if (part.word()) {
      part.putWhole(Keys.HTTP_REQUEST_SIZE, found);
    }
    if (part.word()) {
      part.putWhole(Keys.HTTP_RESPONSE_SIZE, found);
    }
    if (part.word()) {
      RequestLine.read(part, found);
    }
    put(part, Keys.USER_AGENT, found);
    put(part, Keys.TLS_CIPHER, found);
    put(part, Keys.TLS_VERSION, found);
  }

  private static void target(LineCursor part, LogFindings found) {
    put(part, TARGET_GROUP, found);
    if (part.word() && part.isPresent()) {
      found.add(TRACE, part.value());
      found.xray(part.value());
    }
    put(part, Keys.URL_DOMAIN, found);
    put(part, CERTIFICATE, found);
    part.word(); // matched_rule_priority
    part.word(); // request_creation_time
    put(part, ACTIONS, found);
    put(part, REDIRECT, found);
    put(part, REASON, found);
    part.word(); // target:port_list
    part.word(); // target_status_code_list
    put(part, CLASS, found);
    put(part, CLASS_REASON, found);
  }

  private static void put(LineCursor part, AttributeKey<String> key, LogFindings found) {
    if (part.word()) {
      part.put(key, found);
    }
  }
}
