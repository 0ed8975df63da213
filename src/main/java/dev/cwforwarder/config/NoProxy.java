package dev.cwforwarder.config;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The addresses to connect to without a proxy: the entries of `NO_PROXY`, and this machine.
///
/// An entry is a domain with all names below it (`example.com`, `.example.com`, `*.example.com`),
/// an IP address, a range of addresses (`10.0.0.0/8`), or `*` for everything. A domain or address
/// may be followed by `:PORT`. Names are not resolved, so a range matches only addresses that are
/// written as such.
final class NoProxy {
  static final NoProxy NONE = new NoProxy(List.of());

  private static final Pattern PORT = Pattern.compile(":(\\d{1,5})$");

  private final List<Predicate<Target>> entries;

  private NoProxy(List<Predicate<Target>> entries) {
    this.entries = entries;
  }

  /// What an entry is compared with.
  ///
  /// @param host in lower case, without brackets and a dot at the end
  private record Target(String host, int port) {
    Optional<InetAddress> ip() {
      return NoProxy.ip(host);
    }
  }

  /// Parses entries that are separated by commas or blanks.
  ///
  /// @throws IllegalArgumentException naming the malformed entry
  static NoProxy parse(String raw) {
    return new NoProxy(
        Arrays.stream(raw.split("[,\\s]+"))
            .filter(entry -> !entry.isEmpty())
            .map(NoProxy::entry)
            .toList());
  }

  boolean includes(URI address) {
    String host = normal(EndpointAddress.hostOf(address));
    Target target = new Target(host, port(address));
    return isLoopback(host) || entries.stream().anyMatch(entry -> entry.test(target));
  }

  /// Whether `host` is this machine. Resolves no name: that would slow the cold start.
  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || ip(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }

  private static Predicate<Target> entry(String raw) {
    if (raw.equals("*")) {
      return _ -> true;
    }
    if (raw.contains("/")) {
      return range(raw);
    }
    String host = raw.replaceFirst("(?<=[^:]):\\d{1,5}$", "");
    int port = host.equals(raw) ? 0 : Integer.parseInt(raw.substring(host.length() + 1));
    String domain = normal(host.replaceAll("[\\[\\]]", "").replaceFirst("^\\*?\\.", ""));
    return target ->
        (port == 0 || port == target.port())
            && (target.host().equals(domain)
                || (target.ip().isEmpty() && target.host().endsWith("." + domain)));
  }

  private static Predicate<Target> range(String raw) {
    int slash = raw.indexOf('/');
    Optional<InetAddress> network = ip(raw.substring(0, slash));
    String bits = raw.substring(slash + 1);
    if (network.isEmpty()
        || !bits.matches("\\d{1,3}")
        || Integer.parseInt(bits) > Byte.SIZE * network.get().getAddress().length) {
      throw new IllegalArgumentException("expected a range like 10.0.0.0/8, got '" + raw + "'");
    }
    byte[] prefix = network.get().getAddress();
    int length = Integer.parseInt(bits);
    return target ->
        target.ip().filter(ip -> startsWith(ip.getAddress(), prefix, length)).isPresent();
  }

  private static boolean startsWith(byte[] address, byte[] prefix, int bits) {
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((address[bit / Byte.SIZE] ^ prefix[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<InetAddress> ip(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String normal(String host) {
    return host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
  }

  /// The port is part of the authority, because [URI] finds none after a host like
  /// `otel_collector`.
  private static int port(URI address) {
    Matcher port = PORT.matcher(address.getRawAuthority());
    if (port.find()) {
      return Integer.parseInt(port.group(1));
    }
    return "https".equals(address.getScheme()) ? 443 : 80;
  }
}
