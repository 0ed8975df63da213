package dev.cwforwarder.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.KinesisEvent;
import dev.cwforwarder.decode.KinesisRecord;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.forward.LoopGuard;
import dev.cwforwarder.forward.OtlpForwarder;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.forward.UndeliveredException;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.aws.AggregatedRecords;
import dev.cwforwarder.testing.aws.KinesisEvents;
import dev.cwforwarder.testing.otlp.Exporters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KinesisPipelineTest {
  private static final String ARN =
      "arn:aws:lambda:eu-central-1:123456789012:function:forwarder:live";
  private static final byte[] POISON = "no log data".getBytes(UTF_8);
  private static final int EVENTS = 10;

  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final InMemoryStore store = new InMemoryStore();
  private Exporters setup = new Exporters().budget(Duration.ZERO);
  private int maxRequestBytes = Exporters.MAX_REQUEST_BYTES;
  private boolean dropsForeign;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void aHundredRecordsShareOneRequest() {
    assertThat(run(records(100))).isEqualTo(KinesisPipeline.Outcome.ALL_DONE);

    assertThat(receiver.uids()).isEqualTo(Payloads.uids(100 * EVENTS));
    assertThat(line().path("Requests").asInt()).isEqualTo(1);
    assertThat(line().path("EventsExported").asInt()).isEqualTo(100 * EVENTS);
  }

  @Test
  void moreThanOneRequestUsesAsFewAsPossible() {
    maxRequestBytes = 100_000;
    setup = new Exporters().maxRequestBytes(maxRequestBytes);

    run(records(100));

    long bytes = 100L * EVENTS * 280;
    assertThat(receiver.uids()).isEqualTo(Payloads.uids(100 * EVENTS));
    assertThat(receiver.requests().size()).isLessThanOrEqualTo((int) (bytes / maxRequestBytes) + 1);
  }

  @Test
  void successIsAnEmptyList() throws IOException {
    assertThat(answer(KinesisPipeline.Outcome.ALL_DONE)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(answer(new KinesisPipeline.Outcome("495")))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"495\"}]}");
  }

  @Test
  void anOutageIsReportedFromTheFirstRecord() {
    receiver.answerAlways(Answer.status(503));

    assertThat(run(records(3))).isEqualTo(failedAt(0));
    assertThat(line().path("EventsUndelivered").asInt()).isEqualTo(3 * EVENTS);
    assertThat(line().path("message").asText()).contains("HTTP 503");
  }

  @Test
  void recordsSentBeforeAFailureAreNotRetried() {
    maxRequestBytes = 10_000;
    receiver.answerNext(Answer.accept());
    receiver.answerAlways(Answer.status(503));

    KinesisPipeline.Outcome outcome = run(records(20));

    int done = receiver.uids().size();
    assertThat(done).isPositive().isLessThan(20 * EVENTS);
    assertThat(outcome).isEqualTo(failedAt(done / EVENTS));
    assertThat(line().path("EventsReceived").asInt()).isEqualTo(20 * EVENTS);
    assertThat(line().path("EventsExported").asInt()).isEqualTo(done);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void aPoisonRecordIsStoredAndBlocksNoOther(int place) {
    byte[][] records = records(5);
    records[place] = POISON;

    assertThat(run(records)).isEqualTo(KinesisPipeline.Outcome.ALL_DONE);

    assertThat(receiver.uids()).hasSize(4 * EVENTS);
    assertThat(receiver.requests()).hasSize(1);
    assertThat(store.in("undecodable"))
        .singleElement()
        .satisfies(
            stored ->
                assertThat(new String(stored.input(), UTF_8))
                    .isEqualTo("{\"Records\":[" + KinesisEvents.record(place, POISON) + "]}"));
    assertThat(line().path("level").asText()).isEqualTo("WARN");
  }

  @Test
  void lambdaRetriesFromAPoisonRecordThatCannotBeStored() {
    store.failFor(_ -> true);
    byte[][] records = records(5);
    records[2] = POISON;

    assertThat(run(records)).isEqualTo(failedAt(2));
    assertThat(receiver.uids())
        .as("later records are delivered again")
        .isEqualTo(Payloads.uids(2 * EVENTS));
    assertThat(line().path("EventsUndelivered").asInt()).isEqualTo(2 * EVENTS + 1);
    assertThat(line().path("message").asText()).contains("not stored");
  }

  @Test
  void anOutageIsReportedRatherThanThePoisonRecordBeforeIt() {
    receiver.answerAlways(Answer.status(503));
    byte[][] records = records(3);
    records[0] = POISON;

    assertThat(run(records)).isEqualTo(failedAt(1));
    assertThat(line().path("message").asText()).contains("HTTP 503");
  }

  @Test
  void eachRecordOfAnAggregatedOneIsDelivered() {
    assertThat(run(data(0), AggregatedRecords.of(data(1), POISON, data(2)), data(3)))
        .isEqualTo(KinesisPipeline.Outcome.ALL_DONE);

    assertThat(receiver.uids()).isEqualTo(Payloads.uids(4 * EVENTS));
    assertThat(receiver.requests()).hasSize(1);
    assertThat(store.in("undecodable")).hasSize(1);
    assertThat(line().path("EventsReceived").asInt()).isEqualTo(4 * EVENTS + 1);
  }

  @Test
  void lambdaRetriesAnAggregatedRecordOfWhichAPartIsUndelivered() {
    maxRequestBytes = 4_000;
    receiver.answerNext(Answer.accept());
    receiver.answerAlways(Answer.status(503));

    assertThat(run(data(0), AggregatedRecords.of(data(1), data(2)))).isEqualTo(failedAt(1));
  }

  @Test
  void foreignRecordsOfABatchAreStoredInOneDocument() {
    byte[][] records = records(20);
    for (int i = 0; i < records.length; i += 2) {
      records[i] = foreign(i);
    }

    assertThat(run(records)).isEqualTo(KinesisPipeline.Outcome.ALL_DONE);

    assertThat(receiver.uids()).hasSize(10 * EVENTS);
    assertThat(store.in("undecodable"))
        .singleElement()
        .satisfies(
            stored ->
                assertThat(KinesisEvent.records(stored.input()))
                    .extracting(record -> record.data())
                    .containsExactly(
                        IntStream.range(0, 10)
                            .mapToObj(i -> foreign(2 * i))
                            .toArray(byte[][]::new)));
    assertThat(line().path("EventsStored").asInt()).isEqualTo(10);
    assertThat(line().path("message").asText())
        .contains("10 records, the first: not decodable: not from CloudWatch Logs: expected");
  }

  @Test
  void recordsThatMayBeDamagedAreStoredOneByOne() {
    byte[] cut = Payloads.document(Payloads.SOURCE, Payloads.events(1)).toString().getBytes(UTF_8);
    byte[] damaged = data(1);
    damaged[20] ^= 1;

    run(Arrays.copyOf(cut, cut.length / 2), damaged, foreign(1), foreign(2));

    assertThat(store.in("undecodable")).hasSize(3);
  }

  @Test
  void manyForeignRecordsAreSeveralDocumentsThatAReplayCanRead() {
    byte[] large = "x".repeat(300_000).getBytes(UTF_8);

    run(large, large, large);

    assertThat(store.in("undecodable"))
        .hasSize(2)
        .allMatch(stored -> stored.input().length < 1 << 20);
  }

  @Test
  void foreignRecordsAreDroppedAndCountedOnRequest() throws IOException {
    dropsForeign = true;
    byte[] damaged = data(1);
    damaged[20] ^= 1;

    assertThat(run(foreign(0), data(0), damaged, foreign(1), Payloads.gzip("plain text")))
        .isEqualTo(KinesisPipeline.Outcome.ALL_DONE);

    assertThat(receiver.uids()).hasSize(EVENTS);
    assertThat(store.in("undecodable")).hasSize(1);
    assertThat(line().path("EventsDropped").asInt()).isEqualTo(3);
    assertThat(setup.logged()).contains("\"reason\":\"not_cloudwatch\"");
  }

  @Test
  void recordsBeforeForeignOnesThatCannotBeStoredAreDelivered() {
    store.failFor(_ -> true);

    assertThat(run(data(0), foreign(1), data(2), foreign(3))).isEqualTo(failedAt(1));
    assertThat(receiver.uids()).isEqualTo(Payloads.uids(EVENTS));
    assertThat(line().path("EventsUndelivered").asInt()).isEqualTo(EVENTS + 2);
  }

  private static byte[] foreign(int index) {
    return "{\"user\":%d,\"clicked\":\"buy\"}".formatted(index).getBytes(UTF_8);
  }

  @Test
  void aControlMessageIsDone() {
    assertThat(run(Payloads.gzip(Payloads.controlMessage())))
        .isEqualTo(KinesisPipeline.Outcome.ALL_DONE);
    assertThat(receiver.rawRequests()).isZero();
  }

  @Test
  void ownLogGroupsAreDropped() {
    LogSource own = new LogSource("123456789012", "eu-central-1", "/own", "s");

    run(data(0), Payloads.gzip(Payloads.document(own, Payloads.events(5))));

    assertThat(receiver.uids()).hasSize(EVENTS);
    assertThat(line().path("EventsDropped").asInt()).isEqualTo(5);
  }

  @Test
  void anEventOfAnotherSourceIsStoredWhole() {
    byte[] event = "{\"Records\":[{\"body\":\"from a queue\"}]}".getBytes(UTF_8);

    assertThat(pipeline().run(event, invocation())).isEqualTo(KinesisPipeline.Outcome.ALL_DONE);
    assertThat(store.in("undecodable"))
        .singleElement()
        .matches(stored -> stored.input().length > 0);

    store.failFor(_ -> true);
    assertThatThrownBy(() -> pipeline().run(event, invocation()))
        .isInstanceOf(UndeliveredException.class)
        .hasMessageContaining("is the trigger a Kinesis stream?");
  }

  /// Whatever the endpoint and the store do: the counts are correct, all records before the
  /// reported one are delivered or stored, and a second run from there delivers the rest.
  @ParameterizedTest
  @MethodSource("seeds")
  void recordsBeforeTheReportedOneAreDeliveredOrStored(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    maxRequestBytes = random.nextInt(3_000, 60_000);
    setup = new Exporters().budget(Duration.ZERO).maxRequestBytes(maxRequestBytes);
    byte[][] records = new byte[random.nextInt(1, 30)][];
    int poisoned = 0;
    for (int i = 0; i < records.length; i++) {
      boolean poison = random.nextInt(8) == 0;
      poisoned += poison ? 1 : 0;
      records[i] = poison ? ("poison " + i).getBytes(UTF_8) : data(i);
    }
    SplittableRandom fate = random.split();
    receiver.answerWith(request -> answer(request.getResourceLogsCount(), fate));
    store.failFor(_ -> fate.nextInt(6) == 0);

    int from = 0;
    int received = 0;
    for (int run = 0; from < records.length && run < 200; run++) {
      KinesisPipeline.Outcome outcome = run(from, records);
      received = line().path("EventsReceived").asInt();
      assertThat(received).as("of run " + run).isEqualTo(eventsIn(records, from));
      int next = outcome.firstUndelivered() == null ? records.length : index(outcome);
      assertThat(next).isGreaterThanOrEqualTo(from);
      assertThat(next == records.length).isEqualTo(line().path("EventsUndelivered").asInt() == 0);
      assertThat(places()).containsAll(uids(records, from, next));
      from = next;
    }

    assertThat(from).isEqualTo(records.length);
    assertThat(
            store.in("undecodable").stream()
                .flatMap(stored -> sequenceNumbers(stored.input()).stream())
                .distinct())
        .hasSize(poisoned);
  }

  private static Answer answer(int resources, SplittableRandom fate) {
    if (resources == 0) {
      return Answer.accept();
    }
    return switch (fate.nextInt(12)) {
      case 0 -> Answer.status(503);
      case 1 -> Answer.status(413);
      case 2 -> Answer.partialSuccess(1, "seeded");
      default -> Answer.accept();
    };
  }

  private Set<String> places() {
    Set<String> places = new HashSet<>(receiver.uids());
    places.addAll(store.uids("quarantine"));
    places.addAll(store.uids("rejected"));
    store.in("undecodable").forEach(stored -> places.addAll(sequenceNumbers(stored.input())));
    return places;
  }

  private static List<String> sequenceNumbers(byte[] event) {
    try {
      return KinesisEvent.records(event).stream().map(KinesisRecord::sequenceNumber).toList();
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> uids(byte[][] records, int from, int to) {
    List<String> uids = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (records[i][0] == 'p') {
        uids.add(KinesisEvents.sequenceNumber(i));
      } else {
        uids.addAll(Payloads.uids((i + 1) * EVENTS).subList(i * EVENTS, (i + 1) * EVENTS));
      }
    }
    return uids;
  }

  private static int eventsIn(byte[][] records, int from) {
    return uids(records, from, records.length).size();
  }

  private static int index(KinesisPipeline.Outcome outcome) {
    String number = outcome.firstUndelivered();
    return Integer.parseInt(number == null ? "" : number.substring(number.length() - 6));
  }

  private KinesisPipeline.Outcome run(byte[]... records) {
    return run(0, records);
  }

  private KinesisPipeline.Outcome run(int from, byte[]... records) {
    List<JsonNode> event =
        IntStream.range(from, records.length)
            .mapToObj(i -> (JsonNode) KinesisEvents.record(i, records[i]))
            .toList();
    return pipeline().run(KinesisEvents.event(event), invocation());
  }

  private KinesisPipeline pipeline() {
    OtlpForwarder forwarder =
        new OtlpForwarder(Records.mapper(), setup.to(receiver), store, setup.clock(), setup.log());
    return new KinesisPipeline(
        new SubscriptionDecoder("eu-central-1", 1 << 20),
        new LoopGuard.Late(
            arn -> List.of(new LogGroup(arn.split(":", -1)[4], "eu-central-1", "/own")),
            forwarder,
            setup.log()),
        new UndecodableInput(store, setup.clock(), dropsForeign),
        maxRequestBytes,
        setup.log(),
        setup.clock());
  }

  private Invocation invocation() {
    return new Invocation("forwarder", ARN, "request", setup.later());
  }

  /// The last line with metrics.
  private JsonNode line() {
    String line =
        setup
            .logged()
            .lines()
            .filter(one -> one.contains("\"EventsReceived\":"))
            .reduce((_, last) -> last)
            .orElseThrow();
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private static String answer(KinesisPipeline.Outcome outcome) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    outcome.write(out);
    return out.toString(UTF_8);
  }

  private static KinesisPipeline.Outcome failedAt(int index) {
    return new KinesisPipeline.Outcome(KinesisEvents.sequenceNumber(index));
  }

  private static byte[][] records(int count) {
    return IntStream.range(0, count).mapToObj(KinesisPipelineTest::data).toArray(byte[][]::new);
  }

  /// Record `index` contains the ten events from 10 × index.
  private static byte[] data(int index) {
    List<LogEvent> events =
        IntStream.range(index * EVENTS, (index + 1) * EVENTS).mapToObj(Payloads::event).toList();
    return Payloads.gzip(Payloads.document(Payloads.SOURCE, events));
  }
}
