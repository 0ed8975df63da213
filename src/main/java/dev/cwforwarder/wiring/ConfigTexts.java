package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.ConfigLoader;
import dev.cwforwarder.config.ConfigSource;
import java.io.IOException;

/// Loads configuration texts.
final class ConfigTexts {
  private ConfigTexts() {}

  /// The text at `source`.
  ///
  /// @throws IOException when AWS does not return it
  static String load(ConfigSource source) throws IOException {
    return switch (source) {
      case ConfigSource.Inline inline -> inline.text();
      case ConfigSource.Parameter parameter -> ConfigLoader.parameter(parameter.name());
      case ConfigSource.S3Object object -> ConfigLoader.object(object.bucket(), object.key());
    };
  }
}
