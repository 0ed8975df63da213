package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.logs.Severity;
import java.util.Locale;

/// Derives attributes from query logs of the Route 53 Resolver.
///
/// @see <a
///   href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html">
///   Values in query logs</a>
final class ResolverObject {
  private static final FieldMapping NAMES =
      new FieldMapping()
          .of(DnsLine.TYPE, "query_type")
          .of(DnsLine.CODE, "rcode")
          .of(Keys.SOURCE_ADDRESS, "srcaddr")
          .of(Keys.SOURCE_PORT, "srcport")
          .of(stringKey("aws.vpc.id"), "vpc_id")
          .of(Keys.HOST_ID, "srcids.instance")
          .of(Keys.CLOUD_ACCOUNT_ID, "account_id")
          .of(Keys.CLOUD_REGION, "region");

  private ResolverObject() {}

  static void derive(LogFindings findings) {
    if (!(findings.find("query_name") instanceof String name)
        || !(findings.find("rcode") instanceof String code)) {
      return;
    }
    NAMES.apply(findings);
    DnsLine.name(name, findings);
    if (findings.find("transport") instanceof String transport) {
      findings.add(Keys.NETWORK_TRANSPORT, transport.toLowerCase(Locale.ROOT));
    }
    Object action = findings.find("firewall_rule_action");
    boolean succeeded =
        code.equals("NOERROR") && !"BLOCK".equals(action) && !"ALERT".equals(action);
    findings.severity(succeeded ? Severity.INFO : Severity.WARN);
  }
}
