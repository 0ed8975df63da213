package dev.cwforwarder.config;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Turns texts into values. Each throws [IllegalArgumentException] saying what was expected and
/// what was got; texts that may hold secrets are not repeated.
final class Parsers {
  private static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";

  private Parsers() {}

  static int intBetween(String raw, int min, int max) {
    int value;
    try {
      value = Integer.parseInt(raw);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a whole number, got '" + raw + "'", e);
    }
    if (value < min || value > max) {
      throw new IllegalArgumentException("expected %d to %d, got %d".formatted(min, max, value));
    }
    return value;
  }

  static Duration millisBetween(String raw, int min, int max) {
    return Duration.ofMillis(intBetween(raw, min, max));
  }

  /// An absolute `http://` or `https://` address without user info.
  static URI httpAddress(String raw) {
    URI uri;
    try {
      uri = URI.create(raw);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("expected an http:// or https:// address", e);
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "expected an address without user name and password; put them into"
              + " OTEL_EXPORTER_OTLP_HEADERS");
    }
    if (!http || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "expected an http:// or https:// address, got '" + raw + "'");
    }
    return uri;
  }

  /// The address logs are posted to under a base address.
  ///
  /// @see <a
  ///   href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp">Endpoint
  ///   URLs for OTLP/HTTP</a>
  static URI logsAddress(String rawBase) {
    URI base = httpAddress(rawBase);
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    String separator = path.endsWith("/") ? "" : "/";
    return base.resolve(path + separator + "v1/logs");
  }

  /// `key=value` pairs separated by commas, percent-encoded, as OpenTelemetry writes headers and
  /// resource attributes.
  static Map<String, String> pairs(String raw) {
    Map<String, String> pairs = new LinkedHashMap<>();
    int position = 0;
    for (String part : raw.split(",", -1)) {
      position++;
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      if (equals <= 0 || part.substring(0, equals).isBlank()) {
        throw new IllegalArgumentException(
            "expected key=value pairs separated by commas; pair %d is none".formatted(position));
      }
      pairs.put(part.substring(0, equals).strip(), percentDecoded(part.substring(equals + 1)));
    }
    return pairs;
  }

  private static String percentDecoded(String value) {
    // URLDecoder also takes + for a blank, which percent-encoding does not.
    return URLDecoder.decode(value.strip().replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  static Set<String> list(String raw) {
    return Set.copyOf(
        Arrays.stream(raw.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  /// One of the names of an enum's constants, in lower case.
  static <E extends Enum<E>> E oneOf(String raw, E[] values) {
    List<String> names = Arrays.stream(values).map(Parsers::lowerCase).toList();
    int index = names.indexOf(raw);
    if (index < 0) {
      throw new IllegalArgumentException(
          "expected one of %s, got '%s'".formatted(String.join(", ", names), raw));
    }
    return values[index];
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// PEM certificates: the text itself, its line breaks perhaps written as `\n`, or a file's path.
  static String pem(String raw) {
    String text = raw.startsWith("-----") ? raw.replace("\\n", "\n") : pemFile(raw);
    if (!text.contains(PEM_BEGIN)) {
      throw new IllegalArgumentException(
          "expected PEM certificates (" + PEM_BEGIN + " …) or the path of a file with them");
    }
    return text;
  }

  private static String pemFile(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the file '" + path + "'", e);
    }
  }
}
