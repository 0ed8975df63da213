package dev.cwforwarder.config;

import dev.cwforwarder.model.LogGroup;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The settings of subscribing. They include no endpoint and no key, because nothing is forwarded.
///
/// @param source location of the rules; see [Subscriptions#parse]
/// @param destinationArn the destination of all filters: the function's alias, or a stream
/// @param filterName name of the filters to create
/// @param ownLogGroups the forwarder's own log groups, which are never subscribed
/// @param checkpointTable the table that delegations to polling are written to; empty: polling is
///   off
/// @param pollInsights whether polling may use Logs Insights, which AWS bills by the data that it
///   scans
/// @param tracing whether X-Ray traces the forwarder's functions
public record SubscribeEnvironment(
    ConfigSource source,
    String destinationArn,
    String filterName,
    Set<LogGroup> ownLogGroups,
    String checkpointTable,
    boolean pollInsights,
    boolean tracing) {
  /// The prefix of every filter that a stack manages, and the stack's name.
  private static final Pattern FILTER_NAME =
      Pattern.compile("clickstack-forwarder-[A-Za-z][A-Za-z0-9-]{0,127}");

  private static final Pattern DESTINATION =
      Pattern.compile("arn:[a-z-]+:(?:lambda|kinesis|logs):[a-z0-9-]+:\\d{12}:\\S+");

  public SubscribeEnvironment {
    ownLogGroups = Set.copyOf(ownLogGroups);
  }

  /// Reads and validates all variables.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every missing or malformed
  ///   variable
  public static SubscribeEnvironment fromEnv(Map<String, String> env) {
    EnvReader reader = new EnvReader(env);
    reader.require("SUBSCRIPTIONS", "which log groups to subscribe, as YAML or JSON");
    return read(reader);
  }

  /// Like [#fromEnv], but without `SUBSCRIPTIONS`, to remove filters.
  public static SubscribeEnvironment withoutRules(Map<String, String> env) {
    return read(new EnvReader(env));
  }

  private static SubscribeEnvironment read(EnvReader reader) {
    reader.require("SUBSCRIPTION_DESTINATION", "the ARN of the alias to send log events to");
    reader.require("SUBSCRIPTION_FILTER_NAME", "clickstack-forwarder- and the stack's name");
    reader.require("OWN_LOG_GROUPS", "the ARNs of the forwarder's own log groups");
    SubscribeEnvironment environment =
        new SubscribeEnvironment(
            ConfigSource.read(reader, "SUBSCRIPTIONS"),
            reader.optional("SUBSCRIPTION_DESTINATION", "", SubscribeEnvironment::destination),
            reader.optional("SUBSCRIPTION_FILTER_NAME", "", SubscribeEnvironment::filterName),
            reader.optional("OWN_LOG_GROUPS", Set.of(), Parsers::logGroups),
            reader.optional("CHECKPOINT_TABLE", "", AwsNames::table),
            PollEnvironment.insights(reader),
            reader.onOff("TRACING", false));
    reader.check();
    return environment;
  }

  private static String destination(String raw) {
    return Parsers.matching(
        DESTINATION, "the ARN of a function's alias, a stream or a destination", raw);
  }

  private static String filterName(String raw) {
    return Parsers.matching(FILTER_NAME, "clickstack-forwarder- and the stack's name", raw);
  }
}
