package dev.cwforwarder.config;

import dev.cwforwarder.model.LogGroup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Parses values of settings. Each method throws an [IllegalArgumentException] that states the
/// expected and the actual value. Messages never quote values that may contain secrets.
final class Parsers {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";

  private Parsers() {}

  /// `raw` itself, if all of it matches `pattern`.
  ///
  /// @param expected what the pattern matches, for the message
  static String matching(Pattern pattern, String expected, String raw) {
    if (!pattern.matcher(raw).matches()) {
      throw new IllegalArgumentException("expected %s, got '%s'".formatted(expected, raw));
    }
    return raw;
  }

  /// `raw` without query and fragment, which may contain secrets.
  static String withoutQuery(String raw) {
    return raw.replaceFirst("[?#].*", "");
  }

  /// `key=value` pairs, separated by commas and percent-encoded: OpenTelemetry's format for headers
  /// and resource attributes.
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
            "expected key=value pairs separated by commas; pair %d is malformed"
                .formatted(position));
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
          "expected percent-encoded UTF-8 (%%XX) in pair %d".formatted(position));
    }
  }

  /// ARNs of log groups, separated by commas. An entry that starts with a slash is a name in the
  /// account and Region of the ARN before it: all variables of a function share 4 KB, and names are
  /// shorter than ARNs.
  static Set<LogGroup> logGroups(String raw) {
    Set<LogGroup> groups = new HashSet<>();
    LogGroup before = null;
    for (String part : raw.split(",", -1)) {
      String group = part.strip();
      if (!group.isEmpty()) {
        before =
            before != null && group.startsWith("/")
                ? before.withName(group)
                : LogGroup.parse(group);
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
    return matching(BUCKET, "the name of an S3 bucket: 3 to 63 of a-z, 0-9, '.' and '-'", raw);
  }

  /// The enum constant with this name in lower case.
  static <E extends Enum<E>> E oneOf(String raw, E[] values) {
    List<String> names = Arrays.stream(values).map(Parsers::lowerCase).toList();
    int index = names.indexOf(raw);
    if (index < 0) {
      throw new IllegalArgumentException(
          "expected one of %s, got '%s'".formatted(String.join(", ", names), raw));
    }
    return values[index];
  }

  /// `on` or `off`.
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

  /// PEM certificates: either the text, whose line breaks may be written as `\n`, or the path of a
  /// file.
  static String pem(String raw) {
    String text = raw.contains("-----") ? raw.replace("\\n", "\n") : pemFile(raw);
    if (!text.contains(PEM_BEGIN)) {
      throw new IllegalArgumentException(
          "expected PEM certificates (" + PEM_BEGIN + " …) or the path of a file with them");
    }
    try {
      if (CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
          .isEmpty()) {
        throw new IllegalArgumentException("expected PEM certificates, got none");
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "expected PEM certificates, got certificates that cannot be parsed", e);
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
