package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.logs.Severity;
import java.util.Locale;

/// Derives attributes from the logs of AWS Network Firewall, whose events are those of Suricata.
///
/// @see <a
///   href="https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging-contents.html">
///   Contents of a log</a>
final class NetworkFirewallObject {
  private static final String EVENT = "event.";

  private static final FieldMapping NAMES =
      new FieldMapping()
          .of(Keys.SOURCE_ADDRESS, EVENT + "src_ip")
          .of(Keys.SOURCE_PORT, EVENT + "src_port")
          .of(Keys.DESTINATION_ADDRESS, EVENT + "dest_ip")
          .of(Keys.DESTINATION_PORT, EVENT + "dest_port")
          .of(stringKey("aws.network_firewall.name"), "firewall_name")
          .of(stringKey("aws.network_firewall.event.type"), EVENT + "event_type")
          .of(stringKey("aws.network_firewall.action"), EVENT + "alert.action");

  private NetworkFirewallObject() {}

  static void derive(LogFindings findings) {
    if (findings.find(EVENT + "event_type") == null || findings.find(EVENT + "src_ip") == null) {
      return;
    }
    NAMES.apply(findings);
    if (findings.find(EVENT + "proto") instanceof String transport) {
      findings.add(Keys.NETWORK_TRANSPORT, transport.toLowerCase(Locale.ROOT));
    }
    boolean blocked = "blocked".equals(findings.find(EVENT + "alert.action"));
    findings.severity(blocked ? Severity.WARN : Severity.INFO);
  }
}
