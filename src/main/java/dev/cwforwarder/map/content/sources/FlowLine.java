package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Parses lines of flow logs of VPCs and Transit Gateways. The order of their fields is the default
/// order, an order that AWS documents, or the order of a header line. It is the same for all lines
/// of a source, so the last matching order is tried first.
///
/// @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-records-examples.html">
///   Examples of lines and field orders</a>
final class FlowLine {
  private static final String DEFAULT =
      "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start"
          + " end action log-status";
  private static final String VERSION_3 =
      " vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr";
  private static final String VERSION_4 = " region az-id sublocation-type sublocation-id";
  private static final String VERSION_5 =
      " pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path";

  /// In the names of the fields and in the ids of a Transit Gateway.
  private static final String TRANSIT = "tgw-";

  /// The default order, the fields of each version as listed by AWS, and the orders of AWS's
  /// examples.
  private static final List<List<FlowField>> KNOWN =
      List.of(
          order(DEFAULT),
          order(DEFAULT + VERSION_3),
          order(DEFAULT + VERSION_3 + VERSION_4),
          order(DEFAULT + VERSION_3 + VERSION_4 + VERSION_5),
          order(
              "version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr"
                  + " srcport dstport pkt-srcaddr pkt-dstaddr protocol bytes packets start end"
                  + " action tcp-flags log-status"),
          order(
              "version interface-id account-id vpc-id subnet-id instance-id srcaddr dstaddr srcport"
                  + " dstport protocol tcp-flags type pkt-srcaddr pkt-dstaddr action log-status"),
          order(
              "version srcaddr dstaddr srcport dstport protocol start end type packets bytes"
                  + " account-id vpc-id subnet-id instance-id interface-id region az-id"
                  + " sublocation-type sublocation-id action tcp-flags pkt-srcaddr pkt-dstaddr"
                  + " pkt-src-aws-service pkt-dst-aws-service traffic-path flow-direction"
                  + " log-status"),
          order("instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr"),
          order(
              "version resource-type account-id tgw-id tgw-attachment-id tgw-src-vpc-account-id"
                  + " tgw-dst-vpc-account-id tgw-src-vpc-id tgw-dst-vpc-id tgw-src-subnet-id"
                  + " tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id tgw-dst-az-id"
                  + " tgw-pair-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes"
                  + " start end log-status type packets-lost-no-route packets-lost-blackhole"
                  + " packets-lost-mtu-exceeded packets-lost-ttl-expired tcp-flags region"
                  + " flow-direction pkt-src-aws-service pkt-dst-aws-service"));

  private List<FlowField> last = KNOWN.getFirst();

  /// Whether `text` starts like a line with the default order: `2 123456789012 eni-…`, `6
  /// TransitGateway …`.
  static boolean mayMatch(String text) {
    return text.length() > 20
        && text.charAt(1) == ' '
        && (text.startsWith(" eni-", 14) || text.startsWith("TransitGateway ", 2));
  }

  /// Parses `text` if the order of its fields is known.
  ///
  /// @param certain whether the names of the log group or log stream identify a flow log. If so,
  ///   the line may be a header, and in a line with an unknown order the self-identifying values
  ///   are parsed.
  boolean read(String text, boolean certain, LogFindings findings) {
    if (certain && isHeader(text)) {
      findings.severity(Severity.INFO);
      return true;
    }
    @Nullable List<FlowField> order = matches(text, last) ? last : findOrder(text);
    if (order != null) {
      last = order;
      new Values(text, findings).read(order);
      return true;
    }
    return certain && new Values(text, findings).readSelfIdentifying();
  }

  private boolean isHeader(String text) {
    @Nullable List<FlowField> fields = MessageText.isDigit(text, 0) ? null : fields(text);
    if (fields == null || fields.size() < 2) {
      return false;
    }
    last = fields;
    return true;
  }

  private static @Nullable List<FlowField> findOrder(String text) {
    for (List<FlowField> order : KNOWN) {
      if (matches(text, order)) {
        return order;
      }
    }
    return null;
  }

  /// Whether each value of `text` matches the field at the same position.
  private static boolean matches(String text, List<FlowField> fields) {
    LineCursor cursor = new LineCursor(text, 0);
    for (int i = 0; i < fields.size(); i++) {
      if (!cursor.nextWord() || !fields.get(i).matches(cursor)) {
        return false;
      }
    }
    return !cursor.nextWord();
  }

  private static List<FlowField> order(String names) {
    return Objects.requireNonNull(fields(names), names);
  }

  /// The fields with these names; null if one of them is unknown.
  private static @Nullable List<FlowField> fields(String names) {
    List<FlowField> fields = new ArrayList<>();
    LineCursor cursor = new LineCursor(names, 0);
    boolean isTransit = names.contains(TRANSIT);
    while (cursor.nextWord()) {
      @Nullable FlowField field = FlowField.of(cursor, isTransit);
      if (field == null) {
        return null;
      }
      fields.add(field);
    }
    return List.copyOf(fields);
  }

  /// The values of one line.
  private static final class Values {
    private final LineCursor cursor;
    private final LogFindings findings;
    private @Nullable String source;
    private @Nullable String destination;
    private @Nullable String packetSource;
    private @Nullable String packetDestination;
    private Severity severity = Severity.INFO;

    Values(String text, LogFindings findings) {
      this.cursor = new LineCursor(text, 0);
      this.findings = findings;
    }

    void read(List<FlowField> order) {
      for (FlowField field : order) {
        cursor.nextWord();
        if (cursor.isPresent()) {
          put(field);
        }
      }
      addresses(Keys.SOURCE_ADDRESS, source, packetSource);
      addresses(Keys.DESTINATION_ADDRESS, destination, packetDestination);
      findings.severity(severity);
    }

    /// Parses the values whose form identifies their field.
    boolean readSelfIdentifying() {
      boolean identified = false;
      boolean isTransit = cursor.text.contains(TRANSIT);
      while (cursor.nextWord()) {
        for (FlowField field : FlowField.values()) {
          if (field.isSelfIdentifying(isTransit) && cursor.isPresent() && field.matches(cursor)) {
            put(field);
            identified = true;
          }
        }
      }
      if (identified) {
        findings.severity(severity);
      }
      return identified;
    }

    private void put(FlowField field) {
      switch (field) {
        case SOURCE -> source = cursor.value();
        case DESTINATION -> destination = cursor.value();
        case PACKET_SOURCE -> packetSource = cursor.value();
        case PACKET_DESTINATION -> packetDestination = cursor.value();
        case TYPE -> findings.add(Keys.NETWORK_TYPE, type());
        case DIRECTION ->
            findings.add(Keys.NETWORK_DIRECTION, cursor.is("ingress") ? "receive" : "transmit");
        default -> {
          @Nullable AttributeKey<?> key = field.key;
          if (key != null) {
            cursor.put(key, findings);
          }
          derive(field);
        }
      }
    }

    private void derive(FlowField field) {
      if (field.form == FlowField.Form.PROTOCOL && cursor.is("6")) {
        findings.add(Keys.NETWORK_TRANSPORT, "tcp");
      } else if (field.form == FlowField.Form.PROTOCOL && cursor.is("17")) {
        findings.add(Keys.NETWORK_TRANSPORT, "udp");
      } else if (cursor.is("REJECT") || cursor.is("SKIPDATA")) {
        severity = Severity.WARN;
      }
    }

    private String type() {
      return cursor.is("IPv4") ? "ipv4" : cursor.is("IPv6") ? "ipv6" : "efa";
    }

    /// The packet's address is the origin or the final destination; the interface's address is then
    /// an intermediate hop.
    private void addresses(
        AttributeKey<String> key,
        @Nullable String interfaceAddress,
        @Nullable String packetAddress) {
      if (packetAddress != null) {
        findings.add(key, packetAddress);
        if (interfaceAddress != null && !interfaceAddress.equals(packetAddress)) {
          findings.add(Keys.NETWORK_PEER_ADDRESS, interfaceAddress);
        }
      } else if (interfaceAddress != null) {
        findings.add(key, interfaceAddress);
      }
    }
  }
}
