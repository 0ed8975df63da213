package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Posts through the JDK's `HttpURLConnection`, which knows all kinds of proxies.
final class ProxyTransport implements HttpTransport {
  private final URL url;
  private final RequestHeaders headers;
  private final @Nullable SSLSocketFactory tls;

  /// @param tls null for plain HTTP
  ProxyTransport(URL url, RequestHeaders headers, @Nullable SSLSocketFactory tls) {
    this.url = url;
    this.headers = headers;
    this.tls = tls;
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
    HttpURLConnection connection = open(HttpTransport.millis(timeout));
    headers.of(compression, authorization).forEach(connection::setRequestProperty);
    try (Watchdog.Watch _ = WATCHDOG.abortAfter(timeLeft, connection::disconnect)) {
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.array(), 0, body.length());
      }
      return readResponse(connection, dueNanos);
    } catch (IOException e) {
      connection.disconnect();
      throw e;
    } catch (RuntimeException e) { // the JDK's, if the connection is closed while it writes
      connection.disconnect();
      if (dueNanos - System.nanoTime() <= 0) {
        throw HttpTransport.late(e);
      }
      throw e;
    } catch (StackOverflowError e) { // the JDK reads each interim response one call deeper
      connection.disconnect();
      throw new IOException("the endpoint sends interim (1xx) responses without end", e);
    }
  }

  private HttpURLConnection open(int timeoutMillis) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    if (tls != null) {
      ((HttpsURLConnection) connection).setSSLSocketFactory(tls);
    }
    connection.setConnectTimeout(timeoutMillis);
    connection.setReadTimeout(timeoutMillis);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    return connection;
  }

  private static HttpAnswer readResponse(HttpURLConnection connection, long dueNanos)
      throws IOException {
    int status = connection.getResponseCode();
    if (status < 0) {
      throw HttpInput.invalid();
    }
    byte[] body = readBody(connection, status, dueNanos);
    if (body.length > HttpAnswer.MAX_BODY_BYTES) {
      connection.disconnect(); // the unread part makes the connection unusable
    }
    return HttpAnswer.of(
        status,
        header(connection, "Content-Type"),
        header(connection, "Retry-After"),
        header(connection, "Location"),
        body);
  }

  /// Reads one byte more than allowed, to detect a body that is too long. The watchdog cannot
  /// interrupt that, because closing the stream waits for the pending read: [HttpInput] checks the
  /// deadline after every read.
  private static byte[] readBody(HttpURLConnection connection, int status, long dueNanos)
      throws IOException {
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      if (in == null) {
        return new byte[0];
      }
      HttpInput input = new HttpInput(in);
      input.startResponse(dueNanos);
      ByteBlock body = new ByteBlock(HttpAnswer.INITIAL_BODY_BYTES);
      input.read(body, Long.MAX_VALUE);
      HttpAnswer.requireComplete(body.length(), connection.getContentLengthLong());
      return body.toByteArray();
    }
  }

  private static String header(HttpURLConnection connection, String name) {
    String value = connection.getHeaderField(name);
    return value == null ? "" : value.strip();
  }
}
