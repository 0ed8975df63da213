package dev.cwforwarder.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SampleDatesTest {
  private static final Path ROOT = ProjectRoot.find();
  private static final Instant NOW = Instant.parse("2029-02-03T04:05:06.789Z");

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("subscriptions")
  void noTimeOfTheSampleRemains(String name) throws IOException, InputException {
    String before = document(Files.readString(ROOT.resolve("events").resolve(name))).toString();
    String after = document(moved(name)).toString();

    assertThat(before).containsPattern("2026-11-23|2026/11/23|23/Nov/2026|1795435|1700000000000");
    assertThat(after)
        .doesNotContain("2026-11-23", "2026/11/23", "23/Nov/2026", "1795435", "1700000000000")
        .doesNotContain("2029-02-03T04:05:06", "1864785906");
    assertThat(letters(after)).isEqualTo(letters(before));
  }

  @Test
  void timesInMessagesMoveWithTheLogEvents() throws IOException, InputException {
    JsonNode events = document(moved("subscription.json")).path("logEvents");

    assertThat(events.path(8).path("timestamp").longValue())
        .isEqualTo(Instant.parse("2029-02-03T04:05:05.507Z").toEpochMilli());
    assertThat(events.path(2).path("message").asText()).startsWith("2029-02-03T04:05:05.415Z\t");
    assertThat(events.path(3).path("message").asText())
        .contains("\"timestamp\":\"2029-02-03T04:05:05.431Z\"");
    assertThat(document(moved("subscription.json")).path("logStream").asText())
        .isEqualTo("2029/02/03/[$LATEST]58dca2b1e0d24a7f9b6c3d4e5f607182");
  }

  @Test
  void everyFormOfATimeMoves() throws IOException, InputException {
    assertThat(document(moved("subscription-ecs.json")).toString())
        .contains("[03/Feb/2029:04:05:05 +0000]", "2029/02/03 04:05:05 [error]")
        .contains("2029-02-03T04:05:05.100Z");
    assertThat(document(moved("subscription-rds.json")).toString())
        .contains("2029-02-03 04:05:05 UTC:10.0.3.99(5001):eve@orders", "2029-02-03 04:05:02 UTC");
    assertThat(document(moved("subscription-vpcflow.json")).toString())
        .contains("1864785725 1864785785 ACCEPT OK", "1864785845 1864785905 IPv4");
  }

  @Test
  void spansKeepTheirNanosecondsAndGetATraceOfTheirOwn() throws IOException, InputException {
    String spans = document(moved("spans.json")).toString();

    assertThat(spans)
        .contains("\\\"startTimeUnixNano\\\":1864785904000000000")
        .contains("\\\"timeUnixNano\\\":1864785904160000192", "durationNano\\\":231000064")
        .contains("\\\"traceId\\\":\\\"6f265ff25e01c7d29a4b8f3310aa72ce\\\"")
        .contains("\\\"traceId\\\":\\\"6f265ff277e24a58912c0de4f5a6b701\\\"")
        .doesNotContain("6abda280");
  }

  @Test
  void twoRunsShareNoEventId() throws IOException, InputException {
    assertThat(ids(moved("subscription.json")))
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(
            ids(Files.readString(ROOT.resolve("events/subscription.json"))));
  }

  @Test
  void anEventOfAnotherFunctionMovesToo() throws IOException, InputException {
    assertThat(moved("scheduled-event.json")).contains("\"time\": \"2029-02-03T04:05:05Z\"");
  }

  @Test
  void anEventOfTheUserKeepsItsTimes() throws IOException {
    Path copy = folder.resolve("subscription.json");
    Files.copy(ROOT.resolve("events/subscription.json"), copy);

    assertThatThrownBy(() -> SampleDates.until(NOW, ROOT, copy, List.of("{}")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(copy + " is not one of the samples in " + ROOT.resolve("events"))
        .hasMessageContaining("other events keep their times");
  }

  @Test
  void aTruncatedSampleIsRefused() {
    assertThatThrownBy(() -> moved("truncated.json"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("truncated.json: its data is damaged");
  }

  private static Stream<String> subscriptions() throws IOException {
    return SampleEventsTest.files().stream().filter(name -> !name.equals("truncated.json"));
  }

  private static String moved(String name) throws IOException, InputException {
    Path file = ROOT.resolve("events").resolve(name);
    return SampleDates.until(NOW, ROOT, file, List.of(Files.readString(file))).getFirst();
  }

  private static JsonNode document(String event) {
    return requireNonNull(SubscriptionDocuments.unwrap(event));
  }

  /// The document without its digits, months and trace ids.
  private static String letters(String document) {
    return document
        .replaceAll("(?<=(traceId|trace_id)\\\\{1,3}\":\\\\{1,3}\")[0-9a-f]{8}", "")
        .replaceAll("Nov|Feb", "")
        .replaceAll("\\d", "");
  }

  private static List<String> ids(String event) {
    return document(event)
        .path("logEvents")
        .valueStream()
        .map(one -> one.path("id").asText())
        .toList();
  }
}
