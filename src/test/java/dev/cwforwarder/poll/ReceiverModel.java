package dev.cwforwarder.poll;

import dev.cwforwarder.testing.aws.SimulatedCloudWatch;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Models how the collector's `awscloudwatch` receiver reads: it remembers one timestamp for each
/// group. The next poll starts one millisecond after the last event, or, if the poll found none or
/// failed, at the end of the poll. It only uses `FilterLogEvents`.
///
/// @see <a
///   href="https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/awscloudwatchreceiver">The
///   receiver</a>
final class ReceiverModel {
  private final SimulatedCloudWatch cloudWatch;
  private final Clock clock;
  private final int pageSize;
  private final Map<String, Long> next = new HashMap<>();
  private final Map<String, Integer> arrived = new HashMap<>();
  private long requests;

  ReceiverModel(SimulatedCloudWatch cloudWatch, Clock clock, int pageSize) {
    this.cloudWatch = cloudWatch;
    this.clock = clock;
    this.pageSize = pageSize;
  }

  /// Reads every group once.
  void poll(List<String> groups) {
    groups.forEach(this::poll);
  }

  private void poll(String group) {
    long end = clock.millis();
    long start = next.getOrDefault(group, end);
    long last = Long.MIN_VALUE;
    String token = "";
    try {
      do {
        requests++;
        SimulatedCloudWatch.Answer page =
            cloudWatch.filter(group, List.of(), "", start, end, token, pageSize);
        for (SimulatedCloudWatch.Event event : page.events()) {
          arrived.merge(event.id(), 1, Integer::sum);
          last = Math.max(last, event.timestamp());
        }
        token = page.nextToken();
      } while (!token.isEmpty());
    } catch (ReadException _) {
      // The receiver logs the error and skips the rest of the window.
    }
    next.put(group, last == Long.MIN_VALUE ? end : last + 1);
  }

  Map<String, Integer> arrived() {
    return arrived;
  }

  long requests() {
    return requests;
  }
}
