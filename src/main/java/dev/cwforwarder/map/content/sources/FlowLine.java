package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lines of VPC flow logs. Their order of fields is the default one, one that AWS documents, or
/// what a header line says; it is the same for all lines of a source, so the one found is tried
/// first.
///
/// @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-records-examples.html">
///   Examples of lines and orders</a>
final class FlowLine {
  private static final String DEFAULT =
      "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start"
          + " end action log-status";
  private static final String VERSION_3 =
      " vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr";
  private static final String VERSION_4 = " region az-id sublocation-type sublocation-id";
  private static final String VERSION_5 =
      " pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path";

  /// The default, all fields of each version in the order they are listed, and those of examples.
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
          order("instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr"));

  private List<FlowField> last = KNOWN.getFirst();

  /// Whether `text` begins like a line of the default order: `2 123456789012 eni-…`.
  static boolean mayBegin(String text) {
    return text.length() > 20 && text.charAt(1) == ' ' && text.startsWith(" eni-", 14);
  }

  /// Reads `text`, if its order of fields is known.
  ///
  /// @param certain whether it is a flow log by its name: then it may be a header, and a line of an
  ///   unknown order tells what its values tell by themselves
  boolean read(String text, boolean certain, LogFindings found) {
    if (certain && isHeader(text)) {
      found.severity(Severity.INFO);
      return true;
    }
    @Nullable List<FlowField> order = fits(text, last) ? last : known(text);
    if (order != null) {
      last = order;
      new Values(text, found).read(order);
      return true;
    }
    return certain && new Values(text, found).readTold();
  }

  private boolean isHeader(String text) {
    LineCursor part = new LineCursor(text, 0);
    if (LineCursor.isDigit(text, 0)) {
      return false;
    }
    List<FlowField> fields = new ArrayList<>();
    while (part.word()) {
      @Nullable FlowField field = FlowField.of(part);
      if (field == null) {
        return false;
      }
      fields.add(field);
    }
    if (fields.size() < 2) {
      return false;
    }
    last = fields;
    return true;
  }

  private static @Nullable List<FlowField> known(String text) {
    for (List<FlowField> order : KNOWN) {
      if (fits(text, order)) {
        return order;
      }
    }
    return null;
  }

  /// Whether the values of `text` may be those of `fields`, one for one.
  private static boolean fits(String text, List<FlowField> fields) {
    LineCursor part = new LineCursor(text, 0);
    for (int i = 0; i < fields.size(); i++) {
      if (!part.word() || !fields.get(i).fits(part)) {
        return false;
      }
    }
    return !part.word();
  }

  private static List<FlowField> order(String titles) {
    List<FlowField> fields = new ArrayList<>();
    LineCursor part = new LineCursor(titles, 0);
    while (part.word()) {
      @Nullable FlowField field = FlowField.of(part);
      if (field == null) {
        throw new IllegalArgumentException("no field of a flow log: " + part.value());
      }
      fields.add(field);
    }
    return List.copyOf(fields);
  }

  /// Those of one line.
  private static final class Values {
    private final LineCursor part;
    private final LogFindings found;
    private @Nullable String source;
    private @Nullable String destination;
    private @Nullable String packetSource;
    private @Nullable String packetDestination;
    private Severity severity = Severity.INFO;

    Values(String text, LogFindings found) {
      this.part = new LineCursor(text, 0);
      this.found = found;
    }

    void read(List<FlowField> order) {
      for (FlowField field : order) {
        part.word();
        if (part.isPresent()) {
          put(field);
        }
      }
      addresses(Keys.SOURCE_ADDRESS, source, packetSource);
      addresses(Keys.DESTINATION_ADDRESS, destination, packetDestination);
      found.severity(severity);
    }

    /// Reads what needs no order to be told apart.
    boolean readTold() {
      boolean told = false;
      while (part.word()) {
        for (FlowField field : FlowField.values()) {
          if (field.isTold() && part.isPresent() && field.fits(part)) {
            put(field);
            told = true;
          }
        }
      }
      if (told) {
        found.severity(severity);
      }
      return told;
    }

    @SuppressWarnings("unchecked") // a key has the type it says
    private void put(FlowField field) {
      switch (field) {
        case SOURCE -> source = part.value();
        case DESTINATION -> destination = part.value();
        case PACKET_SOURCE -> packetSource = part.value();
        case PACKET_DESTINATION -> packetDestination = part.value();
        case TYPE -> found.add(Keys.NETWORK_TYPE, type());
        case DIRECTION ->
            found.add(Keys.NETWORK_DIRECTION, part.is("ingress") ? "receive" : "transmit");
        default -> {
          @Nullable AttributeKey<?> key = field.key;
          if (key != null && field.form == FlowField.Form.WHOLE) {
            part.putWhole((AttributeKey<Long>) key, found);
          } else if (key != null) {
            part.put((AttributeKey<String>) key, found);
          }
          note(field);
        }
      }
    }

    private void note(FlowField field) {
      if (field == FlowField.PROTOCOL && part.is("6")) {
        found.add(Keys.NETWORK_TRANSPORT, "tcp");
      } else if (field == FlowField.PROTOCOL && part.is("17")) {
        found.add(Keys.NETWORK_TRANSPORT, "udp");
      } else if (part.is("REJECT") || part.is("SKIPDATA")) {
        severity = Severity.WARN;
      }
    }

    private String type() {
      return part.is("IPv4") ? "ipv4" : part.is("IPv6") ? "ipv6" : "efa";
    }

    /// The packet's own address is where it is from or goes to; the interface's is a hop then.
    private void addresses(
        AttributeKey<String> key, @Nullable String ofInterface, @Nullable String ofPacket) {
      if (ofPacket != null) {
        found.add(key, ofPacket);
        if (ofInterface != null && !ofInterface.equals(ofPacket)) {
          found.add(Keys.NETWORK_PEER_ADDRESS, ofInterface);
        }
      } else if (ofInterface != null) {
        found.add(key, ofInterface);
      }
    }
  }
}
