package dev.cwforwarder.poll;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Writes the response of a poll invocation, as JSON.
public final class PollAnswer {
  private PollAnswer() {}

  /// `{"end":"done","sources":12,"failed":{},"events":345,"exported":345,"requests":12,…}`.
  public static void write(PollReport report, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("end", report.end().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      json.writeNumberField("sources", report.sources().size());
      json.writeObjectFieldStart("failed");
      for (Map.Entry<String, Integer> failed : report.failuresByReason().entrySet()) {
        json.writeNumberField(failed.getKey(), failed.getValue());
      }
      json.writeEndObject();
      json.writeNumberField("events", report.delivery().received());
      json.writeNumberField("exported", report.delivery().exported());
      json.writeNumberField("requests", report.counts().requests());
      json.writeNumberField("throttled", report.counts().throttled());
      json.writeNumberField("late", report.counts().late());
      json.writeNumberField("repaired", report.counts().repaired());
      json.writeNumberField("behindMillis", report.lag().toMillis());
      json.writeObjectFieldStart("skipped");
      for (Map.Entry<String, String> skipped : new TreeMap<>(report.skipped()).entrySet()) {
        json.writeStringField(skipped.getKey(), skipped.getValue());
      }
      json.writeEndObject();
      json.writeStringField("problem", report.problem());
      json.writeEndObject();
    }
  }

  /// `[{"id":…,"watermark":…,"behindMillis":…,"reader":…,"problem":…}]`. A source without progress
  /// has only `id` and `problem`.
  public static void write(List<SourceStatus> sources, Instant now, OutputStream out)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartArray();
      for (SourceStatus source : sources) {
        json.writeStartObject();
        json.writeStringField("id", source.id());
        if (!source.isUnreadable()) {
          writeProgress(source, now, json);
        }
        json.writeStringField("problem", source.problem());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private static void writeProgress(SourceStatus source, Instant now, JsonGenerator json)
      throws IOException {
    json.writeStringField("watermark", source.watermark().toString());
    json.writeStringField("lowest", source.lowest().toString());
    json.writeNumberField("behindMillis", source.behind(now).toMillis());
    json.writeStringField("reader", source.reader().stored().toLowerCase(Locale.ROOT));
    json.writeNumberField("underWay", source.underWay());
    json.writeNumberField("backfills", source.backfills());
    json.writeBooleanField("lateDetectable", source.lateDetectable());
  }
}
