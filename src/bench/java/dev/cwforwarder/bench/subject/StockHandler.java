package dev.cwforwarder.bench.subject;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The stock pipeline: AWS's event class, the JDK's gzip, Jackson's databind, OpenTelemetry's SDK
/// and its OTLP exporter with default settings and gzip. It stores and retries nothing itself.
public final class StockHandler implements RequestHandler<CloudWatchLogsEvent, @Nullable Void> {
  private static final AttributeKey<String> UID = AttributeKey.stringKey("log.record.uid");
  private static final long TIMEOUT_SECONDS = 30;

  private final ObjectMapper json =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final OtlpHttpLogRecordExporter exporter =
      OtlpHttpLogRecordExporter.builder()
          .setEndpoint(System.getenv("OTEL_EXPORTER_OTLP_ENDPOINT") + "/v1/logs")
          .setCompression("gzip")
          .build();

  /// @throws IllegalStateException if the records were not accepted
  @Override
  public @Nullable Void handleRequest(CloudWatchLogsEvent event, Context context) {
    List<LogRecordData> records = records(payload(event));
    if (!exporter.export(records).join(TIMEOUT_SECONDS, TimeUnit.SECONDS).isSuccess()) {
      throw new IllegalStateException(records.size() + " records were not exported");
    }
    return null;
  }

  private Payload payload(CloudWatchLogsEvent event) {
    byte[] gzipped = Base64.getDecoder().decode(event.getAwsLogs().getData());
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      return json.readValue(in.readAllBytes(), Payload.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<LogRecordData> records(Payload payload) {
    List<LogRecordData> records = new ArrayList<>();
    try (SdkLoggerProvider provider =
        SdkLoggerProvider.builder()
            .setResource(Resource.getDefault().merge(resource(payload)))
            .addLogRecordProcessor((_, emitted) -> records.add(emitted.toLogRecordData()))
            .build()) {
      Logger logger = provider.get("stock-pipeline");
      for (Event event : payload.logEvents()) {
        logger
            .logRecordBuilder()
            .setTimestamp(event.timestamp(), TimeUnit.MILLISECONDS)
            .setBody(event.message())
            .setAttribute(UID, event.id())
            .emit();
      }
    }
    return records;
  }

  private static Resource resource(Payload payload) {
    return Resource.create(
        Attributes.builder()
            .put("cloud.provider", "aws")
            .put("cloud.account.id", payload.owner())
            .put("cloudwatch.log.group.name", payload.logGroup())
            .put("cloudwatch.log.stream", payload.logStream())
            .put("service.name", payload.logGroup())
            .build());
  }

  record Payload(String owner, String logGroup, String logStream, List<Event> logEvents) {}

  record Event(String id, long timestamp, String message) {}
}
