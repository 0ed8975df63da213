package dev.cwforwarder.decode;

import static dev.cwforwarder.testing.Payloads.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.RandomPayloads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Decodes the same payloads with AWS's event class, the JDK's gzip and Jackson's tree.
final class SecondOpinionTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES).build();

  private static final SubscriptionDecoder DECODER =
      new SubscriptionDecoder(SOURCE.region(), 64 * 1024 * 1024);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bothDecodeRandomPayloadsAlike(long seed) throws IOException {
    RandomPayloads payloads = new RandomPayloads(seed);
    for (int i = 0; i < 100; i++) {
      LogSource source = payloads.source(SOURCE.region());
      List<LogEvent> events = payloads.events(40);
      byte[] event = Payloads.envelope(Payloads.gzip(payloads.document(source, events)));

      List<LogBatch> decoded = DECODER.decode(AwsLogsEnvelope.data(event));

      assertThat(decoded).isEqualTo(List.of(new LogBatch(source, events)));
      assertThat(decoded).isEqualTo(List.of(secondOpinion(event)));
    }
  }

  @Test
  void bothDecodeAFullPayloadAlike() throws IOException {
    byte[] event = Payloads.invocation(SOURCE, Payloads.events(10_000));

    assertThat(DECODER.decode(AwsLogsEnvelope.data(event)))
        .isEqualTo(List.of(secondOpinion(event)));
  }

  private static LogBatch secondOpinion(byte[] event) throws IOException {
    String data = JSON.readValue(event, CloudWatchLogsEvent.class).getAwsLogs().getData();
    try (GZIPInputStream inflated =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(data)))) {
      JsonNode document = JSON.readTree(inflated);
      List<LogEvent> events = new ArrayList<>();
      document.path("logEvents").forEach(one -> events.add(event(one)));
      LogSource source =
          new LogSource(
              document.path("owner").asText(),
              SOURCE.region(),
              document.path("logGroup").asText(),
              document.path("logStream").asText());
      return new LogBatch(source, events);
    }
  }

  private static LogEvent event(JsonNode event) {
    Map<String, String> fields = new TreeMap<>();
    event
        .path("extractedFields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    return new LogEvent(
        event.path("id").asText(),
        event.path("timestamp").asLong(),
        event.path("message").asText(),
        fields);
  }
}
