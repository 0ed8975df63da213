package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ServiceResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The classification of one response.
///
/// @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-response">OTLP/HTTP
///   responses</a>
sealed interface Verdict {
  /// The endpoint accepted the request except for `rejected` records, which it will never accept.
  record Accepted(long rejected, String message) implements Verdict {}

  /// The endpoint refuses this data, or its encoding.
  record Refused(int status) implements Verdict {}

  /// 401: the key is missing or wrong.
  record Unauthorized() implements Verdict {}

  /// 403: the key lacks a permission, or a firewall blocks the data.
  record Forbidden() implements Verdict {}

  /// Nothing was sent, because no key is available.
  record NoKey(String reason) implements Verdict {}

  /// No usable response now; a retry may help.
  ///
  /// @param retryAfter delay that the endpoint asked for; null when it asked for none
  record Transient(Fault fault, String reason, @Nullable Duration retryAfter) implements Verdict {}

  /// Kinds of transient failure.
  enum Fault {
    /// No complete response: connect, reset, timeout, truncation. Possibly just a dead connection.
    NO_RESPONSE,
    /// 500: the endpoint is overloaded, or fails on this data.
    INTERNAL_ERROR,
    /// The endpoint asks to retry later.
    BUSY
  }

  /// The address is wrong, or another service answers there. A retry cannot help.
  ///
  /// @param noReceiver whether nothing receives the signal at the address
  record Misconfigured(String reason, boolean noReceiver) implements Verdict {}

  /// There is no complete response.
  static Verdict noResponse(String reason) {
    return new Transient(Fault.NO_RESPONSE, reason, null);
  }

  /// Classifies a complete response.
  ///
  /// @param text cleans the texts of the response
  static Verdict of(HttpAnswer answer, Signal<?> signal, Clock clock, LogText text) {
    int status = answer.status();
    if (answer.isSuccess()) {
      return ofSuccess(answer, signal, text);
    }
    return switch (status) {
      case 400 -> ofBadRequest(answer);
      case 413, 415, 422 -> new Refused(status);
      case 401 -> new Unauthorized();
      case 403 -> new Forbidden();
      case 404 ->
          misconfigured(status, "no OTLP receiver at this path; OTLP/HTTP uses " + signal.path());
      case 405 -> misconfigured(status, "this address does not accept POST; is it ClickStack's?");
      case 407 -> misconfigured(status, ConnectionProblem.PROXY_USER);
      case 408, 429 -> new Transient(Fault.BUSY, "HTTP " + status, retryAfter(answer, clock));
      default -> ofOther(answer, clock, text);
    };
  }

  private static Verdict ofSuccess(HttpAnswer answer, Signal<?> signal, LogText text) {
    Optional<ServiceResponse> response =
        answer.truncated()
            ? Optional.empty()
            : ServiceResponse.parse(answer.contentType(), answer.body(), signal.rejectedCount());
    return response
        .<Verdict>map(it -> new Accepted(it.rejectedRecords(), text.of(it.message())))
        .orElseGet(
            () ->
                misconfigured(
                    answer.status(),
                    "the response is not an OTLP response (content type '%s'); is this ClickStack's"
                            .formatted(text.of(answer.contentType()))
                        + " OTLP port, 4318?"));
  }

  private static Verdict ofBadRequest(HttpAnswer answer) {
    String problem = ConnectionProblem.ofBadRequest(answer.body());
    return problem.isEmpty()
        ? new Refused(answer.status())
        : misconfigured(answer.status(), problem);
  }

  private static Verdict ofOther(HttpAnswer answer, Clock clock, LogText text) {
    int status = answer.status();
    if (status >= 500) {
      Fault fault = status == 500 ? Fault.INTERNAL_ERROR : Fault.BUSY;
      return new Transient(fault, "HTTP " + status, retryAfter(answer, clock));
    }
    if (status >= 300 && status < 400) {
      return misconfigured(
          status,
          "redirects are not followed; set the endpoint to the final address"
              + (answer.location().isEmpty()
                  ? ""
                  : ": " + text.of(LogText.address(answer.location()))));
    }
    return misconfigured(
        status, "check the endpoint's address and any proxy or firewall in front of it");
  }

  private static Misconfigured misconfigured(int status, String advice) {
    return new Misconfigured("HTTP " + status + ": " + advice, status == 404 || status == 405);
  }

  private static @Nullable Duration retryAfter(HttpAnswer answer, Clock clock) {
    return RetryAfter.parse(answer.retryAfter(), clock.instant());
  }
}
