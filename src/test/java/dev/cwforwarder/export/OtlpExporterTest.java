package dev.cwforwarder.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.export.otlp.OtlpEncoder;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.FakeKeySource;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OtlpExporterTest {
  private static final List<LogRecordData> THREE = Records.records(3);

  private final Exporters setup = new Exporters();
  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void recordsArriveInEveryCompression(Compression compression) {
    assertThat(export(setup.compression(compression).to(receiver)))
        .isEqualTo(new ExportResult.Exported());

    assertThat(receiver.uids()).isEqualTo(Records.uids(3));
    assertThat(receiver.encodings()).containsExactly(compression.contentEncoding());
  }

  @Test
  void anEmptyBodyIsASuccess() {
    receiver.answerAlways(new Answer.Status(200, Map.of(), ""));

    assertThat(export(setup.to(receiver))).isEqualTo(new ExportResult.Exported());
  }

  @Test
  void aJsonResponseIsRead() {
    Map<String, String> json = Map.of("Content-Type", "application/json; charset=utf-8");
    receiver.answerNext(
        new Answer.Status(200, json, "{\"partialSuccess\":{}}"),
        new Answer.Status(200, json, "{\"partialSuccess\":{\"rejectedLogRecords\":\"2\"}}"),
        new Answer.Status(200, json, "{\"status\":\"ok\"}"));
    OtlpExporter<LogRecordData> exporter = setup.to(receiver);

    assertThat(export(exporter)).isEqualTo(new ExportResult.Exported());
    assertThat(export(exporter)).isEqualTo(new ExportResult.PartlyRejected(2, ""));
    assertThat(export(exporter)).isInstanceOf(ExportResult.Misconfigured.class);
  }

  @Test
  void partialSuccessIsReportedAndNeverResent() {
    receiver.answerNext(Answer.partialSuccess(2, "too old"));

    assertThat(export(setup.to(receiver))).isEqualTo(new ExportResult.PartlyRejected(2, "too old"));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void anotherSuccessBodyIsAMisconfiguration() {
    receiver.answerAlways(Answer.html());

    assertThat(export(setup.to(receiver)))
        .isInstanceOfSatisfying(
            ExportResult.Misconfigured.class,
            wrong ->
                assertThat(wrong.reason())
                    .contains("not an OTLP response (content type 'text/html')", "4318"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void refusedDataIsReportedAfterOneAttemptOnceZstdWasAccepted(int status) {
    OtlpExporter<LogRecordData> exporter = setup.to(receiver);
    export(exporter);
    receiver.answerNext(Answer.status(status));

    assertThat(export(exporter)).isInstanceOf(ExportResult.Refused.class);
    assertThat(receiver.encodings()).containsExactly("zstd", "zstd");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 415, 422})
  void anEndpointThatRefusesZstdGetsGzipFromThenOn(int status) {
    receiver.answerAlways(Answer.refuseEncoding("zstd", status));
    OtlpExporter<LogRecordData> exporter = setup.to(receiver);

    assertThat(export(exporter)).isEqualTo(new ExportResult.Exported());
    assertThat(export(exporter)).isEqualTo(new ExportResult.Exported());
    assertThat(receiver.encodings()).containsExactly("zstd", "gzip", "gzip");
  }

  @Test
  void dataRefusedInBothEncodingsLeavesZstdUntried() {
    receiver.answerNext(Answer.status(400), Answer.status(400));
    OtlpExporter<LogRecordData> exporter = setup.to(receiver);

    assertThat(export(exporter)).isInstanceOf(ExportResult.Refused.class);
    assertThat(export(exporter)).isEqualTo(new ExportResult.Exported());
    assertThat(receiver.encodings()).containsExactly("zstd", "gzip", "zstd");
  }

  @ParameterizedTest
  @CsvSource({
    "301, final address",
    "302, final address",
    "308, final address",
    "401, without 'Bearer'",
    "401, expects 'Bearer KEY'",
    "404, /v1/logs",
    "405, POST",
    "415, OTLP protobuf",
    "418, address"
  })
  void aMisconfigurationIsReportedAndNotRetried(int status, String advice) {
    receiver.answerAlways(Answer.status(status));
    OtlpExporter<LogRecordData> exporter = setup.compression(Compression.GZIP).to(receiver);

    assertThat(export(exporter))
        .isInstanceOfSatisfying(
            ExportResult.Misconfigured.class,
            wrong ->
                assertThat(wrong.reason())
                    .startsWith("POST " + receiver.endpoint() + "/v1/logs failed: HTTP " + status)
                    .contains(advice));
    assertThat(receiver.requests()).hasSize(1);
    assertThat(setup.clock().pauses()).isEmpty();
  }

  @Test
  void redirectsAreNotFollowed() {
    try (OtlpReceiver other = OtlpReceiver.start()) {
      receiver.answerAlways(Answer.redirect(307, other.endpoint() + "/v1/logs?token=secret"));

      assertThat(export(setup.to(receiver)))
          .isInstanceOfSatisfying(
              ExportResult.Misconfigured.class,
              wrong -> assertThat(wrong.reason()).endsWith(other.endpoint() + "/v1/logs"));
      assertThat(other.rawRequests()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504, 599})
  void aBusyEndpointIsRetried(int status) {
    receiver.answerNext(Answer.status(status), Answer.status(status));

    assertThat(export(setup.to(receiver))).isEqualTo(new ExportResult.Exported());
    assertThat(receiver.uids()).isEqualTo(Records.uids(3));
    assertThat(setup.clock().pauses()).hasSize(2);
  }

  @Test
  void retriesEndWithTheRetryBudget() {
    receiver.answerAlways(Answer.status(503));

    ExportResult result = export(setup.budget(Duration.ofSeconds(2)).to(receiver));

    assertThat(result)
        .isInstanceOfSatisfying(
            ExportResult.Unavailable.class,
            unavailable ->
                assertThat(unavailable.reason())
                    .contains("HTTP 503; the retry budget is used up", " attempts)"));
    assertThat(total(setup.clock().pauses())).isLessThan(Duration.ofSeconds(2));
    assertThat(receiver.requests()).hasSizeGreaterThan(2);
  }

  @Test
  void aDelayBeyondTheDeadlineIsNotStarted() {
    receiver.answerAlways(Answer.retryAfter(429, "11"));

    ExportResult result = setup.to(receiver).open(setup.in(Duration.ofSeconds(10))).export(THREE);

    assertThat(result)
        .isInstanceOfSatisfying(
            ExportResult.Unavailable.class,
            unavailable ->
                assertThat(unavailable.reason())
                    .contains("HTTP 429; the invocation has no time left", "(1 attempt)"));
    assertThat(setup.clock().pauses()).isEmpty();
  }

  @Test
  void retryAfterIsObeyedInSecondsAndAsADate() {
    receiver.answerNext(
        Answer.retryAfter(503, "3"), Answer.retryAfter(503, "Thu, 01 Jan 2026 00:00:08 GMT"));

    assertThat(export(setup.to(receiver))).isEqualTo(new ExportResult.Exported());
    assertThat(setup.clock().pauses().getFirst()).isBetween(seconds(3), seconds(4));
    assertThat(total(setup.clock().pauses())).isBetween(seconds(8), seconds(9));
  }

  @Test
  void afterAFailedDeliveryEachDeliveryMakesOneAttemptUntilOneSucceeds() {
    receiver.answerAlways(Answer.status(503));
    OtlpExporter<LogRecordData> exporter = setup.to(receiver);
    export(exporter);
    receiver.clear();

    assertThat(export(exporter)).isInstanceOf(ExportResult.Unavailable.class);
    assertThat(receiver.requests()).hasSize(1);

    receiver.answerAlways(Answer.accept());
    assertThat(export(exporter)).isEqualTo(new ExportResult.Exported());
    receiver.answerNext(Answer.status(503));
    assertThat(export(exporter)).isEqualTo(new ExportResult.Exported());
  }

  @Test
  void aResetConnectionIsReplacedImmediately() {
    receiver.answerNext(Answer.reset());

    assertThat(export(setup.to(receiver))).isEqualTo(new ExportResult.Exported());
    assertThat(setup.clock().pauses()).containsExactly(Duration.ZERO);
    assertThat(receiver.connections()).isEqualTo(2);
  }

  @Test
  void aKeptAliveConnectionIsReused() {
    OtlpExporter<LogRecordData> exporter = setup.to(receiver);

    for (int i = 0; i < 5; i++) {
      export(exporter);
    }

    assertThat(receiver.connections()).isEqualTo(1);
  }

  @Test
  void aConnectionThatDiedWhileIdleCostsOneRetry() {
    OtlpExporter<LogRecordData> exporter = setup.to(receiver);
    export(exporter);
    receiver.resetConnections();

    ExportSession<LogRecordData> session = exporter.open(setup.later());
    assertThat(session.export(THREE)).isEqualTo(new ExportResult.Exported());
    assertThat(session.traffic().retries()).isLessThanOrEqualTo(1);
    assertThat(receiver.uids()).hasSize(6);
  }

  @Test
  void aConnectionClosedWithoutAResponseIsRetried() {
    receiver.answerNext(Answer.close());

    assertThat(export(setup.to(receiver))).isEqualTo(new ExportResult.Exported());
  }

  @Test
  void aTruncatedResponseIsNotASuccess() {
    receiver.answerNext(Answer.truncated());

    assertThat(export(setup.to(receiver))).isEqualTo(new ExportResult.Exported());
    assertThat(receiver.uids()).hasSize(6); // the endpoint accepted both requests: at least once
  }

  @Test
  void aSlowResponseTimesOut() {
    receiver.answerNext(Answer.delayed(Duration.ofSeconds(5), Answer.accept()));

    assertThat(export(setup.timeout(Duration.ofMillis(200)).to(receiver)))
        .isEqualTo(new ExportResult.Exported());
    assertThat(receiver.connections()).isEqualTo(2);
  }

  @Test
  void aClosedPortIsUnavailable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    assertThat(export(setup.to(URI.create("http://127.0.0.1:" + port + "/v1/logs"))))
        .isInstanceOfSatisfying(
            ExportResult.Unavailable.class,
            unavailable -> assertThat(unavailable.reason()).contains("Connection refused"));
  }

  @Test
  void nothingIsSentWithoutTimeLeft() {
    OtlpExporter<LogRecordData> exporter = setup.to(receiver);

    assertThat(exporter.open(setup.in(Duration.ZERO)).export(THREE))
        .isEqualTo(new ExportResult.OutOfTime("nothing was sent: the invocation has no time left"));
    assertThat(receiver.rawRequests()).isZero();
  }

  @Test
  void forbiddenDataAtAHealthyEndpointIsRefused() {
    receiver.answerWith(request -> isProbe(request) ? Answer.accept() : Answer.status(403));

    assertThat(export(setup.to(receiver))).isInstanceOf(ExportResult.Refused.class);
    assertThat(receiver.probes()).isEqualTo(1);
  }

  @Test
  void aForbiddenEndpointIsAMisconfiguration() {
    receiver.answerAlways(Answer.status(403));

    assertThat(export(setup.to(receiver)))
        .isInstanceOfSatisfying(
            ExportResult.Misconfigured.class,
            wrong ->
                assertThat(wrong.reason()).contains("does not accept an empty request either"));
  }

  @Test
  void dataThatBreaksAHealthyEndpointThreeTimesIsRefused() {
    receiver.answerWith(request -> isProbe(request) ? Answer.accept() : Answer.status(500));

    assertThat(export(setup.to(receiver))).isInstanceOf(ExportResult.Refused.class);
    assertThat(receiver.requests()).hasSize(4);
  }

  @Test
  void aBrokenEndpointIsUnavailableAfterThreeInternalErrors() {
    receiver.answerAlways(Answer.status(500));

    assertThat(export(setup.to(receiver))).isInstanceOf(ExportResult.Unavailable.class);
    assertThat(receiver.requests()).hasSize(4);
  }

  @Test
  void aRequestExactlyAtTheLimitIsSent() {
    int size = encodedSize(THREE);

    assertThat(export(setup.maxRequestBytes(size).to(receiver)))
        .isEqualTo(new ExportResult.Exported());
    assertThat(receiver.requests().getFirst().inflated().size()).isEqualTo(size);
  }

  @Test
  void aRequestOneByteOverTheLimitIsNotSent() {
    int size = encodedSize(THREE);

    assertThat(export(setup.maxRequestBytes(size - 1).to(receiver)))
        .isEqualTo(new ExportResult.TooLarge(size));
    assertThat(receiver.rawRequests()).isZero();
  }

  @Test
  void everyRequestHasEveryHeader() {
    export(setup.headers(Map.of("authorization", "key", "x-tenant", "a")).to(receiver));

    assertThat(receiver.requests().getFirst().http().header("authorization")).isEqualTo("key");
    assertThat(receiver.requests().getFirst().http().header("x-tenant")).isEqualTo("a");
    assertThat(receiver.requests().getFirst().http().header("content-type"))
        .isEqualTo("application/x-protobuf");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aRotatedKeyCostsOneExtraRequest(int status) {
    FakeKeySource source = new FakeKeySource("key-1");
    OtlpExporter<LogRecordData> exporter = setup.authorization(cached(source)).to(receiver);
    export(exporter);
    receiver.answerNext(Answer.status(status));
    source.setKey("key-2");

    ExportSession<LogRecordData> session = exporter.open(setup.later());
    assertThat(session.export(THREE)).isEqualTo(new ExportResult.Exported());
    assertThat(export(exporter)).isEqualTo(new ExportResult.Exported());

    assertThat(session.traffic().requests()).isEqualTo(2);
    assertThat(session.traffic().retries()).isEqualTo(1);
    assertThat(sentKeys()).containsExactly("key-1", "key-1", "key-2", "key-2");
    assertThat(setup.clock().pauses()).isEmpty();
  }

  @Test
  void anUnchangedKeyThatIsRefusedIsNotSentAgain() {
    FakeKeySource source = new FakeKeySource("key-1");
    receiver.answerAlways(Answer.status(401));

    assertThat(export(setup.authorization(cached(source)).to(receiver)))
        .isInstanceOf(ExportResult.Misconfigured.class);
    assertThat(receiver.requests()).hasSize(1);
    assertThat(source.reads()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aRefusedKeyThatCannotBeReadAgainIsReportedWithTheReason(int status) {
    FakeKeySource source = new FakeKeySource("key-1");
    OtlpExporter<LogRecordData> exporter = setup.authorization(cached(source)).to(receiver);
    export(exporter);
    receiver.answerAlways(Answer.status(status));
    source.fail("GetSecretValue arn failed: it is blank");
    String problem =
        "; reading the ingestion key again failed: GetSecretValue arn failed: it is blank";

    assertThat(misconfigured(exporter)).contains("HTTP " + status).endsWith(problem);
    assertThat(misconfigured(exporter)).endsWith(problem); // although it is not read at once
    assertThat(source.reads()).isEqualTo(2);

    source.setKey("key-2");
    setup.clock().advance(Duration.ofMinutes(1));
    assertThat(misconfigured(exporter)).contains("HTTP " + status).doesNotContain("failed: Get");
    receiver.answerAlways(Answer.accept());
    assertThat(export(exporter)).isEqualTo(new ExportResult.Exported());
    assertThat(sentKeys().getLast()).isEqualTo("key-2");
  }

  @Test
  void aNewKeyThatIsRefusedTooIsTriedOnce() {
    FakeKeySource source = new FakeKeySource("key-1");
    OtlpExporter<LogRecordData> exporter = setup.authorization(cached(source)).to(receiver);
    export(exporter);
    source.setKey("key-2");
    receiver.answerAlways(Answer.status(401));

    assertThat(export(exporter)).isInstanceOf(ExportResult.Misconfigured.class);
    assertThat(sentKeys()).containsExactly("key-1", "key-1", "key-2");
  }

  @Test
  void dataForbiddenWithAnUnchangedKeyIsRefusedByAHealthyEndpoint() {
    FakeKeySource source = new FakeKeySource("key-1");
    receiver.answerWith(request -> isProbe(request) ? Answer.accept() : Answer.status(403));

    assertThat(export(setup.authorization(cached(source)).to(receiver)))
        .isInstanceOf(ExportResult.Refused.class);
    assertThat(receiver.requests()).hasSize(2);
    assertThat(sentKeys()).containsOnly("key-1");
  }

  @Test
  void dataForbiddenWithANewKeyTooIsRefusedByAHealthyEndpoint() {
    FakeKeySource source = new FakeKeySource("key-1");
    OtlpExporter<LogRecordData> exporter = setup.authorization(cached(source)).to(receiver);
    export(exporter);
    source.setKey("key-2");
    receiver.answerWith(request -> isProbe(request) ? Answer.accept() : Answer.status(403));

    assertThat(export(exporter)).isInstanceOf(ExportResult.Refused.class);
    assertThat(sentKeys()).containsExactly("key-1", "key-1", "key-2", "key-2");
  }

  @Test
  void withoutAKeyNothingIsSentAndTheSourceCoolsDown() {
    FakeKeySource source = new FakeKeySource("key-1");
    source.fail("GetSecretValue arn failed: access denied");
    OtlpExporter<LogRecordData> exporter = setup.authorization(cached(source)).to(receiver);

    assertThat(export(exporter))
        .isEqualTo(
            new ExportResult.Unavailable(
                "the ingestion key cannot be read: GetSecretValue arn failed: access denied"));
    assertThat(export(exporter)).isInstanceOf(ExportResult.Unavailable.class);
    assertThat(receiver.rawRequests()).isZero();
    assertThat(source.reads()).isEqualTo(1);
  }

  @Test
  void aKeyFromTheSourceTakesPrecedenceOverAHeader() {
    FakeKeySource source = new FakeKeySource("key-1");
    Map<String, String> headers = Map.of("authorization", "other");

    export(setup.headers(headers).authorization(cached(source)).to(receiver));

    assertThat(sentKeys()).containsExactly("key-1");
  }

  @Test
  void trafficCountsRequestsRetriesAndCompressedBytes() {
    receiver.answerNext(Answer.status(503));
    ExportSession<LogRecordData> session = setup.to(receiver).open(setup.later());

    session.export(THREE);

    assertThat(session.traffic()).isEqualTo(new TransferCounts(2, 1, receiver.wireBytes()));
  }

  private ExportResult export(OtlpExporter<LogRecordData> exporter) {
    return exporter.open(setup.later()).export(THREE);
  }

  private String misconfigured(OtlpExporter<LogRecordData> exporter) {
    ExportResult result = export(exporter);
    assertThat(result).isInstanceOf(ExportResult.Misconfigured.class);
    return ((ExportResult.Misconfigured) result).reason();
  }

  private CachedKey cached(FakeKeySource source) {
    return new CachedKey(source, Duration.ofMinutes(5), setup.clock(), setup.log());
  }

  private List<String> sentKeys() {
    return receiver.requests().stream().map(one -> one.http().header("authorization")).toList();
  }

  private static int encodedSize(List<LogRecordData> records) {
    return OtlpEncoder.ofLogs().encode(records, Integer.MAX_VALUE);
  }

  private static boolean isProbe(ExportLogsServiceRequest request) {
    return request.getResourceLogsCount() == 0;
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Duration total(List<Duration> durations) {
    return durations.stream().reduce(Duration.ZERO, Duration::plus);
  }
}
