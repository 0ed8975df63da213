package dev.cwforwarder.map.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.span.Counted;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanAttributes;
import dev.cwforwarder.span.SpanEvent;
import dev.cwforwarder.span.SpanIds;
import dev.cwforwarder.span.SpanLink;
import dev.cwforwarder.span.SpanRecord;
import dev.cwforwarder.testing.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SpanRulesTest {
  private static final String MAIL = "jane@example.org";
  private static final String GONE = "[redacted:email]";

  @Test
  void filtersSeeTheAttributesOfSpans() {
    RecordRules.Ruled<SpanRecord> ruled =
        apply(
            List.of(span(1, "a", "GET"), span(2, "b", "POST")),
            new Filter("reads", 0).attribute("http.request.method", "GET"));

    assertThat(ruled.dropped()).isEqualTo(Map.of("reads", 1));
    assertThat(names(ruled)).containsExactly("b");
    assertThat(ruled.batch().events()).hasSize(1);
  }

  @Test
  void conditionsOnSeverityAndBodyAreNotMet() {
    assertThat(
            names(
                apply(
                    List.of(span(1, "a", "GET")),
                    new Filter("below", 0).severity(9, 0),
                    new Filter("least", 0).severity(0, 9),
                    new Filter("text", 0).body("."))))
        .containsExactly("a");
  }

  @Test
  void theFirstFilterThatMatchesDecides() {
    assertThat(
            names(
                apply(
                    List.of(span(1, "a", "GET")),
                    new Filter("kept", 100).attribute("http.request.method", "GET"),
                    new Filter("rest", 0))))
        .containsExactly("a");
  }

  @Test
  void aFilterOfAnotherLogGroupDoesNotApply() {
    assertThat(names(apply(List.of(span(1, "a", "GET")), new Filter("x", 0).source("/app", ""))))
        .containsExactly("a");
    assertThat(
            names(apply(List.of(span(1, "a", "GET")), new Filter("x", 0).source("aws/spans", ""))))
        .isEmpty();
  }

  @Test
  void samplingKeepsTracesWhole() {
    List<Span> spans = new ArrayList<>();
    for (int trace = 1; trace <= 400; trace++) {
      for (int n = 1; n <= 3; n++) {
        spans.add(span(trace, 3 * trace + n, "trace-" + trace, "GET"));
      }
    }

    List<String> kept = names(apply(spans, new Filter("sample", 25)));

    Set<String> traces = new TreeSet<>(kept);
    assertThat(kept).hasSize(3 * traces.size());
    assertThat(traces).hasSizeBetween(70, 130);
  }

  @Test
  void anEventKeepsTheSpansThatNoFilterDrops() {
    LogBatch batch = Spans.batch(1);
    List<SpanRecord> one =
        List.of(new SpanRecord(List.of(span(1, "a", "GET"), span(2, "b", "PUT"))));

    RecordRules.Ruled<SpanRecord> ruled =
        new UserRules(
                List.of(new Filter("f", 0).attribute("http.request.method", "GET")), List.of())
            .applyToSpans(batch, one);

    assertThat(names(ruled)).containsExactly("b");
    assertThat(ruled.dropped()).isEmpty();
  }

  @Test
  void redactionReachesEachTextOfASpanExceptItsIds() {
    Span redacted = redacted(everywhere());

    assertThat(redacted.toString()).doesNotContain(MAIL);
    assertThat(redacted.name()).isEqualTo("mail to " + GONE);
    assertThat(redacted.status().message()).isEqualTo("no such user " + GONE);
    assertThat(redacted.events().items().getFirst().name()).isEqualTo(GONE);
    assertThat(redacted.resource().getAttribute(AttributeKey.stringKey("process.command_line")))
        .isEqualTo("run " + GONE);
    assertThat(redacted.ids()).isEqualTo(everywhere().ids());
    assertThat(redacted.startNanos()).isEqualTo(everywhere().startNanos());
    assertThat(redacted.events().dropped()).isEqualTo(2);
    assertThat(redacted.attributes().dropped()).isEqualTo(1);
  }

  @Test
  void whatARuleFindsInAnAttributeIsRedactedInTheWholeSpan() {
    Span span = span(1, "token of s3cret-Value-17", "GET");
    Span withSecret =
        withAttributes(span, Attributes.builder().put("header", "Bearer s3cret-Value-17").build());

    Span redacted =
        apply(List.of(withSecret), List.of(Preset.AUTHORIZATION.redaction()))
            .records()
            .getFirst()
            .spans()
            .getFirst();

    assertThat(redacted.toString()).doesNotContain("s3cret-Value-17");
  }

  @Test
  void theNumbersOfAPlaceAreNoSecrets() {
    Resource resource =
        Resource.create(
            Attributes.builder()
                .put("cloud.account.id", "4111111111111111")
                .put("note", "4111111111111111")
                .build());

    Resource redacted =
        apply(
                List.of(span(1, "a", "GET").withResource(resource)),
                List.of(Preset.CREDIT_CARD.redaction()))
            .records()
            .getFirst()
            .spans()
            .getFirst()
            .resource();

    assertThat(redacted.getAttribute(AttributeKey.stringKey("cloud.account.id")))
        .isEqualTo("4111111111111111");
    assertThat(redacted.getAttribute(AttributeKey.stringKey("note"))).startsWith("[redacted:");
  }

  private static Span redacted(Span span) {
    return apply(List.of(span), List.of(Preset.EMAIL.redaction()))
        .records()
        .getFirst()
        .spans()
        .getFirst();
  }

  private static Span everywhere() {
    SpanAttributes attributes =
        new SpanAttributes(
            Attributes.builder()
                .put("plain", MAIL)
                .put("list", "x", MAIL)
                .put(
                    AttributeKey.valueKey("deep"),
                    Value.of(KeyValue.of("k", Value.of(List.of(Value.of(MAIL))))))
                .build(),
            1);
    Span span = span(1, "mail to " + MAIL, "GET");
    return new Span(
        Resource.create(Attributes.builder().put("process.command_line", "run " + MAIL).build()),
        span.scope(),
        span.ids(),
        span.name(),
        span.kind(),
        span.startNanos(),
        span.endNanos(),
        attributes,
        new Counted<>(List.of(new SpanEvent(1, MAIL, attributes)), 2),
        new Counted<>(List.of(new SpanLink(span.ids(), attributes)), 3),
        new Span.Status(Span.StatusCode.ERROR, "no such user " + MAIL));
  }

  private static Span withAttributes(Span span, Attributes attributes) {
    return new Span(
        span.resource(),
        span.scope(),
        span.ids(),
        span.name(),
        span.kind(),
        span.startNanos(),
        span.endNanos(),
        new SpanAttributes(attributes, 0),
        span.events(),
        span.links(),
        span.status());
  }

  private static Span span(int trace, String name, String method) {
    return span(trace, trace, name, method);
  }

  private static Span span(int trace, int id, String name, String method) {
    return new Span(
        Resource.empty(),
        InstrumentationScopeInfo.empty(),
        new SpanIds("%032x".formatted(trace), "%016x".formatted(id), "", "", 0),
        name,
        Span.Kind.SERVER,
        1,
        2,
        new SpanAttributes(Attributes.builder().put("http.request.method", method).build(), 0),
        Counted.none(),
        Counted.none(),
        Span.Status.UNSET);
  }

  private static RecordRules.Ruled<SpanRecord> apply(List<Span> spans, Filter... filters) {
    return new UserRules(List.of(filters), List.of()).applyToSpans(batch(spans), records(spans));
  }

  private static RecordRules.Ruled<SpanRecord> apply(List<Span> spans, List<Redaction> redactions) {
    return new UserRules(List.of(), redactions).applyToSpans(batch(spans), records(spans));
  }

  private static LogBatch batch(List<Span> spans) {
    return Spans.batch(spans.size());
  }

  private static List<SpanRecord> records(List<Span> spans) {
    return spans.stream().map(span -> new SpanRecord(List.of(span))).toList();
  }

  private static List<String> names(RecordRules.Ruled<SpanRecord> ruled) {
    return ruled.records().stream().flatMap(one -> one.spans().stream()).map(Span::name).toList();
  }
}
