package dev.cwforwarder.demo;

import java.util.ArrayList;
import java.util.List;

/// Flow logs of a VPC: the accepted and rejected traffic of its network interfaces, including a
/// port scan.
final class Network {
  private static final String GROUP = "/vpc/flow-logs";
  private static final String SCANNER = "192.0.2.77";
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final List<Integer> TARGETS = List.of(22, 23, 445, 3_389, 8_080);

  private final Day day;
  private final TimeRange scan;
  private final Journal journal;
  private final Dice dice;
  private final List<Interface> interfaces = new ArrayList<>();

  Network(Day day, Incidents incidents, Journal journal, long seed) {
    this.day = day;
    this.scan = incidents.portScan();
    this.journal = journal;
    this.dice = Dice.of(seed, "vpc");
    for (int i = 0; i < 3; i++) {
      String eni = "eni-0" + dice.hex(16);
      interfaces.add(
          new Interface(
              eni, "10.0.1." + (10 + i), new Source(GROUP, eni + "-all", "vpc-flow-logs")));
    }
  }

  void run() {
    LoadCurve.arrivals(day, 3_600, dice).forEach(this::accepted);
    TimeRange whole = new TimeRange(day.start(), day.end() - 60_000);
    LoadCurve.evenly(whole, 0.12, dice).forEach(this::attempt);
    LoadCurve.evenly(scan, 46, dice).forEach(this::probe);
    journal
        .tally()
        .describe(
            "port_scan", "source", SCANNER, "from", Day.iso(scan.from()), "to", Day.iso(scan.to()));
  }

  private void accepted(long millis) {
    Interface one = dice.pick(interfaces);
    boolean dns = dice.chance(0.15);
    String from = "10.0." + dice.between(2, 14) + "." + dice.between(4, 250);
    int packets = dns ? 1 + dice.upTo(2) : dice.between(4, 90);
    Flow flow =
        new Flow(
            from,
            dice.between(32_768, 61_000),
            dns ? 53 : 443,
            dns ? UDP : TCP,
            packets,
            packets * dice.between(60, 900));
    write(millis, one, flow, "ACCEPT");
  }

  /// A random connection attempt from the internet.
  private void attempt(long millis) {
    String from = "203.0.113." + dice.between(100, 250);
    rejected(millis, dice.pick(interfaces), from, dice.pick(TARGETS));
    journal.tally().add("rejects", "others");
  }

  private void probe(long millis) {
    int port = 1 + dice.upTo(10_000);
    rejected(millis, interfaces.getFirst(), SCANNER, port);
    journal.tally().add("rejects", SCANNER);
    journal.tally().addDistinct("ports_tried", SCANNER, port);
  }

  private void rejected(long millis, Interface one, String from, int port) {
    Flow flow = new Flow(from, dice.between(40_000, 60_000), port, TCP, 1, 40);
    write(millis, one, flow, "REJECT");
  }

  private void write(long millis, Interface one, Flow flow, String action) {
    long end = millis / 1_000;
    String record =
        String.join(
            " ",
            "2",
            Payloads.ACCOUNT,
            one.eni(),
            flow.from(),
            one.address(),
            Integer.toString(flow.fromPort()),
            Integer.toString(flow.port()),
            Integer.toString(flow.protocol()),
            Integer.toString(flow.packets()),
            Integer.toString(flow.bytes()),
            Long.toString(end - 58),
            Long.toString(end),
            action,
            "OK");
    Level level = action.equals("REJECT") ? Level.WARN : Level.INFO;
    journal.add(one.source(), millis, level, record);
  }

  private record Interface(String eni, String address, Source source) {}

  private record Flow(String from, int fromPort, int port, int protocol, int packets, int bytes) {}
}
