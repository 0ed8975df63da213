package dev.cwforwarder.config;

import java.util.Map;
import java.util.regex.Pattern;

/// What polling is told beside [Settings].
///
/// @param source where the configuration is; see [PollSettings#parse]
/// @param checkpointTable the DynamoDB table that keeps how far each source has been forwarded
/// @param insights whether Logs Insights may be used, which AWS bills
public record PollEnvironment(ConfigSource source, String checkpointTable, boolean insights) {
  private enum Switch {
    ON,
    OFF
  }

  private static final Pattern TABLE = Pattern.compile("[\\w.-]{3,255}");

  /// Reads and checks both.
  ///
  /// @throws SettingsException naming every missing or malformed variable
  public static PollEnvironment fromEnv(Map<String, String> env) {
    EnvReader reader = new EnvReader(env);
    require(reader, "POLL_CONFIG", "what to poll, as the awscloudwatch receiver is told");
    require(reader, "CHECKPOINT_TABLE", "a DynamoDB table");
    PollEnvironment environment =
        new PollEnvironment(
            // Not stripped: indentation of the first line means something.
            reader.optional(
                "POLL_CONFIG",
                new ConfigSource.Inline(""),
                _ -> ConfigSource.of(env.getOrDefault("POLL_CONFIG", ""))),
            reader.optional("CHECKPOINT_TABLE", "", PollEnvironment::table),
            insights(reader));
    reader.check();
    return environment;
  }

  /// `POLL_INSIGHTS` alone, for polling without a table.
  ///
  /// @throws SettingsException when it is malformed
  public static boolean insights(Map<String, String> env) {
    EnvReader reader = new EnvReader(env);
    boolean insights = insights(reader);
    reader.check();
    return insights;
  }

  static boolean insights(EnvReader reader) {
    return reader.optional("POLL_INSIGHTS", Switch.OFF, raw -> Parsers.oneOf(raw, Switch.values()))
        == Switch.ON;
  }

  private static void require(EnvReader reader, String name, String what) {
    if (!reader.isSet(name)) {
      reader.problem("%s is required but not set: %s".formatted(name, what));
    }
  }

  /// A table's name.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">Naming
  ///   rules</a>
  static String table(String raw) {
    if (!TABLE.matcher(raw).matches()) {
      throw new IllegalArgumentException(
          "expected the name of a DynamoDB table: 3 to 255 of A-Za-z0-9_.-, got '" + raw + "'");
    }
    return raw;
  }
}
