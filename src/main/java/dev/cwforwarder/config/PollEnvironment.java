package dev.cwforwarder.config;

import dev.cwforwarder.config.text.Numbers;
import dev.cwforwarder.poll.Retention;
import java.util.Map;

/// The settings of polling, in addition to [Settings].
///
/// @param source location of the configuration; see [PollSettings#parse]
/// @param checkpointTable the DynamoDB table that stores how far each source has been forwarded;
///   empty if the caller has other checkpoints
/// @param insights whether polling may use Logs Insights, which AWS bills by the data that it scans
/// @param retention how long ClickStack retains records
/// @param region the Region that the function runs in; empty outside Lambda
public record PollEnvironment(
    ConfigSource source,
    String checkpointTable,
    boolean insights,
    Retention retention,
    String region) {
  private enum Switch {
    ON,
    OFF
  }

  /// Reads and validates all variables.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every missing or malformed
  ///   variable
  public static PollEnvironment fromEnv(Map<String, String> env) {
    EnvReader reader = new EnvReader(env);
    reader.require("CHECKPOINT_TABLE", "a DynamoDB table");
    return read(reader);
  }

  /// Like [#fromEnv], but without a checkpoint table.
  public static PollEnvironment withoutTable(Map<String, String> env) {
    return read(new EnvReader(env));
  }

  private static PollEnvironment read(EnvReader reader) {
    reader.require("POLL_CONFIG", "what to poll, as for the awscloudwatch receiver");
    PollEnvironment environment =
        new PollEnvironment(
            ConfigSource.read(reader, "POLL_CONFIG"),
            reader.optional("CHECKPOINT_TABLE", "", AwsNames::table),
            insights(reader),
            retention(reader),
            reader.text("AWS_REGION"));
    reader.check();
    return environment;
  }

  /// `POLL_INSIGHTS`.
  static boolean insights(EnvReader reader) {
    return reader.oneOf("POLL_INSIGHTS", Switch.OFF) == Switch.ON;
  }

  /// Reads only `CLICKSTACK_RETENTION_DAYS`.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException when it is malformed
  public static Retention retention(Map<String, String> env) {
    EnvReader reader = new EnvReader(env);
    Retention retention = retention(reader);
    reader.check();
    return retention;
  }

  private static Retention retention(EnvReader reader) {
    return reader.optional(
        "CLICKSTACK_RETENTION_DAYS",
        Retention.DEFAULT,
        raw -> new Retention(Numbers.intBetween(raw, 1, 3650)));
  }

  /// All variables that `${env:NAME}` may refer to. No others: messages about a malformed value
  /// quote it, and must not quote a key.
  public Map<String, String> variables() {
    return region.isEmpty() ? Map.of() : Map.of("AWS_REGION", region);
  }
}
