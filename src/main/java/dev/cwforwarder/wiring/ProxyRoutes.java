package dev.cwforwarder.wiring;

import dev.cwforwarder.config.Proxies;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends the HTTP connections of this process, those to ClickStack and those of the AWS SDK,
/// through the proxies of the environment. Both ask the default selector.
public final class ProxyRoutes extends ProxySelector {
  private final Proxies proxies;
  private final @Nullable ProxySelector others;

  private ProxyRoutes(Proxies proxies, @Nullable ProxySelector others) {
    this.proxies = proxies;
    this.others = others;
  }

  /// Reads the variables in `env` and applies them to the process. Without such variables the
  /// process remains as it is, and connections cost no more.
  ///
  /// Has to be called before the first connection: the JDK then reads whether it may authenticate.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every malformed variable
  public static void install(Map<String, String> env) {
    Proxies proxies = Proxies.fromEnv(env);
    if (proxies.all().isEmpty()) {
      return;
    }
    ProxySelector current = ProxySelector.getDefault();
    ProxySelector others = current instanceof ProxyRoutes routes ? routes.others : current;
    ProxySelector.setDefault(new ProxyRoutes(proxies, others));
    if (proxies.all().stream().anyMatch(proxy -> !proxy.user().isEmpty())) {
      // By default, the JDK does not send user and password to a proxy before TLS starts.
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
      Authenticator.setDefault(new ProxyUsers(proxies.all()));
    }
  }

  @Override
  public List<Proxy> select(URI address) {
    if (address.getRawAuthority() == null) {
      return List.of(Proxy.NO_PROXY);
    }
    Optional<Proxies.HttpProxy> proxy = proxies.of(address);
    if (proxy.isPresent()) {
      InetSocketAddress unresolved =
          InetSocketAddress.createUnresolved(proxy.get().host(), proxy.get().port());
      return List.of(new Proxy(Proxy.Type.HTTP, unresolved));
    }
    return others == null ? List.of(Proxy.NO_PROXY) : others.select(address);
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    // Whoever made the request reports the failure.
  }

  /// The users of the proxies. Answers proxies only, and each with its own user.
  private static final class ProxyUsers extends Authenticator {
    private final List<Proxies.HttpProxy> proxies;

    ProxyUsers(List<Proxies.HttpProxy> proxies) {
      this.proxies = proxies;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      return proxies.stream()
          .filter(it -> it.port() == getRequestingPort() && it.host().equals(getRequestingHost()))
          .filter(it -> !it.user().isEmpty())
          .findFirst()
          .map(it -> new PasswordAuthentication(it.user(), it.password().toCharArray()))
          .orElse(null);
    }
  }
}
