package dev.cwforwarder.map;

import dev.cwforwarder.map.content.Content;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.map.content.ExtractedFields;
import dev.cwforwarder.map.content.InvocationTraces;
import dev.cwforwarder.map.content.XrayTraceIds;
import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.map.lines.LineJoiner;
import dev.cwforwarder.map.otel.LogRecordReader;
import dev.cwforwarder.map.otel.OtelLogRecord;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Maps the events of a batch to OTLP log records, in order. [#join] first joins the events that
/// belong to one multi-line record.
public final class RecordMapper {
  private final ResourceMapper resources;
  private final ContentReader contents;
  private final LineJoiner lines;
  private final InstrumentationScopeInfo scope;
  private final boolean restoreOtel;

  /// Creates a mapper that does not join events and restores no records.
  ///
  /// @param scope the name and version of this forwarder
  public RecordMapper(
      ResourceMapper resources, ContentReader contents, InstrumentationScopeInfo scope) {
    this(resources, contents, LineJoiner.none(), scope, false);
  }

  /// Creates a mapper.
  ///
  /// @param lines joins the events of multi-line records
  /// @param restoreOtel whether the log records of OpenTelemetry are restored that events contain
  public RecordMapper(
      ResourceMapper resources,
      ContentReader contents,
      LineJoiner lines,
      InstrumentationScopeInfo scope,
      boolean restoreOtel) {
    this.restoreOtel = restoreOtel;
    this.resources = resources;
    this.contents = contents;
    this.lines = lines;
    this.scope = scope;
  }

  /// Returns `batch` with the events of each multi-line record joined into one event.
  public LogBatch join(LogBatch batch) {
    return lines.join(batch);
  }

  /// Maps each event of `batch` to a record.
  ///
  /// @param observed when the forwarder received the batch
  public List<LogRecordData> map(LogBatch batch, Instant observed) {
    long observedNanos = TimeUnit.SECONDS.toNanos(observed.getEpochSecond()) + observed.getNano();
    ResourcesOfBatch batchResources = new ResourcesOfBatch(batch.source());
    SourceKind kind = batchResources.kind();
    ContentReader.Batch reader = contents.batch(kind);
    List<LogRecordData> records = new ArrayList<>(batch.size());
    for (LogEvent event : batch.events()) {
      OtelLogRecord own = restoreOtel ? LogRecordReader.read(event) : null;
      if (own != null) {
        records.add(own.with(batchResources.merged(event, own.resource()), observedNanos));
        continue;
      }
      records.add(mapped(event, batchResources.of(event), reader.read(event), observedNanos));
    }
    if (kind == SourceKind.FUNCTION && contents.xrayTraceIds() != XrayTraceIds.OFF) {
      traceInvocations(records);
    }
    return records;
  }

  private CloudWatchRecord mapped(
      LogEvent event, Resource resource, Content content, long observedNanos) {
    return new CloudWatchRecord(
        resource,
        scope,
        content.timeNanos() == 0 ? timeNanos(event, observedNanos) : content.timeNanos(),
        observedNanos,
        Value.of(content.body()),
        content);
  }

  /// The event's time. A time that a record cannot have becomes the time of arrival, because it
  /// would otherwise become a time of another century.
  private static long timeNanos(LogEvent event, long observedNanos) {
    return event.hasValidTime()
        ? TimeUnit.MILLISECONDS.toNanos(event.timestampMillis())
        : observedNanos;
  }

  /// Gives the records of an invocation the trace that Lambda's own lines name.
  private void traceInvocations(List<LogRecordData> records) {
    List<Content> lines = new ArrayList<>(records.size());
    for (LogRecordData logRecord : records) {
      if (logRecord instanceof CloudWatchRecord mapped) {
        lines.add(mapped.content());
      }
    }
    List<SpanContext> spans =
        InvocationTraces.of(lines, contents.xrayTraceIds() == XrayTraceIds.SEGMENTS);
    int next = 0;
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i) instanceof CloudWatchRecord mapped) {
        records.set(i, mapped.with(spans.get(next++)));
      }
    }
  }

  /// The number of mapped `records` whose attributes were truncated because of a limit.
  public static int truncated(List<LogRecordData> records) {
    int truncated = 0;
    for (LogRecordData logRecord : records) {
      truncated +=
          logRecord instanceof CloudWatchRecord mapped && mapped.content().truncated() ? 1 : 0;
    }
    return truncated;
  }

  /// The source of an event, with the account and Region of the event itself: one payload may
  /// contain events of several accounts and Regions.
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

  /// Holds one resource instance for each origin within a batch.
  private final class ResourcesOfBatch {
    private final LogSource source;
    private final Map<LogSource, Resource> byOrigin = new HashMap<>();
    private final Resource sourceResource;
    private final Map<Map.Entry<LogSource, Resource>, Resource> byOwn = new HashMap<>();

    ResourcesOfBatch(LogSource source) {
      this.source = source;
      this.sourceResource = resources.resource(source);
      byOrigin.put(source, sourceResource);
    }

    SourceKind kind() {
      return sourceResource.getAttribute(ResourceKeys.FAAS_NAME) != null
          ? SourceKind.FUNCTION
          : SourceKind.of(source.logGroup(), source.logStream());
    }

    /// `own` with the attributes of the event's source.
    Resource merged(LogEvent event, Resource own) {
      return byOwn.computeIfAbsent(
          Map.entry(origin(source, event), own),
          key -> resources.merged(key.getKey(), key.getValue()));
    }

    Resource of(LogEvent event) {
      if (event.extractedFields().isEmpty()) {
        return sourceResource;
      }
      return byOrigin.computeIfAbsent(origin(source, event), resources::resource);
    }
  }
}
