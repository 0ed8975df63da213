package dev.cwforwarder.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns texts into values. Each throws [IllegalArgumentException] saying what was expected and
/// what was got; texts that may hold secrets are not repeated.
public final class Parsers {
  private static final int MAX_PORT = 65_535;
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";

  private Parsers() {}

  public static int intBetween(String raw, int min, int max) {
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

  /// An absolute `http://` or `https://` address without user info and fragment.
  static URI httpAddress(String raw) {
    if (raw.contains("@")) {
      throw new IllegalArgumentException(
          "expected an address without user name and password; put them into"
              + " OTEL_EXPORTER_OTLP_HEADERS");
    }
    URI uri;
    try {
      uri = URI.create(raw);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("expected an http:// or https:// address", e);
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "expected an http:// or https:// address, got '" + withoutQuery(raw) + "'");
    }
    if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
      throw new IllegalArgumentException(
          "expected a port from 1 to %d, got %d".formatted(MAX_PORT, uri.getPort()));
    }
    return uri;
  }

  /// The address logs are posted to under a base address.
  ///
  /// @see <a
  ///   href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp">Endpoint
  ///   URLs for OTLP/HTTP</a>
  static URI logsAddress(String rawBase) {
    if (httpAddress(rawBase).getRawQuery() != null) {
      throw new IllegalArgumentException(
          "expected an address without a query; an exact one goes into"
              + " OTEL_EXPORTER_OTLP_LOGS_ENDPOINT");
    }
    return URI.create(rawBase + (rawBase.endsWith("/") ? "" : "/") + "v1/logs");
  }

  /// Queries may hold secrets.
  private static String withoutQuery(String raw) {
    return raw.replaceFirst("[?#].*", "");
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
      pairs.put(
          part.substring(0, equals).strip(),
          percentDecoded(part.substring(equals + 1).strip(), position));
    }
    return pairs;
  }

  private static String percentDecoded(String value, int position) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    try {
      ByteArrayOutputStream decoded = new ByteArrayOutputStream();
      int end = 0;
      for (int at = value.indexOf('%'); at >= 0; at = value.indexOf('%', end)) {
        decoded.writeBytes(value.substring(end, at).getBytes(StandardCharsets.UTF_8));
        end = at + 3;
        decoded.write(HexFormat.fromHexDigits(value, at + 1, end));
      }
      decoded.writeBytes(value.substring(end).getBytes(StandardCharsets.UTF_8));
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(decoded.toByteArray()))
          .toString();
    } catch (IndexOutOfBoundsException | IllegalArgumentException | CharacterCodingException _) {
      throw new IllegalArgumentException(
          "expected %%XX with hexadecimal digits of UTF-8 after each %% of pair %d"
              .formatted(position));
    }
  }

  /// ARNs of log groups, separated by commas. ARNs of log groups; what begins with a slash is a
  /// name in the account and Region of the ARN before it. All variables of a function share 4 KB.
  static Set<LogGroupArn> logGroups(String raw) {
    Set<LogGroupArn> groups = new HashSet<>();
    LogGroupArn before = null;
    for (String part : raw.split(",", -1)) {
      String group = part.strip();
      if (!group.isEmpty()) {
        before =
            before != null && group.startsWith("/")
                ? before.withName(group)
                : LogGroupArn.parse(group);
        groups.add(before);
      }
    }
    return groups;
  }

  /// The name of an S3 bucket.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Naming
  ///   rules</a>
  static String bucketName(String raw) {
    if (!BUCKET.matcher(raw).matches()) {
      throw new IllegalArgumentException(
          "expected the name of an S3 bucket: 3 to 63 of a-z, 0-9, '.' and '-', got '" + raw + "'");
    }
    return raw;
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

  /// A switch.
  static boolean onOff(String raw) {
    return switch (raw) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException("expected on or off, got '" + raw + "'");
    };
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// PEM certificates: the text itself, its line breaks perhaps written as `\n`, or a file's path.
  static String pem(String raw) {
    String text = raw.contains("-----") ? raw.replace("\\n", "\n") : pemFile(raw);
    if (!text.contains(PEM_BEGIN)) {
      throw new IllegalArgumentException(
          "expected PEM certificates (" + PEM_BEGIN + " …) or the path of a file with them");
    }
    try {
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "expected PEM certificates, got some that cannot be parsed", e);
    }
    return text;
  }

  private static String pemFile(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("cannot read the file '" + path + "'", e);
    }
  }
}
