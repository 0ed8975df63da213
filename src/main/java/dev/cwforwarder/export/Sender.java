package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import dev.cwforwarder.model.Deadline;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/// Sends the requests of one delivery with the current ingestion key, and counts them. Does not
/// retry. Not thread-safe.
final class Sender {
  private static final ByteBlock EMPTY_REQUEST = new ByteBlock(0);

  private final Signal<?> signal;
  private final HttpPoster poster;
  private final Authorization authorization;
  private final Clock clock;
  private final Deadline deadline;
  private TransferCounts traffic = TransferCounts.NONE;
  private String sentKey = "";

  /// @param deadline when the last response must have arrived
  Sender(
      Signal<?> signal,
      HttpPoster poster,
      Authorization authorization,
      Clock clock,
      Deadline deadline) {
    this.signal = signal;
    this.poster = poster;
    this.authorization = authorization;
    this.clock = clock;
    this.deadline = deadline;
  }

  /// Posts `body` once.
  ///
  /// @param retry whether the body was posted before
  Verdict post(ByteBlock body, Compression compression, boolean retry) {
    if (deadline.remaining().toMillis() == 0) {
      return Verdict.noResponse("the invocation has no time left");
    }
    try {
      sentKey = authorization.value(deadline);
    } catch (KeyException e) {
      return new Verdict.NoKey("the ingestion key cannot be read: " + e.reason());
    }
    traffic = traffic.plus(new TransferCounts(1, retry ? 1 : 0, body.length()));
    LogText text = poster.responseText(sentKey);
    try {
      HttpAnswer answer = poster.post(body, compression, sentKey, deadline.remaining());
      return Verdict.of(answer, signal, clock, text);
    } catch (IOException e) {
      return Verdict.noResponse(text.of(e));
    }
  }

  /// Posts a request without records, which an OTLP receiver answers with success. This
  /// distinguishes refused data from an endpoint that accepts nothing.
  ///
  /// @return the problem of the endpoint; empty when it accepts requests
  Optional<String> probe() {
    return reach().map("the endpoint does not accept an empty request either: "::concat);
  }

  /// Like [#probe], with the reason alone.
  Optional<String> reach() {
    return switch (post(EMPTY_REQUEST, Compression.NONE, false)) {
      case Verdict.Accepted _ -> Optional.empty();
      case Verdict.Refused refused -> Optional.of("HTTP " + refused.status());
      case Verdict.Unauthorized _ -> Optional.of("HTTP 401");
      case Verdict.Forbidden _ -> Optional.of("HTTP 403");
      case Verdict.NoKey none -> Optional.of(none.reason());
      case Verdict.Transient failure -> Optional.of(failure.reason());
      case Verdict.Misconfigured wrong -> Optional.of(wrong.reason());
    };
  }

  /// Whether a key other than the one that the endpoint has just refused is available now.
  boolean hasNewKey() {
    return authorization.isRenewed(sentKey, deadline);
  }

  /// "; reading the ingestion key again failed: reason", if the key that was sent is an older one
  /// for that reason; otherwise empty.
  String keyProblem() {
    String problem = authorization.problem();
    return problem.isEmpty() ? "" : "; reading the ingestion key again failed: " + problem;
  }

  /// The traffic so far.
  TransferCounts traffic() {
    return traffic;
  }

  /// "POST https://… failed: reason".
  String failure(String reason) {
    return "POST " + poster.address() + " failed: " + reason;
  }
}
