package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.DynamoCheckpoints;
import dev.cwforwarder.aws.LogsAccountPolicies;
import dev.cwforwarder.aws.LogsClients;
import dev.cwforwarder.aws.SubscribedGroups;
import dev.cwforwarder.config.Glob;
import dev.cwforwarder.config.LogGroupArn;
import dev.cwforwarder.config.SubscribeEnvironment;
import dev.cwforwarder.config.SubscriptionSettings;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.subscribe.PollDelegation;
import dev.cwforwarder.subscribe.Reconciler;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.Identity;
import dev.cwforwarder.subscribe.plan.Rule;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/// Puts the parts of subscribing together, for the function and for the command line.
public final class SubscribeWiring {
  /// `arn:aws:lambda:region:account:function:name:alias`.
  private static final int ARN_REGION = 3;

  private static final int ARN_ACCOUNT = 4;

  private final Identity identity;
  private final DesiredState wanted;
  private final SubscribeEnvironment environment;

  private SubscribeWiring(
      Identity identity, DesiredState wanted, SubscribeEnvironment environment) {
    this.identity = identity;
    this.wanted = wanted;
    this.environment = environment;
  }

  /// Reads the settings from `env`.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException naming the problems of `env` and of the
  ///   rules
  /// @throws IOException when the rules are kept somewhere and cannot be had
  public static SubscribeWiring of(Map<String, String> env) throws IOException {
    SubscribeEnvironment environment = SubscribeEnvironment.fromEnv(env);
    SubscriptionSettings settings =
        SubscriptionSettings.parse(PollWiring.text(environment.source()));
    return new SubscribeWiring(
        identity(env, environment, Set.copyOf(settings.flowLogGroups())),
        wanted(settings),
        environment);
  }

  /// The same without rules: everything that is ours goes.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException naming the problems of `env`
  public static SubscribeWiring withoutRules(Map<String, String> env) {
    SubscribeEnvironment environment = SubscribeEnvironment.withoutRules(env);
    return new SubscribeWiring(
        identity(env, environment, Set.of()), DesiredState.NOTHING, environment);
  }

  private static Identity identity(
      Map<String, String> env, SubscribeEnvironment environment, Set<String> flowLogs) {
    Set<String> own = new HashSet<>(flowLogs);
    environment.ownLogGroups().stream().map(LogGroupArn::name).forEach(own::add);
    String running = env.getOrDefault("AWS_LAMBDA_LOG_GROUP_NAME", "");
    if (!running.isEmpty()) {
      own.add(running);
    }
    String[] arn = environment.destinationArn().split(":", -1);
    return new Identity(
        arn[ARN_ACCOUNT],
        arn[ARN_REGION],
        environment.filterName(),
        environment.destinationArn(),
        own);
  }

  private static DesiredState wanted(SubscriptionSettings settings) {
    return new DesiredState(
        settings.rules().stream().map(SubscribeWiring::rule).toList(),
        settings::isNever,
        switch (settings.mode()) {
          case FILTERS -> DesiredState.Mode.FILTERS;
          case ACCOUNT_POLICY -> DesiredState.Mode.ACCOUNT_POLICY;
        },
        settings.includeLinked());
  }

  private static Rule rule(SubscriptionSettings.Rule rule) {
    Map<String, Predicate<String>> tags = new HashMap<>();
    for (Map.Entry<String, Glob> tag : rule.tags().entrySet()) {
      tags.put(tag.getKey(), tag.getValue()::matches);
    }
    return new Rule(
        rule.name(),
        rule::names,
        tags,
        rule.classes(),
        new Rule.Template(
            rule.filterPattern(),
            rule.destinationArn(),
            rule.roleArn(),
            rule.distribution(),
            rule.emitSystemFields(),
            rule.transformed()));
  }

  /// Carries out orders with this environment's credentials.
  ///
  /// @throws CheckpointException when the table that polling reads cannot be opened
  public Reconciler reconciler() throws CheckpointException {
    LogsClients clients = new LogsClients();
    return new Reconciler(
        new SubscribedGroups(clients, identity.region()),
        new LogsAccountPolicies(clients, identity.region()),
        handOver(),
        Clock.systemUTC(),
        new SplittableRandom(System.nanoTime() ^ ProcessHandle.current().pid()),
        Thread::sleep);
  }

  private PollDelegation handOver() throws CheckpointException {
    String table = environment.checkpointTable();
    return table.isEmpty()
        ? PollDelegation.NONE
        : new CheckpointDelegations(
            DynamoCheckpoints.open(table, Clock.systemUTC()),
            identity.account(),
            environment.pollInsights(),
            Clock.systemUTC());
  }

  /// What is to be done.
  ///
  /// @param only a log group's whole name; empty: all
  /// @param acting whether it is done
  public Reconciler.Order order(String only, boolean acting) {
    return new Reconciler.Order(wanted, identity, only, acting);
  }
}
