package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Posts through connections of its own, without a proxy: one write for header and body of a small
/// request, and half of the CPU time of the JDK's `HttpURLConnection` (docs/decisions/0034).
final class DirectTransport implements HttpTransport {
  private final URL url;
  private final RequestHeaders headers;
  private final @Nullable SSLSocketFactory tls;

  /// For the time without requests; `System.nanoTime` may stop while Lambda freezes the process.
  private final Clock clock;

  /// The connection that was used last comes first: so the others become idle.
  private final ConcurrentLinkedDeque<HttpConnection> idle = new ConcurrentLinkedDeque<>();

  private volatile @Nullable Head lastHead;

  /// The head of requests with this encoding and key, up to the value of `Content-Length`.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Head(Compression compression, String authorization, byte[] bytes) {}

  /// @param tls null for plain HTTP
  DirectTransport(URL url, RequestHeaders headers, @Nullable SSLSocketFactory tls, Clock clock) {
    this.url = url;
    this.headers = headers;
    this.tls = tls;
    this.clock = clock;
  }

  @Override
  public HttpAnswer post(
      ByteBlock body,
      Compression compression,
      String authorization,
      Duration timeout,
      Duration timeLeft)
      throws IOException {
    long dueNanos = System.nanoTime() + timeLeft.toNanos();
    byte[] head = head(compression, authorization);
    HttpConnection connection = connection();
    try (Watchdog.Watch _ = WATCHDOG.abortAfter(timeLeft, connection::close)) {
      connection.connect(HttpTransport.millis(timeout));
      connection.write(head, body);
      HttpAnswer answer = connection.read(dueNanos);
      release(connection);
      return answer;
    } catch (IOException e) {
      connection.close();
      closeIdle(); // if the endpoint restarted, they are dead as well
      boolean aborted = dueNanos - System.nanoTime() <= 0;
      throw aborted && !(e instanceof SocketTimeoutException) ? HttpTransport.late(e) : e;
    } catch (RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  private void closeIdle() {
    for (HttpConnection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
      kept.close();
    }
  }

  private HttpConnection connection() {
    long now = clock.millis();
    for (HttpConnection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
      if (kept.isFresh(now)) {
        return kept;
      }
      kept.close();
    }
    return new HttpConnection(url, tls);
  }

  private void release(HttpConnection connection) {
    if (connection.isReusable()) {
      connection.idleSince(clock.millis());
      idle.addFirst(connection);
    } else {
      connection.close();
    }
  }

  private byte[] head(Compression compression, String authorization) {
    Head last = lastHead;
    if (last == null
        || last.compression() != compression
        || !last.authorization().equals(authorization)) {
      last = new Head(compression, authorization, newHead(compression, authorization));
      lastHead = last;
    }
    return last.bytes();
  }

  private byte[] newHead(Compression compression, String authorization) {
    StringBuilder head = new StringBuilder("POST ");
    head.append(url.getPath().isEmpty() ? "/" : "").append(url.getFile());
    head.append(" HTTP/1.1\r\nHost: ").append(url.getHost());
    if (url.getPort() >= 0 && url.getPort() != url.getDefaultPort()) {
      head.append(':').append(url.getPort());
    }
    for (Map.Entry<String, String> header : headers.of(compression, authorization).entrySet()) {
      head.append("\r\n").append(header.getKey()).append(": ").append(header.getValue());
    }
    return head.append("\r\nContent-Length: ").toString().getBytes(StandardCharsets.UTF_8);
  }
}
