package dev.cwforwarder.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.forward.SpanRouter;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.store.DocumentFormat;
import dev.cwforwarder.store.DocumentKey;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.testing.InMemoryBucket;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Spans;
import dev.cwforwarder.testing.aws.OnFailure;
import dev.cwforwarder.testing.otlp.Exporters;
import dev.cwforwarder.testing.otlp.SpanRouters;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Replays payloads with spans, as they are in the failure bucket after an outage of traces.
final class SpanReplayTest {
  private static final int OBJECTS = 20;

  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final Exporters setup = new Exporters().budget(Duration.ZERO);
  private final InMemoryBucket bucket = new InMemoryBucket(setup.clock());
  private final InMemoryStore store = new InMemoryStore();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void spansAndLogsOfAnOutageArriveOnceAsWhatTheyAre() throws Exception {
    for (int i = 0; i < OBJECTS; i++) {
      LogBatch batch = Spans.batch(List.of("log " + i, Spans.message(i)));
      bucket.put(OnFailure.key("forwarder", i), OnFailure.record(batch));
    }
    receiver.answerTracesAlways(Answer.status(503));

    ReplayReport during = replay();

    assertThat(during.end()).isEqualTo(ReplayReport.End.UNAVAILABLE);
    assertThat(receiver.records()).isEmpty();
    assertThat(bucket.keys()).hasSize(OBJECTS);

    receiver.answerTracesAlways(Answer.accept());

    ReplayReport after = replay();

    assertThat(after.end()).isEqualTo(ReplayReport.End.DONE);
    assertThat(after.delivery().exported()).isEqualTo(2 * OBJECTS);
    assertThat(receiver.spans()).extracting(Span::getName).doesNotHaveDuplicates().hasSize(OBJECTS);
    assertThat(receiver.records()).hasSize(OBJECTS);
    assertThat(bucket.keys()).isEmpty();
  }

  @Test
  void aQuarantinedSpanIsRecognizedAgain() throws Exception {
    FailureDocument document =
        new FailureDocument.Events(
            FailureDocument.Kind.QUARANTINE,
            "HTTP 400",
            400,
            Instant.EPOCH,
            Spans.SOURCE,
            Spans.batch(1).events());
    bucket.put(DocumentKey.of(document, "forwarder"), DocumentFormat.gzippedJson(document));

    ReplayReport report = replay();

    assertThat(report.delivery().exported()).isEqualTo(1);
    assertThat(receiver.spans()).extracting(Span::getName).containsExactly("span-0");
    assertThat(bucket.keys()).isEmpty();
  }

  private ReplayReport replay() throws BucketException {
    SpanRouter router = SpanRouters.to(receiver, setup, RecordRules.NONE, store);
    SpanRouter inPlace = SpanRouters.to(receiver, setup, RecordRules.NONE, new InPlaceStore(store));
    ReplayRequest all = ReplayRequest.ALL_UNDELIVERED;
    return new Replayer(
            bucket,
            new ObjectReader("", 1 << 20),
            router,
            inPlace,
            new UndecodableInput(store, setup.clock()))
        .run(
            new ReplayRequest(
                Set.of(Folder.values()), "", "", all.from(), all.to(), all.limit(), all.disposal()),
            setup.in(Duration.ofHours(1)),
            Progress.NONE);
  }
}
