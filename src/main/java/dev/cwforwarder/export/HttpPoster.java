package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Posts request bodies and reads the responses on the caller's thread. The JDK keeps connections
/// alive; a failed connection is closed, so that the next attempt opens a new one.
///
/// Thread-safe.
final class HttpPoster {
  private static final int INITIAL_BODY_BYTES = 256;

  /// Longer than the gap between two invocations of a busy function, shorter than the idle timeout
  /// of common load balancers (60 s). A connection that was closed nevertheless costs one retry.
  private static final String KEEP_ALIVE_SECONDS = "55";

  static {
    // Otherwise the JDK silently repeats a POST when a kept-alive connection turns out to be dead.
    System.setProperty("sun.net.http.retryPost", "false");
    System.setProperty("http.keepAlive.time.server", KEEP_ALIVE_SECONDS);
  }

  /// One thread serves all posters of the process.
  private static final Watchdog WATCHDOG = new Watchdog();

  private final Endpoint endpoint;
  private final URL url;
  private final String userAgent;
  private final @Nullable SSLSocketFactory tls;

  /// @param userAgent value of the `User-Agent` header
  HttpPoster(Endpoint endpoint, String userAgent) {
    this.endpoint = endpoint;
    this.userAgent = userAgent;
    try {
      this.url = endpoint.uri().toURL();
    } catch (IOException e) {
      throw new IllegalArgumentException("not a usable address: " + endpoint.uri(), e);
    }
    this.tls =
        "https".equals(url.getProtocol()) ? TlsSockets.trusting(endpoint.trustedPem()) : null;
  }

  /// Posts `body` and waits for the complete response.
  ///
  /// @param authorization value of the `authorization` header; empty for the endpoint's headers
  /// @param timeLeft limit of the whole attempt, even if bytes keep trickling in
  /// @throws IOException when there is no complete response: connect, reset, timeout, truncation
  HttpAnswer post(ByteBlock body, Compression compression, String authorization, Duration timeLeft)
      throws IOException {
    long dueNanos = System.nanoTime() + timeLeft.toNanos();
    HttpURLConnection connection = open(compression, authorization, timeLeft);
    try (Watchdog.Watch _ = WATCHDOG.disconnectAfter(timeLeft, connection)) {
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.array(), 0, body.length());
      }
      return readResponse(connection, dueNanos);
    } catch (IOException | RuntimeException e) {
      connection.disconnect();
      throw e;
    } catch (StackOverflowError e) { // the JDK reads each interim response one call deeper
      connection.disconnect();
      throw new IOException("the endpoint sends interim (1xx) responses without end", e);
    }
  }

  /// Makes texts of the response safe to log.
  ///
  /// @param authorization value of the `authorization` header that was sent; may be empty
  LogText responseText(String authorization) {
    return new LogText(endpoint, authorization);
  }

  /// The address without secrets, and the proxy if there is one, for messages.
  String address() {
    String address = LogText.address(endpoint.uri().toString());
    return Optional.ofNullable(ProxySelector.getDefault()).stream()
        .flatMap(selector -> selector.select(endpoint.uri()).stream())
        .filter(proxy -> proxy.address() instanceof InetSocketAddress)
        .map(proxy -> (InetSocketAddress) proxy.address())
        .map(it -> address + " through the proxy " + it.getHostString() + ":" + it.getPort())
        .findFirst()
        .orElse(address);
  }

  private HttpURLConnection open(Compression compression, String authorization, Duration timeLeft)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    if (tls != null) {
      ((HttpsURLConnection) connection).setSSLSocketFactory(tls);
    }
    int timeoutMillis = Math.toIntExact(Math.max(1, shorter(endpoint.timeout(), timeLeft)));
    connection.setConnectTimeout(timeoutMillis);
    connection.setReadTimeout(timeoutMillis);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    setHeaders(connection, compression, authorization);
    return connection;
  }

  private void setHeaders(
      HttpURLConnection connection, Compression compression, String authorization) {
    connection.setRequestProperty("Content-Type", "application/x-protobuf");
    connection.setRequestProperty("Accept", "application/x-protobuf");
    connection.setRequestProperty("Accept-Encoding", "identity");
    connection.setRequestProperty("User-Agent", userAgent);
    if (compression != Compression.NONE) {
      connection.setRequestProperty("Content-Encoding", compression.contentEncoding());
    }
    endpoint.headers().forEach(connection::setRequestProperty);
    if (!authorization.isEmpty()) {
      connection.setRequestProperty("authorization", authorization);
    }
  }

  private static long shorter(Duration a, Duration b) {
    return Math.min(a.toMillis(), b.toMillis());
  }

  private static HttpAnswer readResponse(HttpURLConnection connection, long dueNanos)
      throws IOException {
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("Invalid Http response"); // as the JDK says in other cases
    }
    byte[] body = readBody(connection, status, dueNanos);
    if (body.length > HttpAnswer.MAX_BODY_BYTES) {
      connection.disconnect(); // the unread part makes the connection unusable
    } else if (status < 300) {
      body = GzipBody.inflated(body, HttpAnswer.MAX_BODY_BYTES);
    }
    return new HttpAnswer(
        status,
        mediaType(connection.getContentType()),
        status < 300 ? "" : header(connection, "Retry-After"),
        status < 300 ? "" : header(connection, "Location"),
        body,
        body.length > HttpAnswer.MAX_BODY_BYTES);
  }

  /// Reads one byte more than allowed, to detect a body that is too long.
  private static byte[] readBody(HttpURLConnection connection, int status, long dueNanos)
      throws IOException {
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      if (in == null) {
        return new byte[0];
      }
      byte[] body = readCapped(in, dueNanos);
      long promised = connection.getContentLengthLong();
      if (body.length <= HttpAnswer.MAX_BODY_BYTES && body.length < promised) {
        throw new IOException(
            "the response is truncated: %d of %d bytes".formatted(body.length, promised));
      }
      return body;
    }
  }

  /// Checks the deadline after every read. The watchdog cannot interrupt the read of a body,
  /// because closing the stream waits for the pending read.
  private static byte[] readCapped(InputStream in, long dueNanos) throws IOException {
    byte[] body = new byte[INITIAL_BODY_BYTES];
    int length = 0;
    while (length <= HttpAnswer.MAX_BODY_BYTES) {
      if (length == body.length) {
        body = Arrays.copyOf(body, Math.min(2 * length, HttpAnswer.MAX_BODY_BYTES + 1));
      }
      int count = in.read(body, length, body.length - length);
      if (count < 0) {
        break;
      }
      length += count;
      if (dueNanos - System.nanoTime() <= 0) {
        throw new SocketTimeoutException("the response took too long");
      }
    }
    return Arrays.copyOf(body, length);
  }

  private static String mediaType(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static String header(HttpURLConnection connection, String name) {
    String value = connection.getHeaderField(name);
    return value == null ? "" : value.strip();
  }
}
