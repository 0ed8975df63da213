package dev.cwforwarder.local.otlp;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;

/// What an [OtlpReceiver] does with one well-formed request.
public sealed interface Answer {
  /// Takes the records: 200 with a `partial_success` that is present and empty, as ClickStack does.
  record Accept() implements Answer {}

  /// Takes all but `rejected` records and says so: 200, which must not be resent.
  record PartialSuccess(long rejected, String message) implements Answer {
    public PartialSuccess {
      requireNonNull(message, "message is null");
    }
  }

  /// Takes nothing and answers this.
  record Status(int status, Map<String, String> headers, String body) implements Answer {
    public Status {
      headers = Map.copyOf(headers);
      requireNonNull(body, "body is null");
    }
  }

  /// Takes the records, then closes the connection in the middle of the success body.
  record CutShort() implements Answer {}

  /// Takes nothing and resets the connection (TCP RST) before an answer.
  record Reset() implements Answer {}

  /// Takes nothing and closes the connection before an answer.
  record Close() implements Answer {}

  /// Waits before it does `then`. A client that gives up meanwhile does not change what is taken.
  record Delayed(Duration delay, Answer then) implements Answer {
    public Delayed {
      requireNonNull(delay, "delay is null");
      requireNonNull(then, "then is null");
    }
  }

  /// Answers `status` to requests with this `Content-Encoding`; takes all others.
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

  /// A bare status with a short text as its body.
  static Answer status(int status) {
    return new Status(status, Map.of("Content-Type", "text/plain"), "scripted answer " + status);
  }

  /// A status with `Retry-After`: seconds or an HTTP date.
  static Answer retryAfter(int status, String value) {
    return new Status(status, Map.of("Retry-After", value), "try again later");
  }

  static Answer redirect(int status, String location) {
    return new Status(status, Map.of("Location", location), "");
  }

  /// What a login page or a wrong port answers: 200 with HTML.
  static Answer html() {
    return new Status(
        200, Map.of("Content-Type", "text/html"), "<!doctype html><title>Sign in</title>");
  }

  static Answer cutShort() {
    return new CutShort();
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
