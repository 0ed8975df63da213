package dev.cwforwarder.map;

import dev.cwforwarder.map.content.Content;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.map.content.ExtractedFields;
import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.map.lines.LineJoiner;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Turns the events of a batch into OTLP log records, in order: one for each event, or for each
/// group of events that make one record.
public final class RecordMapper {
  private final ResourceMapper resources;
  private final ContentReader contents;
  private final LineJoiner lines;
  private final InstrumentationScopeInfo scope;

  /// Maps with the resources of `resources` and what `contents` makes of the messages.
  ///
  /// @param scope name and version of this forwarder
  public RecordMapper(
      ResourceMapper resources, ContentReader contents, InstrumentationScopeInfo scope) {
    this(resources, contents, LineJoiner.none(), scope);
  }

  /// The same with events joined as `lines` says.
  public RecordMapper(
      ResourceMapper resources,
      ContentReader contents,
      LineJoiner lines,
      InstrumentationScopeInfo scope) {
    this.resources = resources;
    this.contents = contents;
    this.lines = lines;
    this.scope = scope;
  }

  /// `batch` with those events as one that make one record.
  public LogBatch join(LogBatch batch) {
    return lines.join(batch);
  }

  /// The records of `batch`, one for each of its events.
  ///
  /// @param observed when the forwarder took the batch
  public List<LogRecordData> map(LogBatch batch, Instant observed) {
    long observedNanos = TimeUnit.SECONDS.toNanos(observed.getEpochSecond()) + observed.getNano();
    ResourcesOfBatch ofBatch = new ResourcesOfBatch(batch.source());
    ContentReader.Batch reader = contents.batch(ofBatch.kind());
    List<LogRecordData> records = new ArrayList<>(batch.size());
    for (LogEvent event : batch.events()) {
      Content content = reader.read(event);
      records.add(
          new CloudWatchRecord(
              ofBatch.of(event),
              scope,
              content.timeNanos() == 0
                  ? TimeUnit.MILLISECONDS.toNanos(event.timestampMillis())
                  : content.timeNanos(),
              observedNanos,
              Value.of(content.body()),
              content));
    }
    return records;
  }

  /// How many of `records`, as they were mapped, lack fields because of a limit.
  public static int cut(List<LogRecordData> records) {
    int cut = 0;
    for (LogRecordData found : records) {
      cut += found instanceof CloudWatchRecord mapped && mapped.content().cut() ? 1 : 0;
    }
    return cut;
  }

  /// Where an event really comes from: one payload may mix accounts and Regions.
  public static LogSource origin(LogSource source, LogEvent event) {
    Map<String, String> fields = event.extractedFields();
    if (fields.isEmpty()) {
      return source;
    }
    return new LogSource(
        fields.getOrDefault(ExtractedFields.ACCOUNT, source.account()),
        fields.getOrDefault(ExtractedFields.REGION, source.region()),
        source.logGroup(),
        source.logStream());
  }

  /// One resource instance per origin within a batch.
  private final class ResourcesOfBatch {
    private final LogSource source;
    private final Map<LogSource, Resource> byOrigin = new HashMap<>();
    private final Resource ofSource;

    ResourcesOfBatch(LogSource source) {
      this.source = source;
      this.ofSource = resources.resource(source);
      byOrigin.put(source, ofSource);
    }

    SourceKind kind() {
      return ofSource.getAttribute(ResourceKeys.FAAS_NAME) != null
          ? SourceKind.FUNCTION
          : SourceKind.of(source.logGroup(), source.logStream());
    }

    Resource of(LogEvent event) {
      if (event.extractedFields().isEmpty()) {
        return ofSource;
      }
      return byOrigin.computeIfAbsent(origin(source, event), resources::resource);
    }
  }
}
