package dev.cwforwarder.demo;

import dev.cwforwarder.demo.SpanLine.Kind;
import java.util.function.Consumer;

/// Writes the spans of an invocation as X-Ray does: a segment, and a subsegment for each of its
/// steps.
final class InvocationTrace {
  private final LambdaFunction function;
  private final Journal journal;
  private final TraceContext segment;
  private final long requested;

  /// @param caller the span that invokes the function
  /// @param requested when it is invoked, in milliseconds since the epoch
  InvocationTrace(LambdaFunction function, Journal journal, TraceContext caller, long requested) {
    this.function = function;
    this.journal = journal;
    this.segment = caller.child(journal.spanId());
    this.requested = requested;
  }

  TraceContext segment() {
    return segment;
  }

  /// The context of a call that the function makes.
  TraceContext call() {
    return segment.child(journal.spanId());
  }

  /// Writes the init phase, which ends at `started`.
  void initialized(long started) {
    SpanLine init =
        new SpanLine(
            function.name(), call(), "Initialization", Kind.INTERNAL, requested, started, "");
    journal.add(init, init.ofSubsegment("Initialization", _ -> {}));
  }

  /// Writes a call to another function.
  void called(TraceContext call, String callee, long start, long end, String failure) {
    SpanLine span =
        new SpanLine(function.name(), call, "Invoke " + callee, Kind.CLIENT, start, end, failure);
    journal.add(
        span,
        span.ofSubsegment(
            "Lambda",
            one ->
                one.put("aws.remote.service", callee)
                    .put("rpc.system", "aws-api")
                    .put("rpc.service", "Lambda")
                    .put("rpc.method", "Invoke")));
  }

  /// Writes a request to something that is not traced itself. The span has no name of its own, as
  /// many of X-Ray.
  void requested(String remote, String operation, long start, long end) {
    SpanLine span = new SpanLine(function.name(), call(), "", Kind.CLIENT, start, end, "");
    journal.add(
        span,
        span.ofSubsegment(
            remote,
            one -> one.put("aws.remote.service", remote).put("aws.remote.operation", operation)));
  }

  /// Writes the segment of the invocation.
  ///
  /// @param failure the message of the failure; empty if there is none
  void ended(long end, String requestId, String failure) {
    SpanLine span =
        new SpanLine(
            function.name(), segment, function.name(), Kind.SERVER, requested, end, failure);
    Consumer<JsonLine> attributes =
        one -> one.put("aws.xray.origin", "AWS::Lambda::Function").put("aws.request_id", requestId);
    journal.add(span, span.ofSegment(function.arn(), attributes));
  }
}
