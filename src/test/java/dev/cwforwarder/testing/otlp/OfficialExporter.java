package dev.cwforwarder.testing.otlp;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// The request bodies of OpenTelemetry's own OTLP exporter, to compare with those of the forwarder.
public final class OfficialExporter implements HttpSender {
  private final ByteArrayOutputStream posted = new ByteArrayOutputStream();

  private OfficialExporter() {}

  /// `records` in the encoding of the exporter.
  public static byte[] encode(List<LogRecordData> records) {
    OfficialExporter sender = new OfficialExporter();
    try (OtlpHttpLogRecordExporter exporter =
        OtlpHttpLogRecordExporter.builder()
            .setComponentLoader(new SenderLoader(config -> sender))
            .setMeterProvider(MeterProvider.noop())
            .build()) {
      if (!exporter.export(records).isSuccess()) {
        throw new IllegalStateException("the OTLP exporter did not encode its records");
      }
    }
    return sender.posted.toByteArray();
  }

  /// `spans` in the encoding of the exporter.
  public static byte[] encodeSpans(List<SpanData> spans) {
    OfficialExporter sender = new OfficialExporter();
    try (OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setComponentLoader(new SenderLoader(config -> sender))
            .setMeterProvider(MeterProvider.noop())
            .build()) {
      if (!exporter.export(spans).isSuccess()) {
        throw new IllegalStateException("the OTLP exporter did not encode its spans");
      }
    }
    return sender.posted.toByteArray();
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    try {
      message.writeMessage(posted);
      onResponse.accept(Accepted.INSTANCE);
    } catch (IOException e) {
      onError.accept(e);
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  private enum Accepted implements HttpResponse {
    INSTANCE;

    @Override
    public int getStatusCode() {
      return 200;
    }

    @Override
    public String getStatusMessage() {
      return "OK";
    }

    @Override
    public byte[] getResponseBody() {
      return new byte[0];
    }
  }

  /// Provides the recording sender and no other component.
  private record SenderLoader(HttpSenderProvider provider) implements ComponentLoader {
    @Override
    public <T> Iterable<T> load(Class<T> type) {
      return type.isInstance(provider) ? List.of(type.cast(provider)) : List.of();
    }
  }
}
