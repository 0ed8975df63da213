package dev.cwforwarder.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.lambda.ProjectRoot;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The packaged function processes all files in `events/` under AWS's runtime client with the
/// results in `expected.json`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SampleEventsEndToEndTest {
  private static final Path ROOT = ProjectRoot.find();
  private static final String HANDLER = "dev.cwforwarder.handler.SubscriptionHandler";

  private final OtlpReceiver receiver =
      OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey("key"));
  private final LocalLambda lambda = function();

  @AfterAll
  void stop() {
    lambda.close();
    receiver.close();
  }

  @ParameterizedTest
  @MethodSource("dev.cwforwarder.local.SampleEventsTest#files")
  void eventEndsAsExpected(String name) throws IOException {
    JsonNode expected =
        new ObjectMapper().readTree(ROOT.resolve("events/src/expected.json").toFile()).path(name);
    receiver.clear();

    InvocationResult result = lambda.invoke(Files.readString(ROOT.resolve("events").resolve(name)));

    assertThat(result.succeeded())
        .as(result.payload())
        .isEqualTo(expected.path("outcome").asText().equals("success"));
    assertThat(receiver.uids()).hasSize(expected.path("records").asInt()).doesNotHaveDuplicates();
    assertThat(receiver.spans()).hasSize(expected.path("spans").asInt());
    assertThat(receiver.accepted())
        .flatMap(one -> one.request().getResourceLogsList())
        .hasSize(expected.path("resources").asInt());
  }

  @Test
  void resourceIdentifiesTheSourceOfTheEvents() throws IOException {
    receiver.clear();

    lambda.invoke(Files.readString(ROOT.resolve("events/subscription.json")));

    assertThat(receiver.accepted()).hasSize(1);
    List<KeyValue> attributes =
        receiver
            .accepted()
            .getFirst()
            .request()
            .getResourceLogs(0)
            .getResource()
            .getAttributesList();
    assertThat(attributes)
        .extracting(KeyValue::getKey)
        .contains("cloudwatch.log.group.name", "cloudwatch.log.stream", "aws.region");
    assertThat(receiver.encodings()).containsOnly("zstd");
  }

  private LocalLambda function() {
    return LocalLambda.create(
        LocalLambda.Options.of(
                ROOT.resolve("target/function"), HANDLER, ROOT.resolve("target/failures"))
            .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString())
            .with("CLICKSTACK_API_KEY", "key"));
  }
}
