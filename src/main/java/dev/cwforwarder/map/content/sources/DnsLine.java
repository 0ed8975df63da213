package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import java.util.Locale;

/// Parses query log lines of a public hosted zone in Route 53: `1.0 TIME ZONE NAME TYPE RCODE
/// PROTOCOL EDGE RESOLVER SUBNET`.
///
/// @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html">Values
///   in query logs</a>
final class DnsLine {
  static final AttributeKey<String> TYPE = stringKey("dns.question.type");
  static final AttributeKey<String> CODE = stringKey("dns.response_code");
  private static final AttributeKey<String> ZONE = stringKey("aws.route53.hosted_zone.id");
  private static final AttributeKey<String> EDGE = stringKey("aws.route53.edge_location");

  private DnsLine() {}

  static boolean mayMatch(String text) {
    return text.startsWith("1.0 20") && text.startsWith("Z ", text.indexOf(' ', 4) - 1);
  }

  /// Parses a line that [#mayMatch] accepts.
  static boolean read(String text, LogFindings findings) {
    LineCursor cursor = new LineCursor(text, 4);
    cursor.nextWord();
    int zone = cursor.next;
    for (int i = 0; i < 5; i++) {
      cursor.nextWord();
    }
    if (!cursor.is("UDP") && !cursor.is("TCP")) {
      return false;
    }
    cursor.next = zone;
    addColumns(cursor, findings);
    return true;
  }

  private static void addColumns(LineCursor cursor, LogFindings findings) {
    cursor.nextWord();
    cursor.put(ZONE, findings);
    cursor.nextWord();
    name(cursor.value(), findings);
    cursor.nextWord();
    cursor.put(TYPE, findings);
    cursor.nextWord();
    cursor.put(CODE, findings);
    findings.severity(cursor.is("NOERROR") ? Severity.INFO : Severity.WARN);
    cursor.nextWord();
    findings.add(Keys.NETWORK_TRANSPORT, cursor.value().toLowerCase(Locale.ROOT));
    if (cursor.nextWord()) {
      cursor.put(EDGE, findings);
    }
    if (cursor.nextWord()) {
      cursor.put(Keys.CLIENT_ADDRESS, findings);
    }
  }

  /// Adds the name without the trailing dot of the root zone.
  static void name(String name, LogFindings findings) {
    boolean dot = name.length() > 1 && name.endsWith(".");
    findings.add(Keys.DNS_QUESTION_NAME, dot ? name.substring(0, name.length() - 1) : name);
  }
}
