package dev.cwforwarder.demo;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import dev.cwforwarder.demo.SpanLine.Kind;
import java.util.ArrayList;
import java.util.List;

/// The API gateway of the shop, three tasks of Amazon ECS. Logs one line and writes one span for
/// each request.
final class Gateway {
  static final String NAME = "api-gateway";

  /// The timeout after which it answers 504.
  static final long TIMEOUT_MILLIS = 10_000;

  private static final String GROUP = "/ecs/api-gateway";

  private final List<Source> tasks = new ArrayList<>();
  private final Journal journal;
  private final Dice dice;

  Gateway(Day day, Journal journal, long seed) {
    this.journal = journal;
    this.dice = Dice.of(seed, NAME);
    for (int i = 0; i < 3; i++) {
      Source task = new Source(GROUP, "api/gateway/" + dice.hex(32), NAME);
      tasks.add(task);
      journal.add(task, day.start() + 40L * i, Level.INFO, started(day.start() + 40L * i));
    }
  }

  /// The root of the trace of a request that arrives at `millis`.
  ///
  /// @param random 32 hexadecimal digits
  TraceContext accept(long millis, String random) {
    return TraceContext.root(millis, random, dice.hex(16));
  }

  /// The context of a call to a service.
  TraceContext call(Request request) {
    return request.trace().child(journal.spanId());
  }

  /// Writes the span of a call to `service` and its `outcome`, which may be that the gateway does
  /// not wait any longer.
  void called(Request request, TraceContext call, String service, Outcome outcome) {
    String failure = outcome.status() >= 500 ? "HTTP " + outcome.status() : "";
    SpanLine span =
        new SpanLine(
            NAME,
            call,
            "Invoke " + service,
            Kind.CLIENT,
            request.millis() + 2,
            outcome.millis(),
            failure);
    journal.add(
        span,
        span.ofSdk(
            "@opentelemetry/instrumentation-aws-sdk",
            one ->
                one.put("aws.remote.service", service)
                    .put("rpc.system", "aws-api")
                    .put("rpc.service", "Lambda")
                    .put("rpc.method", "Invoke")));
  }

  /// Logs the line and writes the span for `request` with its `outcome`.
  ///
  /// @param upstream the service that was called; empty if none
  /// @param why the reason for a failure; empty if none
  void answered(Request request, Outcome outcome, String upstream, String why) {
    long took = outcome.millis() - request.millis();
    int status = outcome.status();
    String head = format(ROOT, "%s %s %d", request.method(), request.route(), status);
    String message = head + (why.isEmpty() ? " in " + took + " ms" : ": " + why);
    JsonLine line =
        JsonLine.create()
            .put("time", Day.iso(outcome.millis()))
            .put("level", level(status).lowerCase())
            .put("message", message)
            .put("http.request.method", request.method())
            .put("http.route", request.route())
            .put("url.path", request.path())
            .put("http.response.status_code", status)
            .put("duration_ms", took)
            .put("client.id", request.client())
            .put("client.address", request.address())
            .put("user_agent.original", request.agent());
    if (!upstream.isEmpty()) {
      line.put("upstream", upstream);
    }
    request.trace().putInto(line).put("trace_flags", "01");
    journal.add(dice.pick(tasks), outcome.millis(), level(status), line.toString());
    journal.tally().add("gateway_statuses", Integer.toString(status));
    trace(request, outcome, why);
  }

  private void trace(Request request, Outcome outcome, String why) {
    SpanLine span =
        new SpanLine(
            NAME,
            request.trace(),
            request.method() + " " + request.route(),
            Kind.SERVER,
            request.millis(),
            outcome.millis(),
            outcome.status() >= 500 ? why : "");
    journal.add(
        span,
        span.ofSdk(
            "@opentelemetry/instrumentation-http",
            one ->
                one.put("http.request.method", request.method())
                    .put("http.route", request.route())
                    .put("url.path", request.path())
                    .put("http.response.status_code", outcome.status())
                    .put("client.address", request.address())));
  }

  private static Level level(int status) {
    return status >= 500 ? Level.ERROR : status >= 400 ? Level.WARN : Level.INFO;
  }

  private static String started(long millis) {
    return JsonLine.create()
        .put("time", Day.iso(millis))
        .put("level", "info")
        .put("message", "listening on :8080")
        .toString();
  }
}
