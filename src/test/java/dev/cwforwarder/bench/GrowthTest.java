package dev.cwforwarder.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.bench.LinearFit.Point;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

final class GrowthTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Machine MACHINE = new Machine("a processor", "an OS", "a JDK", 2, 0.5, true);

  /// 0.5 ms and 3 µs per event; 150 MB and 5 KB per event.
  private static final Report REPORT =
      new Report(
          "2026-01-01",
          "--growth --runs 3",
          MACHINE,
          3.5,
          Stream.concat(
                  IntStream.of(20, 100, 3_400, 20_000)
                      .mapToObj(events -> result("mixed events", events, 500.0 / events + 3)),
                  Stream.of(result("one message of 1 MB", 1, 9_000)))
              .toList());

  @Test
  void aLineThroughExactPointsIsTheirLine() {
    List<Point> points = List.of(new Point(20, 11), new Point(100, 51), new Point(20_000, 10_001));

    LinearFit line = LinearFit.through(points);

    assertThat(line.fixed()).isCloseTo(1, within(1e-6));
    assertThat(line.perUnit()).isCloseTo(0.5, within(1e-9));
    assertThat(line.deviation(points)).isCloseTo(0, within(1e-6));
  }

  @Test
  void aLargePayloadDoesNotHideTheDeviationOfASmallOne() {
    List<Point> points =
        List.of(new Point(1, 2), new Point(2, 3), new Point(3, 8), new Point(10_000, 10_001));

    assertThat(LinearFit.through(points).deviation(points)).isGreaterThan(30);
  }

  @Test
  void theTextShowsTheLinesAndTheOneMessage() {
    assertThat(ReportKind.of(REPORT).text(REPORT))
        .contains(
            "| 20,000              | 60.5    | 3.03",
            "| one message of 1 MB | 9.00",
            "- CPU: 0.50 ms and 3.00 µs per event. No size differs from this line by more than 0"
                + " %.",
            "- Peak memory: 150 MB and 5.00 KB per event.");
  }

  @Test
  void thePlotIsReproducibleXml() throws Exception {
    String svg = new Growth(REPORT).svg();

    assertThat(new Growth(REPORT).svg()).isEqualTo(svg);
    assertThat(parsed(svg).getElementsByTagName("circle").getLength()).isEqualTo(2 * 4);
    assertThat(parsed(svg).getElementsByTagName("polyline").getLength()).isEqualTo(2);
  }

  @Test
  void oneMessageHasItsBytes() throws IOException {
    JsonNode events = events(MixedPayload.oneMessage(1, 1_000_000));

    assertThat(events).hasSize(1);
    assertThat(events.get(0).get("message").asText().length()).isBetween(1_000_000, 1_000_200);
  }

  @Test
  void numberedEventsHaveTheirNumbers() throws IOException {
    JsonNode events = events(MixedPayload.numbered(5, 20, 1_234_560));

    assertThat(IntStream.range(0, 20).mapToObj(i -> events.get(i).get("id").asText()))
        .allMatch(id -> id.length() == 56)
        .map(id -> Long.parseLong(id.substring(1)))
        .containsExactlyElementsOf(
            IntStream.range(1_234_560, 1_234_580).mapToObj(Long::valueOf).toList());
  }

  private static JsonNode events(String event) throws IOException {
    byte[] gzipped = Base64.getDecoder().decode(JSON.readTree(event).at("/awslogs/data").asText());
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      return JSON.readTree(in.readAllBytes()).get("logEvents");
    }
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static Result result(String subject, int events, double cpuMicros) {
    double megabytes = 150 + events * 5.0 / 1_024;
    return new Result(
        subject,
        Mode.TIERED,
        events,
        Workload.ONE_CORE_MEGABYTES,
        List.of(new Sample(200, 150, 300, 1, 2, cpuMicros, megabytes, 2_048, 40, 40, 0)));
  }
}
