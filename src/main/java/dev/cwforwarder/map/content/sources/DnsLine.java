package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import java.util.Locale;

/// Query logs of a public hosted zone of Route 53: `1.0 TIME ZONE NAME TYPE RCODE PROTOCOL EDGE
/// RESOLVER SUBNET`.
///
/// @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html">Values
///   in query logs</a>
final class DnsLine {
  static final AttributeKey<String> TYPE = stringKey("dns.question.type");
  static final AttributeKey<String> CODE = stringKey("dns.response_code");
  private static final AttributeKey<String> ZONE = stringKey("aws.route53.hosted_zone.id");
  private static final AttributeKey<String> EDGE = stringKey("aws.route53.edge_location");

  private DnsLine() {}

  static boolean mayBegin(String text) {
    return text.startsWith("1.0 20") && text.startsWith("Z ", text.indexOf(' ', 4) - 1);
  }

  /// Reads a line that [#mayBegin].
  static boolean read(String text, LogFindings found) {
    LineCursor part = new LineCursor(text, 4);
    part.word();
    int zone = part.next;
    for (int i = 0; i < 5; i++) {
      part.word();
    }
    if (!part.is("UDP") && !part.is("TCP")) {
      return false;
    }
    part.next = zone;
    part.word();
    part.put(ZONE, found);
    part.word();
    name(part.value(), found);
    part.word();
    part.put(TYPE, found);
    part.word();
    part.put(CODE, found);
    found.severity(part.is("NOERROR") ? Severity.INFO : Severity.WARN);
    part.word();
    found.add(Keys.NETWORK_TRANSPORT, part.value().toLowerCase(Locale.ROOT));
    if (part.word()) {
      part.put(EDGE, found);
    }
    if (part.word()) {
      part.put(Keys.CLIENT_ADDRESS, found);
    }
    return true;
  }

  /// Without the dot of the root.
  static void name(String name, LogFindings found) {
    boolean dot = name.length() > 1 && name.endsWith(".");
    found.add(Keys.DNS_QUESTION_NAME, dot ? name.substring(0, name.length() - 1) : name);
  }
}
