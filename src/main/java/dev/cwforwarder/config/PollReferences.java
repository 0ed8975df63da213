package dev.cwforwarder.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks what [ConfigSource] refers to.
final class PollReferences {
  /// @see <a
  ///   href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html">PutParameter</a>
  private static final Pattern PARAMETER =
      Pattern.compile("(?:arn:[a-z-]+:ssm:[a-z0-9-]+:\\d{12}:parameter)?[\\w./-]{1,1011}");

  private static final Pattern OBJECT = Pattern.compile("s3://([^/]+)/(.{1,1024})");

  private PollReferences() {}

  static String parameter(String name) {
    if (!PARAMETER.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected ssm: and the name of an SSM parameter, got 'ssm:" + name + "'");
    }
    return name;
  }

  static ConfigSource object(String raw) {
    Matcher parts = OBJECT.matcher(raw);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected s3://BUCKET/KEY, got '" + raw + "'");
    }
    return new ConfigSource.S3Object(Parsers.bucketName(parts.group(1)), parts.group(2));
  }
}
