package dev.cwforwarder.config;

import java.util.Map;

/// What a replay is told beside [Settings].
///
/// @param failureBucket the S3 bucket that is replayed
/// @param disposal what becomes of its objects once they are delivered
public record ReplaySettings(String failureBucket, Disposal disposal) {
  /// `REPLAY_DISPOSAL`.
  public enum Disposal {
    DELETE,
    MOVE
  }

  /// Reads and checks both.
  ///
  /// @throws SettingsException naming every missing or malformed variable
  public static ReplaySettings fromEnv(Map<String, String> env) {
    EnvReader reader = new EnvReader(env);
    if (!reader.isSet("FAILURE_BUCKET")) {
      reader.problem("FAILURE_BUCKET is required but not set: the bucket to replay");
    }
    ReplaySettings settings =
        new ReplaySettings(
            reader.optional("FAILURE_BUCKET", "", Parsers::bucketName),
            reader.optional(
                "REPLAY_DISPOSAL", Disposal.DELETE, raw -> Parsers.oneOf(raw, Disposal.values())));
    reader.check();
    return settings;
  }
}
