package dev.cwforwarder.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.export.Compression;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.OtlpForwarder;
import dev.cwforwarder.forward.UndeliveredException;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Arrived;
import dev.cwforwarder.testing.otlp.Exporters;
import dev.cwforwarder.testing.otlp.LogDestination;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract between the push path and every endpoint that accepts logs like ClickStack.
/// Includes everything except Lambda: settings from an environment, payload, mapping, request.
abstract class DeliveryContract {
  private static final String KEY = "ingestion-key";
  private static final LogSource LAMBDA =
      new LogSource(
          "111122223333",
          "eu-central-1",
          "/aws/lambda/orders",
          "2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef");

  private static final int LAST = 1_000;

  private final LogDestination destination = start(KEY);

  /// Starts the endpoint.
  abstract LogDestination start(String apiKey);

  @AfterEach
  void stop() {
    destination.close();
  }

  @Test
  void recordsArriveWithAllTheirFields() {
    push()
        .with("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=prod")
        .handle(Payloads.invocation(LAMBDA, Payloads.events(3)));

    assertThat(destination.await(3))
        .allSatisfy(DeliveryContract::assertHasTheLambdaGroup)
        .satisfiesExactly(DeliveryContract::assertIsEvent0, _ -> {}, _ -> {});
    assertThat(uids()).isEqualTo(Payloads.uids(3));
  }

  @Test
  void fiveHundredRecordsArriveOnceAndInOrder() {
    push().handle(Payloads.invocation(LAMBDA, Payloads.events(500)));

    destination.await(500);
    assertThat(uids()).isEqualTo(Payloads.uids(500));
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void everyCompressionIsAccepted(Compression compression) {
    push()
        .with("OTEL_EXPORTER_OTLP_COMPRESSION", compression.name().toLowerCase(Locale.ROOT))
        .handle(Payloads.invocation(LAMBDA, Payloads.events(3)));

    destination.await(3);
    assertThat(uids()).isEqualTo(Payloads.uids(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "Bearer " + KEY})
  void withoutTheExactKeyNothingIsDelivered(String key) {
    assertUndelivered(
        push().with("CLICKSTACK_API_KEY", key),
        "3 of 3 records undelivered: POST %s/v1/logs failed: HTTP 401",
        "without 'Bearer'");
    assertNothingArrived();
  }

  @Test
  void aConfiguredAuthorizationHeaderTakesPrecedenceOverTheKey() {
    push()
        .with("CLICKSTACK_API_KEY", "wrong")
        .with("OTEL_EXPORTER_OTLP_HEADERS", "authorization=" + KEY)
        .handle(Payloads.invocation(LAMBDA, Payloads.events(3)));

    destination.await(3);
    assertThat(uids()).isEqualTo(Payloads.uids(3));
  }

  @Test
  void aWrongPathIsNamed() {
    assertUndelivered(
        push().with("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", destination.endpoint() + "/logs"),
        "3 of 3 records undelivered: POST %s/logs failed: HTTP 404",
        "OTLP/HTTP uses /v1/logs");
    assertNothingArrived();
  }

  @Test
  void anEmptyRequestShowsWhetherTheEndpointIsHealthy() {
    URI address = destination.endpoint().resolve("/v1/logs");
    Exporters setup = new Exporters();

    assertThat(setup.headers(Map.of("authorization", KEY)).to(address).open(setup.later()).probe())
        .isEmpty();
    assertThat(setup.headers(Map.of()).to(address).open(setup.later()).probe())
        .hasValueSatisfying(problem -> assertThat(problem).contains("HTTP 401"));
    assertNothingArrived();
  }

  @Test
  void aControlMessageSendsNothing() {
    push().handle(Payloads.envelope(Payloads.gzip(Payloads.controlMessage())));

    assertNothingArrived();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "naïve café, Straße, 日本語, שלום, مرحبا",
        "🚀 👩‍👩‍👧 \uD834\uDD1E",
        "tab\tquote\"backslash\\slash/ NUL\u0000 ESC\u001b[31m DEL\u007f",
        "line one\nline two\r\nline three",
        "\uFEFF\u2028\u2029\uFFFD\uFFFF",
        ""
      })
  void textArrivesUnchanged(String text) {
    push().handle(Payloads.invocation(LAMBDA, List.of(Payloads.event(0, text))));

    assertThat(destination.await(1)).extracting(Arrived::body).containsExactly(text);
  }

  @Test
  void anUnpairedSurrogateLosesNoRecord() {
    String json =
        Payloads.document(LAMBDA, List.of(Payloads.event(0, "HALF"), Payloads.event(1)))
            .toString()
            .replace("HALF", "before \\ud83d after \\ude80 end");

    push().handle(Payloads.envelope(Payloads.gzip(json)));

    List<Arrived> arrived = destination.await(2);
    assertThat(uids()).isEqualTo(Payloads.uids(2));
    assertThat(arrived.getFirst().body())
        .startsWith("before ")
        .contains(" after ")
        .endsWith(" end");
  }

  @Test
  void aRequestAboveTheEndpointsLimitIsSplit() {
    int nineMillion = 9_000_000;

    Delivery delivery =
        forwardUnsplit(
            List.of(
                "a".repeat(nineMillion), "b".repeat(nineMillion), "c", "d".repeat(nineMillion)));

    assertThat(delivery.exported()).isEqualTo(4);
    assertThat(destination.await(4)).extracting(Arrived::uid).isEqualTo(Records.uids(4));
  }

  @Test
  void aRecordAboveTheEndpointsLimitBlocksNoOther() {
    Delivery delivery = forwardUnsplit(List.of("a", "b".repeat(21 * 1024 * 1024), "c"));

    assertThat(delivery.exported()).isEqualTo(2);
    assertThat(delivery.undelivered()).isEqualTo(1);
    assertThat(delivery.problem()).contains("1 of the records refused", "HTTP 400");
    assertThat(destination.await(2)).extracting(Arrived::uid).containsExactly("id-0", "id-2");
  }

  private PushPath push() {
    return new PushPath(destination.endpoint(), KEY);
  }

  /// In the order of their arrival.
  private List<String> uids() {
    return destination.arrived().stream().map(Arrived::uid).toList();
  }

  private void assertUndelivered(PushPath push, String start, String advice) {
    assertThatThrownBy(() -> push.handle(Payloads.invocation(LAMBDA, Payloads.events(3))))
        .isInstanceOf(UndeliveredException.class)
        .hasMessageStartingWith(start.formatted(destination.endpoint()))
        .hasMessageContaining(advice);
    assertThat(push.logged()).contains(advice).doesNotContain(KEY);
  }

  /// Delivers one more valid record. When it has arrived, no other record is in flight.
  private void assertNothingArrived() {
    push().handle(Payloads.invocation(LAMBDA, List.of(Payloads.event(LAST))));

    destination.await(1);
    assertThat(uids()).containsExactly(Payloads.uid(LAST));
  }

  /// Delivers all records in one request, however large, which the settings do not allow.
  private Delivery forwardUnsplit(List<String> messages) {
    Exporters setup =
        new Exporters().headers(Map.of("authorization", KEY)).maxRequestBytes(Integer.MAX_VALUE);
    return new OtlpForwarder(
            Records.mapper(),
            setup.to(destination.endpoint().resolve("/v1/logs")),
            FailureStore.none(),
            setup.clock(),
            setup.log())
        .forward(Records.batch(messages), setup.later());
  }

  private static void assertHasTheLambdaGroup(Arrived record) {
    assertThat(record.resourceAttribute("cloud.provider")).isEqualTo("aws");
    assertThat(record.resourceAttribute("cloud.account.id")).isEqualTo("111122223333");
    assertThat(record.resourceAttribute("cloud.region")).isEqualTo("eu-central-1");
    assertThat(record.resourceAttribute("aws.region")).isEqualTo("eu-central-1");
    assertThat(record.resourceAttribute("cloudwatch.log.group.name")).isEqualTo(LAMBDA.logGroup());
    assertThat(record.resourceAttribute("cloudwatch.log.stream")).isEqualTo(LAMBDA.logStream());
    assertThat(record.resourceAttribute("service.name")).isEqualTo("orders");
    assertThat(record.resourceAttribute("faas.version")).isEqualTo("$LATEST");
    assertThat(record.resourceAttribute("deployment.environment.name")).isEqualTo("prod");
    assertThat(record.resource()).containsKeys("aws.log.group.names", "aws.log.stream.names");
  }

  private static void assertIsEvent0(Arrived arrived) {
    LogEvent event = Payloads.event(0);
    assertThat(arrived.uid()).isEqualTo(event.id());
    assertThat(arrived.body()).isEqualTo(event.message());
    assertThat(arrived.record().getTimeUnixNano())
        .isEqualTo(TimeUnit.MILLISECONDS.toNanos(event.timestampMillis()));
    assertThat(Duration.ofNanos(arrived.record().getObservedTimeUnixNano()))
        .isCloseTo(Duration.ofMillis(System.currentTimeMillis()), Duration.ofMinutes(1));
  }
}
