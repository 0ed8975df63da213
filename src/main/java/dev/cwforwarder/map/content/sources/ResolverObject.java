package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.logs.Severity;
import java.util.Locale;

/// Query logs of the Route 53 Resolver.
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

  static void conclude(LogFindings found) {
    if (!(found.find("query_name") instanceof String name)
        || !(found.find("rcode") instanceof String code)) {
      return;
    }
    NAMES.apply(found);
    DnsLine.name(name, found);
    if (found.find("transport") instanceof String transport) {
      found.add(Keys.NETWORK_TRANSPORT, transport.toLowerCase(Locale.ROOT));
    }
    Object action = found.find("firewall_rule_action");
    boolean well = code.equals("NOERROR") && !"BLOCK".equals(action) && !"ALERT".equals(action);
    found.severity(well ? Severity.INFO : Severity.WARN);
  }
}
