package dev.cwforwarder.endtoend;

import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.ReceivedTraces;
import dev.cwforwarder.testing.Payloads;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Faults of the traces endpoint, or of the one for logs, while payloads have both.
final class TraceFaults {
  private TraceFaults() {}

  static Stream<FaultRow> rows() {
    return Stream.of(
        row("spans and logs: no fault", 1, _ -> {}),
        row(
            "spans and logs: traces 503 once",
            1,
            scene -> scene.receiver.answerTracesNext(Answer.status(503))),
        row(
            "spans and logs: traces 503 permanently",
            1,
            scene -> scene.receiver.answerTracesAlways(Answer.status(503))),
        row(
            "spans and logs: traces 404",
            1,
            scene -> scene.receiver.answerTracesAlways(Answer.status(404))),
        row("spans and logs: traces and logs 404", 1, TraceFaults::nothingIsReceived),
        row("spans and logs: one span is rejected with 400", 1, TraceFaults::refuseOne),
        row(
            "spans and logs: partial success, 3 spans are rejected",
            1,
            scene -> scene.receiver.answerTracesNext(Answer.partialSuccess(3, "too old"))),
        row(
            "spans and logs: response truncated after the spans were accepted",
            2,
            scene -> scene.receiver.answerTracesNext(Answer.truncated())),
        row(
            "spans and logs: logs 503 once",
            1,
            scene -> scene.receiver.answerNext(Answer.status(503))),
        row(
            "spans and logs: logs 503 permanently",
            3,
            scene -> scene.receiver.answerAlways(Answer.status(503))),
        row("spans and logs: only an address for logs", 1, TraceFaults::onlyLogs));
  }

  private static FaultRow row(String fault, int maxCopies, Consumer<FaultScene> prepare) {
    return new FaultRow(
        fault,
        maxCopies,
        scene -> {
          prepare.accept(scene);
          scene.runWithSpans();
        });
  }

  private static void nothingIsReceived(FaultScene scene) {
    scene.receiver.answerTracesAlways(Answer.status(404));
    scene.receiver.answerAlways(Answer.status(404));
  }

  private static void refuseOne(FaultScene scene) {
    String refused = Payloads.uid(37);
    scene.receiver.answerTracesWith(
        request ->
            ReceivedTraces.spans(request).stream().anyMatch(span -> span.getName().equals(refused))
                ? Answer.status(400)
                : Answer.accept());
  }

  private static void onlyLogs(FaultScene scene) {
    scene.configure(
        options ->
            options
                .with("OTEL_EXPORTER_OTLP_ENDPOINT", "")
                .with(
                    "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
                    scene.receiver.endpoint().resolve("/v1/logs").toString()));
  }
}
