package dev.cwforwarder.testing.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Resolves some names to 127.0.0.1 in the JVM of the tests, as a container's DNS resolves the
/// names of its neighbors. All other names are resolved as usual.
public final class HostAliases extends InetAddressResolverProvider {
  /// Names that Docker Compose, Kubernetes and private zones use although no DNS registry has them.
  public static final List<String> NAMES =
      List.of(
          "otel_collector",
          "otlp.1234-k8s-namespace",
          "collector.123",
          "_otlp._tcp",
          "collector-",
          "-collector",
          "collector.internal.");

  private static final Set<String> RESOLVED = Set.copyOf(NAMES);
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver others = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        return RESOLVED.contains(host)
            ? Stream.of(InetAddress.getByAddress(host, LOOPBACK))
            : others.lookupByName(host, policy);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return others.lookupByAddress(address);
      }
    };
  }

  @Override
  public String name() {
    return "aliases of the loopback address";
  }
}
