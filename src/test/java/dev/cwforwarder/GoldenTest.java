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
import dev.cwforwarder.forward.OtlpForwarder;
import dev.cwforwarder.local.otlp.OtlpJson;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.map.ResourceMapper;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.map.lines.EventJoiner;
import dev.cwforwarder.map.lines.LineJoiner;
import dev.cwforwarder.map.lines.LineRule;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.otlp.Exporters;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares the OTLP request for a payload with the expected one. Each row of the mapping tables in
/// the documentation has a case or a folder of cases.
///
/// A case is a folder with `input.json` (the uncompressed payload), an optional `settings.json`
/// (environment variables) and `expected.otlp.json`. `-Dgolden.update=true` rewrites the expected
/// requests; review the diff.
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
  void payloadBecomesTheExpectedRequest(Path folder) throws IOException {
    String actual = PRETTY.writeValueAsString(JSON.readTree(request(folder))) + "\n";

    Path expected = folder.resolve("expected.otlp.json");
    if (UPDATE) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  /// The single request for the payload of `folder`, through decoder, mapper, encoder and a socket.
  private static String request(Path folder) throws IOException {
    byte[] event = Payloads.envelope(Payloads.gzip(Files.readString(folder.resolve("input.json"))));
    Exporters exporters = new Exporters();
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      Settings settings = settings(folder, receiver);
      OtlpForwarder forwarder =
          new OtlpForwarder(
              mapper(settings.mapping()),
              exporters.to(receiver),
              FailureStore.none(),
              exporters.clock(),
              exporters.log());
      for (LogBatch batch :
          new SubscriptionDecoder(settings.region(), settings.limits().maxInflatedBytes())
              .decode(AwsLogsEnvelope.data(event))) {
        assertThat(forwarder.forward(batch, exporters.later()).exported()).isEqualTo(batch.size());
      }
      assertThat(receiver.requests()).hasSize(1);
      return OtlpJson.render(receiver.requests().getFirst().request());
    }
  }

  private static RecordMapper mapper(MappingSettings settings) {
    LineRule rule = settings.lineRule();
    return new RecordMapper(
        new ResourceMapper(settings.resourceAttributes(), settings.serviceNames()),
        new ContentReader(settings.content()),
        rule == null ? LineJoiner.none() : new EventJoiner(rule, Exporters.MAX_REQUEST_BYTES),
        InstrumentationScopeInfo.builder("clickstack-cloudwatch-forwarder")
            .setVersion("0.0.0")
            .build());
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
