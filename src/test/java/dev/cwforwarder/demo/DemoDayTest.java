package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cwforwarder.local.SubscriptionDocuments;
import dev.cwforwarder.local.SubscriptionEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DemoDayTest {
  private static final Day DATE = new Day(LocalDate.of(2025, 12, 7));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DemoDay DAY = DemoDay.of(DATE, DemoDay.SEED);

  @Test
  void sameSeedGivesTheSameBytes() {
    assertThat(events(DemoDay.of(DATE, DemoDay.SEED))).isEqualTo(events(DAY));
  }

  @Test
  void anotherSeedGivesAnotherDayOfTheSameKind() {
    DemoDay other = DemoDay.of(DATE, 1);

    assertThat(events(other)).isNotEqualTo(events(DAY));
    assertThat(other.facts().spans()).isBetween(28_000L, 45_000L);
    assertThat(other.facts().events()).isBetween(45_000L, 70_000L);
    assertThat(other.facts().count("failed_by_version", "43")).isGreaterThan(40);
    assertThat(other.facts().count("out_of_memory", "auth-service")).isGreaterThan(20);
  }

  @Test
  void anotherDateShiftsAllEvents() {
    DemoDay leap = DemoDay.of(new Day(LocalDate.of(2024, 2, 29)), DemoDay.SEED);
    long moved = DATE.start() - new Day(LocalDate.of(2024, 2, 29)).start();

    assertThat(leap.facts().counts()).isEqualTo(DAY.facts().counts());
    assertThat(entries(leap).stream().map(entry -> entry.timestampMillis() + moved).toList())
        .isEqualTo(entries(DAY).stream().map(SubscriptionEvent.Entry::timestampMillis).toList());
    assertThat(entries(leap)).noneMatch(entry -> entry.message().contains("2025-12"));
  }

  @Test
  void payloadContainsEventsOfOneStreamInOrder() {
    assertThat(DAY.payloads())
        .allSatisfy(
            payload ->
                assertThat(payload.entries())
                    .hasSizeBetween(1, Payloads.MOST_EVENTS)
                    .isSortedAccordingTo(
                        Comparator.comparingLong(SubscriptionEvent.Entry::timestampMillis)));
    assertThat(DAY.payloads()).anyMatch(payload -> payload.entries().size() > 300);
    assertThat(DAY.payloads())
        .extracting(payload -> payload.entries().getLast().timestampMillis())
        .isSorted();
  }

  @Test
  void payloadHasTheFormatOfCloudWatch() {
    JsonNode document =
        requireNonNull(SubscriptionDocuments.unwrap(DAY.payloads().getFirst().toEvent()));
    JsonNode event = document.path("logEvents").path(0);

    assertThat(document.path("messageType").asText()).isEqualTo("DATA_MESSAGE");
    assertThat(event.path("extractedFields")).hasToString("{\"source\":\"cloudwatch-demo\"}");
    assertThat(event.path("id").asText()).hasSize(56);
  }

  @Test
  void everyEventIsInTheDayAndHasAUniqueId() {
    List<SubscriptionEvent.Entry> entries = entries(DAY);

    assertThat(entries).hasSizeGreaterThan(40_000);
    assertThat(entries)
        .allMatch(
            entry ->
                entry.timestampMillis() >= DATE.start() && entry.timestampMillis() < DATE.end());
    assertThat(entries.stream().map(SubscriptionEvent.Entry::id).distinct().count())
        .isEqualTo(entries.size());
  }

  @Test
  void factsAgreeWithThePayloads() {
    Map<String, Long> byGroup = new TreeMap<>();
    DAY.payloads()
        .forEach(one -> byGroup.merge(one.logGroup(), (long) one.entries().size(), Long::sum));

    assertThat(byGroup.remove(Journal.SPAN_GROUP)).isEqualTo(DAY.facts().spans());
    assertThat(DAY.facts().counts()).containsEntry("events_by_group", new TreeMap<>(byGroup));
    assertThat(DAY.facts().events() + DAY.facts().spans()).isEqualTo(entries(DAY).size());
    assertThat(count("\tERROR\tInvoke Error ")).isEqualTo(fact("failed_by_version", "43"));
    assertThat(count("signal: killed")).isEqualTo(fact("out_of_memory", "auth-service"));
    assertThat(count("Task timed out after 10.00 seconds"))
        .isEqualTo(fact("timeouts", "payment-processor"));
    assertThat(count("\"http.response.status_code\":429"))
        .isEqualTo(fact("rate_limited", "partner-feed"));
    assertThat(count(" REJECT OK"))
        .isEqualTo(fact("rejects", "192.0.2.77") + fact("rejects", "others"));
  }

  @Test
  void badVersionLogsOnlyBetweenDeployAndRollback() {
    long from = DATE.at("14:20");
    long to = DATE.at("14:48");

    assertThat(DAY.payloads())
        .filteredOn(payload -> payload.logStream().contains("/[43]"))
        .isNotEmpty()
        .flatExtracting(SubscriptionEvent::entries)
        .allMatch(entry -> entry.timestampMillis() >= from && entry.timestampMillis() < to);
  }

  @Test
  void linesAndSpansOfARequestAreLinkedByIds() {
    Map<String, JsonNode> spans = spans(DAY);

    assertThat(spans).hasSize((int) DAY.facts().spans());
    assertThat(spans.values())
        .filteredOn(span -> span.has("parentSpanId"))
        .hasSizeGreaterThan(20_000)
        .allSatisfy(
            span ->
                assertThat(member(spans, span, "parentSpanId").path("traceId"))
                    .isEqualTo(span.path("traceId")));
    List<JsonNode> lines =
        entries(DAY).stream()
            .map(SubscriptionEvent.Entry::message)
            .filter(message -> message.contains("\"span_id\":"))
            .map(message -> json(message.substring(message.indexOf('{'))))
            .toList();
    assertThat(lines)
        .hasSizeGreaterThan(20_000)
        .allSatisfy(
            line ->
                assertThat(member(spans, line, "span_id").path("traceId"))
                    .isEqualTo(line.path("trace_id")));
  }

  /// The span whose id is the member `name` of `json`.
  private static JsonNode member(Map<String, JsonNode> spans, JsonNode json, String name) {
    return spans.getOrDefault(json.path(name).asText(), MissingNode.getInstance());
  }

  @Test
  void daysDoNotShareTraces() {
    Set<String> traces = traces(DAY);
    Set<String> other = traces(DemoDay.of(new Day(LocalDate.of(2025, 12, 8)), DemoDay.SEED));

    assertThat(traces).hasSizeGreaterThan(10_000);
    assertThat(other).hasSameSizeAs(traces);
    assertThat(Collections.disjoint(other, traces)).isTrue();
  }

  @Test
  void dayUntilNowEndsInThisMinute() {
    Instant now = Instant.parse("2026-02-03T15:37:42.5Z");
    DemoDay day = DemoDay.of(Day.until(now), DemoDay.SEED);

    long last =
        entries(day).stream()
            .mapToLong(SubscriptionEvent.Entry::timestampMillis)
            .max()
            .orElseThrow();
    assertThat(Instant.ofEpochMilli(last)).isBetween(now.minusSeconds(240), now);
    assertThat(day.facts().counts()).isEqualTo(DAY.facts().counts());
    assertThat(day.facts().toJson())
        .contains("\"from\" : \"2026-02-02T15:37:00.000Z\"", "2026-02-03T05:57:00.000Z");
    assertThat(DayReport.whereToLook(day.facts().day(), true))
        .containsExactly(
            "Time range: 2026-02-02 15:37 UTC to 2026-02-03 15:37 UTC",
            "In HyperDX, append to its address:"
                + " /search?isLive=false&from=1770046620000&to=1770133020000");
    assertThat(DayReport.whereToLook(day.facts().day(), false)).hasSize(1);
  }

  @Test
  void eveningIsBusierThanTheNight() {
    Map<Long, Long> byHour =
        DAY.payloads().stream()
            .filter(payload -> payload.logGroup().equals("/ecs/api-gateway"))
            .flatMap(payload -> payload.entries().stream())
            .collect(
                groupingBy(
                    entry -> (entry.timestampMillis() - DATE.start()) / 3_600_000, counting()));

    assertThat(byHour).hasSize(24);
    assertThat(byHour.getOrDefault(20L, 0L)).isGreaterThan(4 * byHour.getOrDefault(3L, 0L));
  }

  /// The spans by their ids.
  private static Map<String, JsonNode> spans(DemoDay day) {
    return day.payloads().stream()
        .filter(payload -> payload.logGroup().equals(Journal.SPAN_GROUP))
        .flatMap(payload -> payload.entries().stream())
        .map(entry -> json(entry.message()))
        .collect(toMap(span -> span.path("spanId").asText(), span -> span));
  }

  private static Set<String> traces(DemoDay day) {
    return spans(day).values().stream().map(span -> span.path("traceId").asText()).collect(toSet());
  }

  private static JsonNode json(String message) {
    try {
      return JSON.readTree(message);
    } catch (JsonProcessingException e) {
      throw new AssertionError(message, e);
    }
  }

  private static long fact(String name, String of) {
    return DAY.facts().count(name, of);
  }

  private static long count(String part) {
    return DAY.payloads().stream()
        .filter(payload -> !payload.logGroup().equals(Journal.SPAN_GROUP))
        .flatMap(payload -> payload.entries().stream())
        .filter(entry -> entry.message().contains(part))
        .count();
  }

  private static List<String> events(DemoDay day) {
    return day.payloads().stream().map(SubscriptionEvent::toEvent).toList();
  }

  private static List<SubscriptionEvent.Entry> entries(DemoDay day) {
    return day.payloads().stream().flatMap(payload -> payload.entries().stream()).toList();
  }
}
