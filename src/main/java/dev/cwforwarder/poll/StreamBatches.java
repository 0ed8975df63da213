package dev.cwforwarder.poll;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Groups polled events into the forwarder's batches: one for each stream, in the order of reading.
final class StreamBatches {
  private StreamBatches() {}

  static List<LogBatch> of(PollSource.Group group, List<PolledEvent> events) {
    Map<String, List<LogEvent>> byStream = new LinkedHashMap<>();
    for (PolledEvent event : events) {
      byStream
          .computeIfAbsent(event.stream(), _ -> new ArrayList<>())
          .add(new LogEvent(event.id(), event.timestampMillis(), event.message(), event.fields()));
    }
    List<LogBatch> batches = new ArrayList<>();
    byStream.forEach(
        (stream, ofStream) ->
            batches.add(
                new LogBatch(
                    new LogSource(group.account(), group.region(), group.name(), stream),
                    ofStream)));
    return batches;
  }
}
