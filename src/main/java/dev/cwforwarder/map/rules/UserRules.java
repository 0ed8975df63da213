package dev.cwforwarder.map.rules;

import dev.cwforwarder.map.content.Content;
import dev.cwforwarder.map.content.ContentOptions;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.map.otel.OtelLogRecord;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.span.SpanRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Applies filters, then redactions. The first filter that matches a record decides whether it is
/// kept; a record that no filter matches is kept. Filters see the text before redaction.
public final class UserRules implements RecordRules {
  private final List<Filter> filters;
  private final Redactor redactor;

  /// Reads the attributes of events that are stored, for rules that match only there.
  private final ContentReader contents = new ContentReader(ContentOptions.DEFAULT);

  public UserRules(List<Filter> filters, List<Redaction> redactions) {
    this.filters = List.copyOf(filters);
    this.redactor = new Redactor(redactions);
  }

  @Override
  public Ruled<LogRecordData> apply(LogBatch batch, List<LogRecordData> records) {
    List<Filter> sourceFilters =
        filters.stream().filter(filter -> filter.matchesSource(batch.source())).toList();
    Map<String, Integer> dropped = new TreeMap<>();
    Map<String, Integer> redacted = new TreeMap<>();
    RedactedResources resources = new RedactedResources(redactor, redacted);
    List<LogEvent> keptEvents = new ArrayList<>(batch.size());
    List<LogRecordData> keptRecords = new ArrayList<>(batch.size());
    for (int i = 0; i < records.size(); i++) {
      LogEvent event = batch.events().get(i);
      LogRecordData logRecord = records.get(i);
      String droppedBy = droppingFilter(sourceFilters, event, logRecord);
      if (droppedBy == null) {
        keptEvents.add(event);
        LogRecordData withResource = withRedactedResource(logRecord, resources);
        keptRecords.add(redactor.redact(withResource, event.message(), redacted));
      } else {
        dropped.merge(droppedBy, event.count(), Integer::sum);
      }
    }
    LogBatch kept = dropped.isEmpty() ? batch : new LogBatch(batch.source(), keptEvents);
    return new Ruled<>(kept, keptRecords, dropped, redacted);
  }

  @Override
  public Ruled<SpanRecord> applyToSpans(LogBatch batch, List<SpanRecord> records) {
    return new SpanRules(filters, redactor).apply(batch, records);
  }

  @Override
  public List<LogEvent> forStore(LogEvent event) {
    Content content = contents.batch(SourceKind.OTHER).read(event);
    return redactor.redact(event, content);
  }

  /// Only the log records of OpenTelemetry bring along resources whose texts may be secret.
  private static LogRecordData withRedactedResource(
      LogRecordData logRecord, RedactedResources resources) {
    return logRecord instanceof OtelLogRecord own
        ? own.with(resources.of(own.resource()), own.observedNanos())
        : logRecord;
  }

  /// The name of the filter that drops the record; null if the record is kept.
  private static @Nullable String droppingFilter(
      List<Filter> filters, LogEvent event, LogRecordData logRecord) {
    for (Filter filter : filters) {
      if (filter.matches(logRecord, event.message())) {
        return filter.keeps(event.id()) ? null : filter.name();
      }
    }
    return null;
  }
}
