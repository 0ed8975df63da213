package dev.cwforwarder.config;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What subscribing is told. Needs no endpoint and no key: nothing is forwarded.
///
/// @param source where the rules are; see [SubscriptionSettings#parse]
/// @param destinationArn the function's alias, or the stream, that filters lead to
/// @param filterName of the filters that are made
/// @param ownLogGroups the forwarder's own, never subscribed
/// @param checkpointTable where polling is told what it has to read; empty: polling is off
/// @param pollInsights whether polling may use Logs Insights, which AWS bills
public record SubscribeEnvironment(
    ConfigSource source,
    String destinationArn,
    String filterName,
    Set<LogGroupArn> ownLogGroups,
    String checkpointTable,
    boolean pollInsights) {
  /// Every filter of ours begins with it; the stack's name follows.
  private static final Pattern FILTER_NAME =
      Pattern.compile("clickstack-forwarder-[A-Za-z][A-Za-z0-9-]{0,127}");

  private static final Pattern DESTINATION =
      Pattern.compile("arn:[a-z-]+:(?:lambda|kinesis|logs):[a-z0-9-]+:\\d{12}:\\S+");

  public SubscribeEnvironment {
    ownLogGroups = Set.copyOf(ownLogGroups);
  }

  /// Reads and checks all of it.
  ///
  /// @throws SettingsException naming every missing or malformed variable
  public static SubscribeEnvironment fromEnv(Map<String, String> env) {
    EnvReader reader = new EnvReader(env);
    require(reader, "SUBSCRIPTIONS", "which log groups to subscribe, as YAML or JSON");
    SubscribeEnvironment environment = read(reader, env);
    reader.check();
    return environment;
  }

  /// The same without `SUBSCRIPTIONS`, to take filters back.
  ///
  /// @throws SettingsException naming every missing or malformed variable
  public static SubscribeEnvironment withoutRules(Map<String, String> env) {
    EnvReader reader = new EnvReader(env);
    SubscribeEnvironment environment = read(reader, env);
    reader.check();
    return environment;
  }

  private static SubscribeEnvironment read(EnvReader reader, Map<String, String> env) {
    require(reader, "SUBSCRIPTION_DESTINATION", "the ARN of the alias that filters lead to");
    require(reader, "SUBSCRIPTION_FILTER_NAME", "clickstack-forwarder- and the stack's name");
    require(reader, "OWN_LOG_GROUPS", "the ARNs of the forwarder's own log groups");
    return new SubscribeEnvironment(
        // Not stripped: indentation of the first line means something.
        reader.optional(
            "SUBSCRIPTIONS",
            new ConfigSource.Inline(""),
            _ -> ConfigSource.of(env.getOrDefault("SUBSCRIPTIONS", ""))),
        reader.optional("SUBSCRIPTION_DESTINATION", "", SubscribeEnvironment::destination),
        reader.optional("SUBSCRIPTION_FILTER_NAME", "", SubscribeEnvironment::filterName),
        reader.optional("OWN_LOG_GROUPS", Set.of(), Parsers::logGroups),
        reader.optional("CHECKPOINT_TABLE", "", PollEnvironment::table),
        PollEnvironment.insights(reader));
  }

  private static void require(EnvReader reader, String name, String what) {
    if (!reader.isSet(name)) {
      reader.problem("%s is required but not set: %s".formatted(name, what));
    }
  }

  private static String destination(String raw) {
    if (!DESTINATION.matcher(raw).matches()) {
      throw new IllegalArgumentException(
          "expected the ARN of a function's alias, a stream or a destination, got '" + raw + "'");
    }
    return raw;
  }

  private static String filterName(String raw) {
    if (!FILTER_NAME.matcher(raw).matches()) {
      throw new IllegalArgumentException(
          "expected clickstack-forwarder- and the stack's name, got '" + raw + "'");
    }
    return raw;
  }
}
