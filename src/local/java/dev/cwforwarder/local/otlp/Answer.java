package dev.cwforwarder.local.otlp;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;

/// The reaction of an [OtlpReceiver] to one well-formed request.
public sealed interface Answer {
  /// Accepts the records: 200 with an empty `partial_success`, as ClickStack answers.
  record Accept() implements Answer {}

  /// Accepts all records except `rejected` and reports it: 200 with a `partial_success`. Such a
  /// request must not be resent.
  record PartialSuccess(long rejected, String message) implements Answer {
    public PartialSuccess {
      requireNonNull(message, "message is null");
    }
  }

  /// Accepts no records and answers with this status, headers and body.
  record Status(int status, Map<String, String> headers, String body) implements Answer {
    public Status {
      headers = Map.copyOf(headers);
      requireNonNull(body, "body is null");
    }
  }

  /// Accepts the records, then closes the connection in the middle of the response.
  record Truncated() implements Answer {}

  /// Accepts no records and resets the connection (TCP RST) before a response.
  record Reset() implements Answer {}

  /// Accepts no records and closes the connection before a response.
  record Close() implements Answer {}

  /// Waits before `then`. Records are accepted even if the client times out in the meantime.
  record Delayed(Duration delay, Answer then) implements Answer {
    public Delayed {
      requireNonNull(delay, "delay is null");
      requireNonNull(then, "then is null");
    }
  }

  /// Answers requests that have this `Content-Encoding` with `status`, and accepts all others.
  record RefuseEncoding(String encoding, int status) implements Answer {
    public RefuseEncoding {
      requireNonNull(encoding, "encoding is null");
    }
  }

  static Answer accept() {
    return new Accept();
  }

  static Answer partialSuccess(long rejected, String message) {
    return new PartialSuccess(rejected, message);
  }

  /// A status with a short text as its body.
  static Answer status(int status) {
    return new Status(status, Map.of("Content-Type", "text/plain"), "scripted answer " + status);
  }

  /// A status with `Retry-After`, in seconds or as an HTTP date.
  static Answer retryAfter(int status, String value) {
    return new Status(status, Map.of("Retry-After", value), "try again later");
  }

  static Answer redirect(int status, String location) {
    return new Status(status, Map.of("Location", location), "");
  }

  /// The response of a login page or a wrong port: 200 with HTML.
  static Answer html() {
    return new Status(
        200, Map.of("Content-Type", "text/html"), "<!doctype html><title>Sign in</title>");
  }

  static Answer truncated() {
    return new Truncated();
  }

  static Answer reset() {
    return new Reset();
  }

  static Answer close() {
    return new Close();
  }

  static Answer delayed(Duration delay, Answer then) {
    return new Delayed(delay, then);
  }

  static Answer refuseEncoding(String encoding, int status) {
    return new RefuseEncoding(encoding, status);
  }
}
