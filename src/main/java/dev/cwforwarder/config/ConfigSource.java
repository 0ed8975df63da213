package dev.cwforwarder.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Location of a configuration text: of `POLL_CONFIG` or `SUBSCRIPTIONS`.
public sealed interface ConfigSource {
  /// The variable contains the text.
  record Inline(String text) implements ConfigSource {}

  /// An SSM parameter with this name or ARN contains the text.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html">PutParameter</a>
  record Parameter(String name) implements ConfigSource {
    private static final Pattern NAME =
        Pattern.compile("(?:arn:[a-z-]+:ssm:[a-z0-9-]+:\\d{12}:parameter)?[\\w./-]{1,1011}");
  }

  /// An S3 object contains the text.
  record S3Object(String bucket, String key) implements ConfigSource {
    private static final Pattern URI = Pattern.compile("s3://([^/]+)/(.{1,1024})");
  }

  /// Parses `ssm:NAME` and `s3://bucket/key`. Anything else is the text itself.
  ///
  /// @throws IllegalArgumentException stating what was expected
  static ConfigSource of(String raw) {
    String reference = raw.strip();
    if (reference.startsWith("ssm:")) {
      String name = reference.substring("ssm:".length());
      return new Parameter(
          Parsers.matching(Parameter.NAME, "ssm: and the name of an SSM parameter", name));
    }
    return reference.startsWith("s3:") ? object(reference) : new Inline(raw);
  }

  /// The source that a variable of the environment contains or refers to; an empty text if it is
  /// not set.
  static ConfigSource read(EnvReader reader, String name) {
    return reader.optionalUnstripped(name, new Inline(""), ConfigSource::of);
  }

  private static ConfigSource object(String raw) {
    Matcher parts = S3Object.URI.matcher(raw);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected s3://BUCKET/KEY, got '" + raw + "'");
    }
    return new S3Object(Parsers.bucketName(parts.group(1)), parts.group(2));
  }
}
