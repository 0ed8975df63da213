package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// A connection to the host of one address, for one request after the other. Not thread-safe,
/// except for [#close].
final class HttpConnection {
  /// A request up to this size is sent in one write, and as one record of TLS.
  private static final int WRITE_BYTES = 16 * 1024;

  /// After this time, the endpoint may have closed the connection. To find out takes 1 ms.
  private static final long ASSUMED_OPEN_MILLIS = 5_000;

  private final URL url;
  private final @Nullable SSLSocketFactory tls;

  /// Closing it ends a pending read or write at once; closing a TLS socket would wait for it.
  private final Socket socket = new Socket(Proxy.NO_PROXY);

  private @Nullable OutputStream out;
  private @Nullable HttpResponseReader responses;
  private final ByteBlock first = new ByteBlock(WRITE_BYTES);
  private long idleSinceMillis;

  /// @param tls null for plain HTTP
  HttpConnection(URL url, @Nullable SSLSocketFactory tls) {
    this.url = url;
    this.tls = tls;
  }

  /// Connects, unless it is connected, and limits each wait for bytes.
  void connect(int timeoutMillis) throws IOException {
    if (out == null) {
      int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
      socket.connect(new InetSocketAddress(url.getHost(), port), timeoutMillis);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(timeoutMillis);
      Socket stream = tls == null ? socket : secured(tls, url.getHost(), port);
      responses = new HttpResponseReader(stream.getInputStream());
      out = stream.getOutputStream();
    } else {
      socket.setSoTimeout(timeoutMillis);
    }
  }

  /// The certificate has to be for `host`.
  private Socket secured(SSLSocketFactory factory, String host, int port) throws IOException {
    SSLSocket secured = (SSLSocket) factory.createSocket(socket, host, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  /// Sends a request.
  ///
  /// @param head up to the value of `Content-Length`
  void write(byte[] head, ByteBlock body) throws IOException {
    OutputStream target = connected(out);
    byte[] length = (body.length() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    first.clear(WRITE_BYTES);
    first.write(head, 0, head.length);
    first.write(length, 0, length.length);
    int inFirst = Math.clamp((long) WRITE_BYTES - first.length(), 0, body.length());
    first.write(body.array(), 0, inFirst);
    target.write(first.array(), 0, first.length());
    if (inFirst < body.length()) {
      target.write(body.array(), inFirst, body.length() - inFirst);
    }
    target.flush();
  }

  /// Reads the response to the request.
  HttpAnswer read(long dueNanos) throws IOException {
    return connected(responses).read(dueNanos);
  }

  /// Whether another request may follow.
  boolean isReusable() {
    return responses != null && responses.isReusable();
  }

  /// Begins the time without requests.
  void idleSince(long nowMillis) {
    idleSinceMillis = nowMillis;
  }

  /// Whether the connection was used not long ago, so that the endpoint has probably not closed it,
  /// and nothing arrived since then.
  boolean isFresh(long nowMillis) {
    long idleMillis = nowMillis - idleSinceMillis;
    return idleMillis >= 0
        && responses != null
        && idleMillis < responses.keepAlive().toMillis()
        && isQuiet(idleMillis);
  }

  /// What arrives before a request must not acknowledge it. With TLS, it is usually the message
  /// that the endpoint closes the connection.
  private boolean isQuiet(long idleMillis) {
    try {
      InputStream received = socket.getInputStream();
      if (idleMillis < ASSUMED_OPEN_MILLIS) {
        return received.available() == 0;
      }
      socket.setSoTimeout(1);
      int _ = received.read();
      return false; // the end of the connection, or a byte too many
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Ends the connection. A request that waits on another thread fails.
  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The connection is not used again.
    }
  }

  private static <T> T connected(@Nullable T stream) {
    if (stream == null) {
      throw new IllegalStateException("not connected");
    }
    return stream;
  }
}
