package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ServiceResponse;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one answer means, before anything is done about it.
///
/// @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-response">OTLP/HTTP
///   responses</a>
sealed interface Verdict {
  /// Taken, except for `rejected` records, which will never be.
  record Taken(long rejected, String message) implements Verdict {}

  /// The endpoint does not want this data, or not in this encoding.
  record Refused(int status) implements Verdict {}

  /// 401: the key is wrong.
  record Unauthorized() implements Verdict {}

  /// 403: the key may not do this, or a firewall does not like the data.
  record Forbidden() implements Verdict {}

  /// Nothing was sent: there is no key to send.
  record NoKey(String reason) implements Verdict {}

  /// No usable answer now; repeating the request may help.
  ///
  /// @param retryAfter what the endpoint asked for, if anything
  record Transient(Fault fault, String reason, @Nullable Duration retryAfter) implements Verdict {}

  /// Kinds of transient failure.
  enum Fault {
    /// No complete answer: connect, reset, timeout, cut. The connection may just have been dead.
    NO_ANSWER,
    /// 500: an overloaded endpoint, or one that stumbles over the data.
    INTERNAL_ERROR,
    /// The endpoint asks for patience.
    BUSY
  }

  /// The address is wrong or something else answers there. Repeating the request cannot help.
  record Misconfigured(String reason) implements Verdict {}

  /// What it means that there is no answer.
  static Verdict of(IOException failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    // Java's own message is the name alone.
    String reason = failure instanceof UnknownHostException ? "unknown host " + message : message;
    return new Transient(Fault.NO_ANSWER, LogText.capped(reason), null);
  }

  static Verdict of(HttpAnswer answer, Clock clock) {
    int status = answer.status();
    if (answer.isSuccess()) {
      return ofSuccess(answer);
    }
    return switch (status) {
      case 400, 413, 415, 422 -> new Refused(status);
      case 401 -> new Unauthorized();
      case 403 -> new Forbidden();
      case 404 -> misconfigured(status, "nothing takes logs at this path; OTLP/HTTP is /v1/logs");
      case 405 -> misconfigured(status, "this address does not take POST; is it ClickStack's?");
      case 408, 429 -> new Transient(Fault.BUSY, "HTTP " + status, retryAfter(answer, clock));
      default -> ofOther(answer, clock);
    };
  }

  private static Verdict ofSuccess(HttpAnswer answer) {
    Optional<ServiceResponse> response =
        answer.cut()
            ? Optional.empty()
            : ServiceResponse.parse(answer.contentType(), answer.body());
    return response
        .<Verdict>map(it -> new Taken(it.rejectedRecords(), it.message()))
        .orElseGet(
            () ->
                misconfigured(
                    answer.status(),
                    "the answer is no OTLP response (content type '%s'); is this ClickStack's"
                            .formatted(answer.contentType())
                        + " OTLP port, 4318?"));
  }

  private static Verdict ofOther(HttpAnswer answer, Clock clock) {
    int status = answer.status();
    if (status >= 500) {
      Fault fault = status == 500 ? Fault.INTERNAL_ERROR : Fault.BUSY;
      return new Transient(fault, "HTTP " + status, retryAfter(answer, clock));
    }
    if (status >= 300 && status < 400) {
      return misconfigured(
          status,
          "redirects are not followed; set the endpoint to the final address"
              + (answer.location().isEmpty() ? "" : ": " + LogText.address(answer.location())));
    }
    return misconfigured(status, "check the endpoint's address and what stands in front of it");
  }

  private static Misconfigured misconfigured(int status, String advice) {
    return new Misconfigured("HTTP " + status + ": " + advice);
  }

  private static @Nullable Duration retryAfter(HttpAnswer answer, Clock clock) {
    return RetryAfter.parse(answer.retryAfter(), clock.instant());
  }
}
