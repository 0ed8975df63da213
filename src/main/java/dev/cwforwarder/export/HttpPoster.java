package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/// Posts request bodies to one endpoint and reads the responses on the caller's thread, through a
/// proxy where one is configured. Thread-safe.
final class HttpPoster {
  private final Endpoint endpoint;
  private final HttpTransport transport;

  /// @param userAgent value of the `User-Agent` header
  HttpPoster(Endpoint endpoint, String userAgent, Clock clock) {
    configureJdk();
    this.endpoint = endpoint;
    URL url;
    try {
      url = endpoint.uri().toURL();
    } catch (IOException e) {
      throw new IllegalArgumentException("not a usable address: " + endpoint.uri(), e);
    }
    SSLSocketFactory tls =
        "https".equals(url.getProtocol()) ? TlsSockets.trusting(endpoint.trustedPem()) : null;
    RequestHeaders headers = new RequestHeaders(endpoint.headers(), userAgent);
    this.transport =
        proxies().stream().allMatch(proxy -> proxy.type() == Proxy.Type.DIRECT)
            ? new DirectTransport(url, headers, tls, clock)
            : new ProxyTransport(url, headers, tls);
  }

  /// Configures the connections of the JDK, which the AWS SDK uses with any transport. Has to be
  /// called before the first one.
  private static void configureJdk() {
    // Otherwise the JDK silently repeats a POST when a kept-alive connection turns out to be dead.
    System.setProperty("sun.net.http.retryPost", "false");
    System.setProperty(
        "http.keepAlive.time.server", String.valueOf(HttpTransport.KEEP_ALIVE.toSeconds()));
  }

  /// Posts `body` and waits for the complete response.
  ///
  /// @param authorization value of the `authorization` header; empty for the endpoint's headers
  /// @param timeLeft limit of the whole attempt, even if bytes keep trickling in
  /// @throws IOException when there is no complete response: connect, reset, timeout, truncation
  HttpAnswer post(ByteBlock body, Compression compression, String authorization, Duration timeLeft)
      throws IOException {
    Duration timeout = endpoint.timeout();
    return transport.post(
        body,
        compression,
        authorization,
        timeout.compareTo(timeLeft) < 0 ? timeout : timeLeft,
        timeLeft);
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
    return proxies().stream()
        .filter(proxy -> proxy.address() instanceof InetSocketAddress)
        .map(proxy -> (InetSocketAddress) proxy.address())
        .map(it -> address + " through the proxy " + it.getHostString() + ":" + it.getPort())
        .findFirst()
        .orElse(address);
  }

  /// The ways to the endpoint that the process prefers.
  private List<Proxy> proxies() {
    ProxySelector selector = ProxySelector.getDefault();
    return selector == null ? List.of() : selector.select(endpoint.uri());
  }
}
