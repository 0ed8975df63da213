package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Exchanges requests and responses with one endpoint, on the caller's thread. Keeps connections
/// alive; a failed connection is closed, so that the next attempt opens a new one. Thread-safe.
interface HttpTransport {
  /// Longer than the gap between two invocations of a busy function, shorter than the idle timeout
  /// of common load balancers (60 s). A connection that was closed nevertheless costs one retry.
  Duration KEEP_ALIVE = Duration.ofSeconds(55);

  /// One thread serves all transports of the process.
  Watchdog WATCHDOG = new Watchdog();

  /// Posts `body` and waits for the complete response.
  ///
  /// @param authorization value of the `authorization` header; empty for the endpoint's headers
  /// @param timeout limit of connecting, and of each wait for bytes of the response
  /// @param timeLeft limit of the whole attempt, even if bytes keep trickling in
  /// @throws IOException when there is no complete response: connect, reset, timeout, truncation
  HttpAnswer post(
      ByteBlock body,
      Compression compression,
      String authorization,
      Duration timeout,
      Duration timeLeft)
      throws IOException;

  /// The failure of a request whose connection was closed at the deadline, which is all that
  /// `cause` says.
  static IOException late(Exception cause) {
    IOException late = new SocketTimeoutException("the response took too long");
    late.initCause(cause);
    return late;
  }

  /// `timeout` as the JDK's sockets expect it, where 0 would mean no limit.
  static int millis(Duration timeout) {
    return Math.toIntExact(Math.max(1, timeout.toMillis()));
  }
}
