package dev.cwforwarder.config;

import dev.cwforwarder.replay.ReplayRequest.Disposal;
import java.util.Map;

/// The settings of a replay, in addition to [Settings].
///
/// @param failureBucket the S3 bucket to replay
/// @param disposal what happens to an object after its delivery
public record ReplaySettings(String failureBucket, Disposal disposal) {
  /// Reads and validates all variables.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every missing or malformed
  ///   variable
  public static ReplaySettings fromEnv(Map<String, String> env) {
    EnvReader reader = new EnvReader(env);
    reader.require("FAILURE_BUCKET", "the bucket to replay");
    ReplaySettings settings =
        new ReplaySettings(
            reader.optional("FAILURE_BUCKET", "", Parsers::bucketName),
            reader.oneOf("REPLAY_DISPOSAL", Disposal.DELETE));
    reader.check();
    return settings;
  }
}
