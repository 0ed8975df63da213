package dev.cwforwarder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.cwforwarder.config.MappingSettings;
import dev.cwforwarder.config.Settings;
import dev.cwforwarder.decode.AwsLogsEnvelope;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.export.OtlpExporter;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.OtlpForwarder;
import dev.cwforwarder.forward.SpanDestination;
import dev.cwforwarder.forward.SpanRouter;
import dev.cwforwarder.local.otlp.OtlpJson;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.map.OwnFunctions;
import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.map.ResourceMapper;
import dev.cwforwarder.map.SpanMapper;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.map.lines.EventJoiner;
import dev.cwforwarder.map.lines.LineJoiner;
import dev.cwforwarder.map.lines.LineRule;
import dev.cwforwarder.map.otel.SpanReader;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.otlp.Exporters;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares the OTLP request for a payload with the expected one. Each row of the mapping tables in
/// the documentation has a case or a folder of cases.
///
/// A case is a folder with `input.json` (the uncompressed payload), an optional `settings.json`
/// (environment variables), `expected.otlp.json` and, if the payload has spans,
/// `expected.traces.json`. `-Dgolden.update=true` rewrites the expected requests; review the diff.
final class GoldenTest {
  private static final Path CASES = Path.of("src/test/resources/golden");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter PRETTY = JSON.writer(printer());

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> files = Files.walk(CASES)) {
      List<Path> folders =
          files.filter(file -> file.endsWith("input.json")).map(Path::getParent).sorted().toList();
      return folders.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void payloadBecomesTheExpectedRequests(Path folder) throws IOException {
    Requests actual = requests(folder);

    compare(folder.resolve("expected.otlp.json"), actual.logs());
    compare(folder.resolve("expected.traces.json"), actual.traces());
  }

  /// The requests for a payload in JSON; null for none.
  private record Requests(@Nullable String logs, @Nullable String traces) {}

  private static void compare(Path expected, @Nullable String actual) throws IOException {
    if (actual == null) {
      assertThat(expected).doesNotExist();
      return;
    }
    String pretty = PRETTY.writeValueAsString(JSON.readTree(actual)) + "\n";
    if (UPDATE) {
      Files.writeString(expected, pretty);
    }
    assertThat(pretty).isEqualTo(Files.readString(expected));
  }

  /// At most one request of each signal for the payload of `folder`, through decoder, mapper,
  /// encoder and a socket.
  private static Requests requests(Path folder) throws IOException {
    byte[] event = Payloads.envelope(Payloads.gzip(Files.readString(folder.resolve("input.json"))));
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Settings settings = settings(folder, receiver);
      Exporters exporters = new Exporters();
      Forwarder forwarder = forwarder(settings, exporters, receiver);
      for (LogBatch batch :
          new SubscriptionDecoder(settings.region(), settings.limits().maxInflatedBytes())
              .decode(AwsLogsEnvelope.data(event))) {
        assertThat(forwarder.forward(batch, exporters.later()).undelivered()).isZero();
      }
      assertThat(receiver.requests()).hasSizeLessThanOrEqualTo(1);
      assertThat(receiver.traceRequests()).hasSizeLessThanOrEqualTo(1);
      return new Requests(
          receiver.requests().stream()
              .map(one -> OtlpJson.render(one.request()))
              .findAny()
              .orElse(null),
          receiver.traceRequests().stream()
              .map(one -> OtlpJson.render(one.request()))
              .findAny()
              .orElse(null));
    }
  }

  private static Forwarder forwarder(
      Settings settings, Exporters exporters, OtlpReceiver receiver) {
    MappingSettings mapping = settings.mapping();
    OtlpExporter<LogRecordData> exporter = exporters.to(receiver);
    Forwarder logs =
        new OtlpForwarder(
            mapper(mapping), exporter, FailureStore.none(), exporters.clock(), exporters.log());
    return mapping.restoreOtel()
        ? new SpanRouter(
            new SpanMapper(
                new SpanReader(settings.limits().maxInflatedBytes()),
                new ResourceMapper(mapping.resourceAttributes(), mapping.serviceNames()),
                new OwnFunctions(settings.ownLogGroups(), "")),
            mapping.rules(),
            new SpanDestination(
                () -> exporters.tracesTo(receiver),
                FailureStore.none(),
                mapping.rules(),
                exporters.clock(),
                exporters.log()),
            logs,
            exporter,
            exporters.log())
        : logs;
  }

  private static RecordMapper mapper(MappingSettings settings) {
    LineRule rule = settings.lineRule();
    return new RecordMapper(
        new ResourceMapper(settings.resourceAttributes(), settings.serviceNames()),
        new ContentReader(settings.content()),
        rule == null
            ? LineJoiner.none()
            : new EventJoiner(rule, Exporters.MAX_REQUEST_BYTES, settings.restoreOtel()),
        InstrumentationScopeInfo.builder("clickstack-cloudwatch-forwarder")
            .setVersion("0.0.0")
            .build(),
        settings.restoreOtel());
  }

  private static Settings settings(Path folder, OtlpReceiver receiver) throws IOException {
    Map<String, String> env = new HashMap<>();
    env.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString());
    env.put("AWS_REGION", "eu-central-1");
    Path file = folder.resolve("settings.json");
    if (Files.exists(file)) {
      env.putAll(
          JSON.readValue(
              Files.readString(file, UTF_8), new TypeReference<Map<String, String>>() {}));
    }
    return Settings.fromEnv(env);
  }

  /// Uses the same line breaks on all platforms.
  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
  }
}
