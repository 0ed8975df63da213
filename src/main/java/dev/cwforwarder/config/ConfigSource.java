package dev.cwforwarder.config;

/// Where the text of `POLL_CONFIG` is.
public sealed interface ConfigSource {
  /// It is the setting itself.
  record Inline(String text) implements ConfigSource {}

  /// In the SSM parameter of this name, or of this ARN.
  record Parameter(String name) implements ConfigSource {}

  /// In an S3 object.
  record S3Object(String bucket, String key) implements ConfigSource {}

  /// Tells by the beginning: `ssm:NAME`, `s3://bucket/key`, anything else is the text.
  ///
  /// @throws IllegalArgumentException saying what was expected
  static ConfigSource of(String raw) {
    String reference = raw.strip();
    if (reference.startsWith("ssm:")) {
      return new Parameter(PollReferences.parameter(reference.substring("ssm:".length())));
    }
    if (reference.startsWith("s3:")) {
      return PollReferences.object(reference);
    }
    return new Inline(raw);
  }
}
