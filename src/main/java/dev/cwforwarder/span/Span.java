package dev.cwforwarder.span;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;

/// A span with every field of OpenTelemetry's protocol, except for the dropped counts of its
/// resource and scope. OpenTelemetry's own `SpanData` cannot hold all flags and every trace state.
///
/// @param name may be empty
/// @param startNanos nanoseconds since the epoch
/// @param endNanos not before `startNanos`: the storage computes an unsigned duration
/// @see <a
///   href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
public record Span(
    Resource resource,
    InstrumentationScopeInfo scope,
    SpanIds ids,
    String name,
    Kind kind,
    long startNanos,
    long endNanos,
    SpanAttributes attributes,
    Counted<SpanEvent> events,
    Counted<SpanLink> links,
    Status status) {
  /// The kind of a span.
  public enum Kind {
    UNSPECIFIED(0),
    INTERNAL(1),
    SERVER(2),
    CLIENT(3),
    PRODUCER(4),
    CONSUMER(5);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    /// Its number in OTLP.
    public int number() {
      return number;
    }

    /// The kind with this number in OTLP.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Kind of(long number) {
      for (Kind kind : values()) {
        if (kind.number == number) {
          return kind;
        }
      }
      throw new IllegalArgumentException("expected the number of a kind, got " + number);
    }
  }

  /// The outcome of a span.
  public enum StatusCode {
    UNSET(0),
    OK(1),
    ERROR(2);

    private final int number;

    StatusCode(int number) {
      this.number = number;
    }

    /// Its number in OTLP.
    public int number() {
      return number;
    }

    /// The status with this number in OTLP.
    ///
    /// @throws IllegalArgumentException if there is none
    public static StatusCode of(long number) {
      for (StatusCode code : values()) {
        if (code.number == number) {
          return code;
        }
      }
      throw new IllegalArgumentException("expected the number of a status, got " + number);
    }
  }

  /// The status of a span.
  ///
  /// @param message may be empty
  public record Status(StatusCode code, String message) {
    public static final Status UNSET = new Status(StatusCode.UNSET, "");

    public Status {
      requireNonNull(code, "code is null");
      requireNonNull(message, "message is null");
    }
  }

  public Span {
    requireNonNull(resource, "resource is null");
    requireNonNull(scope, "scope is null");
    requireNonNull(ids, "ids is null");
    requireNonNull(name, "name is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(attributes, "attributes is null");
    requireNonNull(events, "events is null");
    requireNonNull(links, "links is null");
    requireNonNull(status, "status is null");
    if (startNanos < 0 || endNanos < startNanos) {
      throw new IllegalArgumentException("start %d, end %d".formatted(startNanos, endNanos));
    }
  }

  /// This span with another resource.
  public Span withResource(Resource other) {
    return new Span(
        other, scope, ids, name, kind, startNanos, endNanos, attributes, events, links, status);
  }
}
