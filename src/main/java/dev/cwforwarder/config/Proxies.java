package dev.cwforwarder.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The proxies that the variables `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, in upper or
/// lower case. The first is for `https://` addresses, the second for `http://` ones.
///
/// No proxy is used for this machine itself: `localhost`, names below it, `127.0.0.0/8` and `::1`.
public final class Proxies {
  /// One or none for each scheme.
  private final Map<String, List<HttpProxy>> byScheme;

  private final NoProxy exceptions;

  private Proxies(List<HttpProxy> https, List<HttpProxy> http, NoProxy exceptions) {
    this.byScheme = Map.of("https", https, "http", http);
    this.exceptions = exceptions;
  }

  /// Reads the variables from `env`.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem, without a user
  ///   name and password
  public static Proxies fromEnv(Map<String, String> env) {
    EnvReader reader = new EnvReader(env);
    Proxies proxies =
        new Proxies(
            proxy(reader, "HTTPS_PROXY", "https_proxy"),
            proxy(reader, "HTTP_PROXY", "http_proxy"),
            reader.optional(List.of("NO_PROXY", "no_proxy"), NoProxy.NONE, NoProxy::parse));
    reader.check();
    return proxies;
  }

  private static List<HttpProxy> proxy(EnvReader reader, String... names) {
    return reader.optional(List.of(names), List.of(), raw -> List.of(HttpProxy.parse(raw)));
  }

  /// The proxies of both schemes.
  public List<HttpProxy> all() {
    return byScheme.values().stream().flatMap(List::stream).toList();
  }

  /// The proxy of requests to an `http://` or `https://` address; empty for a direct connection.
  public Optional<HttpProxy> of(URI address) {
    String scheme = String.valueOf(address.getScheme());
    return byScheme.getOrDefault(scheme, List.of()).stream()
        .filter(_ -> !exceptions.includes(address))
        .findFirst();
  }

  /// A proxy that is spoken to in plain HTTP. Requests with TLS pass through it encrypted.
  ///
  /// @param user empty if it wants none
  /// @param password may be empty
  public record HttpProxy(String host, int port, String user, String password) {
    private static final int DEFAULT_PORT = 80;
    private static final int MAX_PORT = 65_535;
    private static final Pattern FORM =
        Pattern.compile(
            "(?:(?i:http)://)?(?:([^@/:]*)(?::([^@/]*))?@)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])"
                + "(?::(\\d{1,5}))?/?");

    /// @throws IllegalArgumentException without quoting `raw`, which may contain a password
    static HttpProxy parse(String raw) {
      Matcher form = FORM.matcher(raw);
      if (!form.matches()) {
        throw new IllegalArgumentException(
            "expected http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, with other characters of"
                + " user and password percent-encoded; proxies of other schemes are not supported");
      }
      int port = form.group(4) == null ? DEFAULT_PORT : Integer.parseInt(form.group(4));
      if (port == 0 || port > MAX_PORT) {
        throw new IllegalArgumentException(
            "expected a port from 1 to %d, got %d".formatted(MAX_PORT, port));
      }
      return new HttpProxy(form.group(3), port, decoded(form.group(1)), decoded(form.group(2)));
    }

    private static String decoded(@Nullable String raw) {
      try {
        return raw == null
            ? ""
            : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException _) { // its message would quote a part
        throw new IllegalArgumentException("expected user and password to be percent-encoded");
      }
    }

    /// Omits user and password.
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }
}
