package dev.cwforwarder.map.rules;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Filters, then redactions. The first filter that matches a record decides about it; one that no
/// filter matches stays. Filters see the text as it came.
public final class UserRules implements RecordRules {
  private final List<Filter> filters;
  private final Redactor redactor;

  public UserRules(List<Filter> filters, List<Redaction> redactions) {
    this.filters = List.copyOf(filters);
    this.redactor = new Redactor(redactions);
  }

  @Override
  public Ruled apply(LogBatch batch, List<LogRecordData> records) {
    List<Filter> ofSource =
        filters.stream().filter(filter -> filter.concerns(batch.source())).toList();
    Map<String, Integer> dropped = new TreeMap<>();
    Map<String, Integer> redacted = new TreeMap<>();
    List<LogEvent> keptEvents = new ArrayList<>(batch.size());
    List<LogRecordData> keptRecords = new ArrayList<>(batch.size());
    for (int i = 0; i < records.size(); i++) {
      LogEvent event = batch.events().get(i);
      LogRecordData found = records.get(i);
      String drop = dropping(ofSource, event.id(), found);
      if (drop == null) {
        keptEvents.add(event);
        keptRecords.add(redactor.redact(found, redacted));
      } else {
        dropped.merge(drop, event.count(), Integer::sum);
      }
    }
    LogBatch kept = dropped.isEmpty() ? batch : new LogBatch(batch.source(), keptEvents);
    return new Ruled(kept, keptRecords, dropped, redacted);
  }

  @Override
  public List<LogEvent> forStore(LogEvent event) {
    return redactor.redact(event);
  }

  /// The name of the filter that leaves the record out; null when it stays.
  private static @Nullable String dropping(List<Filter> filters, String uid, LogRecordData found) {
    for (Filter filter : filters) {
      if (filter.matches(found)) {
        return filter.keeps(uid) ? null : filter.name();
      }
    }
    return null;
  }
}
