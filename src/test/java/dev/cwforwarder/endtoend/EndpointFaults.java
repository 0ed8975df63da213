package dev.cwforwarder.endtoend;

import dev.cwforwarder.local.otlp.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Faults of ClickStack, or of another server at its address.
final class EndpointFaults {
  private static final Duration SKEW = Duration.ofMinutes(10);

  private EndpointFaults() {}

  static Stream<FaultRow> rows() {
    return Stream.of(statuses(), refusals(), broken(), clocks()).flatMap(List::stream);
  }

  private static List<FaultRow> statuses() {
    return List.of(
        once("no fault", Answer.accept()),
        once("503 once", Answer.status(503)),
        once("429 once, `Retry-After: 0`", Answer.retryAfter(429, "0")),
        always("503 permanently", Answer.status(503)),
        always("429, `Retry-After` beyond the deadline", Answer.retryAfter(429, "3600")),
        always("500 permanently", Answer.status(500)),
        always("401", Answer.status(401)),
        always("403", Answer.status(403)),
        always("404", Answer.status(404)),
        always("405", Answer.status(405)),
        always("redirect", Answer.redirect(302, "https://login.example.com/")),
        always("200 with a login page", Answer.html()),
        always(
            "200 with a megabyte of other data",
            new Answer.Status(200, Map.of(), "x".repeat(1 << 20))));
  }

  private static List<FaultRow> refusals() {
    return List.of(
        poison("one record is rejected with 400", 400, 1),
        poison("one record is rejected with 413", 413, 1),
        poison("one record is rejected with 422", 422, 1),
        poison("one record is rejected with 403", 403, 1),
        poison("the first 20 records are rejected with 400", 400, 20),
        always("all records are rejected with 400", Answer.status(400)),
        once("zstd is rejected with 415", Answer.refuseEncoding("zstd", 415)),
        once("partial success: 3 records are rejected", Answer.partialSuccess(3, "too old")),
        once(
            "partial success: more records are rejected than were sent",
            Answer.partialSuccess(10 * FaultScene.EVENTS, "too old")));
  }

  private static List<FaultRow> broken() {
    return List.of(
        once("connection reset", Answer.reset()),
        once("connection closed without a response", Answer.close()),
        new FaultRow(
            "response truncated after the records were accepted",
            2,
            scene -> next(scene, Answer.truncated())),
        new FaultRow("response slower than the timeout", 2, EndpointFaults::slowResponse),
        new FaultRow("connection refused", 1, EndpointFaults::connectionRefused));
  }

  private static List<FaultRow> clocks() {
    return List.of(
        always("`Retry-After` from a clock 10 minutes ahead", Answer.retryAfter(503, date(SKEW))),
        once(
            "`Retry-After` from a clock 10 minutes behind",
            Answer.retryAfter(503, date(SKEW.negated()))));
  }

  private static FaultRow once(String fault, Answer answer) {
    return new FaultRow(fault, 1, scene -> next(scene, answer));
  }

  private static FaultRow always(String fault, Answer answer) {
    return new FaultRow(
        fault,
        1,
        scene -> {
          scene.receiver.answerAlways(answer);
          scene.run();
        });
  }

  private static FaultRow poison(String fault, int status, int records) {
    return new FaultRow(
        fault,
        1,
        scene -> {
          scene.refusePoison(status);
          scene.run(IntStream.range(0, records).boxed().toArray(Integer[]::new));
        });
  }

  private static void next(FaultScene scene, Answer answer) {
    scene.receiver.answerNext(answer);
    scene.run();
  }

  private static void slowResponse(FaultScene scene) {
    scene.configure(options -> options.with("OTEL_EXPORTER_OTLP_TIMEOUT", "1000"));
    scene.receiver.answerNext(Answer.delayed(Duration.ofSeconds(3), Answer.accept()));
    scene.run();
  }

  private static void connectionRefused(FaultScene scene) {
    scene.configure(options -> options.with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));
    scene.run();
  }

  private static String date(Duration ahead) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.now().plus(ahead).atOffset(ZoneOffset.UTC));
  }
}
