package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/// Parses access log lines of an Application Load Balancer: `https TIME app/NAME/ID CLIENT:PORT
/// TARGET:PORT …`.
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

  /// Whether `text` starts like such a line.
  static boolean mayMatch(String text) {
    int blank = text.indexOf(' ');
    return blank > 1
        && blank < 6
        && text.startsWith("20", blank + 1)
        && text.startsWith(" app/", text.indexOf(' ', blank + 1));
  }

  /// Parses a line that [#mayMatch] accepts, as far as it is complete.
  static boolean read(String text, LogFindings findings) {
    LineCursor cursor = new LineCursor(text, 0);
    cursor.nextWord();
    int typeEnd = cursor.to;
    cursor.nextWord();
    cursor.nextWord();
    int elbFrom = cursor.from;
    int elbTo = cursor.to;
    int connectionStart = cursor.next;
    for (int i = 0; i < 5; i++) {
      cursor.nextWord();
    }
    if (!cursor.nextWord() || (cursor.isPresent() && cursor.longValue() < 0)) {
      return false;
    }
    findings.add(Keys.CLOUD_RESOURCE_ID, text.substring(elbFrom, elbTo));
    cursor.next = connectionStart;
    connection(cursor, findings);
    response(cursor, findings);
    target(cursor, findings);
    String type = text.substring(0, typeEnd);
    findings.add(Keys.NETWORK_PROTOCOL, type.startsWith("h") ? "http" : type);
    return true;
  }

  private static void connection(LineCursor cursor, LogFindings findings) {
    cursor.nextWord();
    cursor.putEndpoint(Keys.CLIENT_ADDRESS, Keys.CLIENT_PORT, findings);
    cursor.nextWord();
    cursor.putEndpoint(Keys.DESTINATION_ADDRESS, Keys.DESTINATION_PORT, findings);
    cursor.nextWord();
    cursor.putDouble(REQUEST_TIME, findings);
    cursor.nextWord();
    cursor.putDouble(TARGET_TIME, findings);
    cursor.nextWord();
    cursor.putDouble(RESPONSE_TIME, findings);
  }

  private static void response(LineCursor cursor, LogFindings findings) {
    cursor.nextWord();
    cursor.putLong(Keys.HTTP_STATUS, findings);
    findings.severity(LineCursor.severityOf(cursor.longValue()));
    if (cursor.nextWord()) {
      cursor.putLong(BACKEND_STATUS, findings);
    }
    if (cursor.nextWord()) {
      cursor.putLong(Keys.HTTP_REQUEST_SIZE, findings);
    }
    if (cursor.nextWord()) {
      cursor.putLong(Keys.HTTP_RESPONSE_SIZE, findings);
    }
    if (cursor.nextWord()) {
      RequestLine.read(cursor, findings);
    }
    put(cursor, Keys.USER_AGENT, findings);
    put(cursor, Keys.TLS_CIPHER, findings);
    put(cursor, Keys.TLS_VERSION, findings);
  }

  private static void target(LineCursor cursor, LogFindings findings) {
    put(cursor, TARGET_GROUP, findings);
    if (cursor.nextWord() && cursor.isPresent()) {
      findings.add(TRACE, cursor.value());
      findings.xray(cursor.value());
    }
    put(cursor, Keys.URL_DOMAIN, findings);
    put(cursor, CERTIFICATE, findings);
    cursor.nextWord(); // matched_rule_priority
    cursor.nextWord(); // request_creation_time
    put(cursor, ACTIONS, findings);
    put(cursor, REDIRECT, findings);
    put(cursor, REASON, findings);
    cursor.nextWord(); // target:port_list
    cursor.nextWord(); // target_status_code_list
    put(cursor, CLASS, findings);
    put(cursor, CLASS_REASON, findings);
  }

  private static void put(LineCursor cursor, AttributeKey<String> key, LogFindings findings) {
    if (cursor.nextWord()) {
      cursor.put(key, findings);
    }
  }
}
