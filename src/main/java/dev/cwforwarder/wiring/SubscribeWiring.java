package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.DynamoCheckpoints;
import dev.cwforwarder.aws.LogsAccountPolicies;
import dev.cwforwarder.aws.LogsClients;
import dev.cwforwarder.aws.SubscribedGroups;
import dev.cwforwarder.config.LambdaEnvironment;
import dev.cwforwarder.config.SubscribeEnvironment;
import dev.cwforwarder.config.Subscriptions;
import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.model.Sleeper;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.CheckpointStore;
import dev.cwforwarder.subscribe.Polling;
import dev.cwforwarder.subscribe.Reconciler;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.Identity;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Builds the parts of subscribing, for the function and for the command line.
public final class SubscribeWiring {
  /// Positions in `arn:aws:lambda:region:account:function:name:alias`.
  private static final int ARN_REGION = 3;

  private static final int ARN_ACCOUNT = 4;

  private final Identity identity;
  private final DesiredState desired;
  private final SubscribeEnvironment environment;

  private SubscribeWiring(
      Identity identity, DesiredState desired, SubscribeEnvironment environment) {
    this.identity = identity;
    this.desired = desired;
    this.environment = environment;
  }

  /// Reads the settings from `env`.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException naming the problems of `env` and of the
  ///   rules
  /// @throws IOException if the rules are in Parameter Store or S3 and cannot be loaded
  public static SubscribeWiring of(Map<String, String> env) throws IOException {
    ProxyRoutes.install(env);
    SubscribeEnvironment environment = SubscribeEnvironment.fromEnv(env);
    Subscriptions subscriptions = Subscriptions.parse(ConfigTexts.load(environment.source()));
    return new SubscribeWiring(
        identity(env, environment, subscriptions.flowLogGroups()),
        subscriptions.desired(),
        environment);
  }

  /// Like [#of], but without rules, to remove everything that this stack manages.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem of `env`
  public static SubscribeWiring withoutRules(Map<String, String> env) {
    SubscribeEnvironment environment = SubscribeEnvironment.withoutRules(env);
    return new SubscribeWiring(
        identity(env, environment, Set.of()), DesiredState.NOTHING, environment);
  }

  private static Identity identity(
      Map<String, String> env, SubscribeEnvironment environment, Set<String> flowLogs) {
    Set<String> own = new HashSet<>(flowLogs);
    environment.ownLogGroups().stream().map(LogGroup::name).forEach(own::add);
    String running = LambdaEnvironment.fromEnv(env).logGroup();
    if (!running.isEmpty()) {
      own.add(running);
    }
    String[] arn = environment.destinationArn().split(":", -1);
    return new Identity(
        arn[ARN_ACCOUNT],
        arn[ARN_REGION],
        environment.filterName(),
        environment.destinationArn(),
        own,
        environment.tracing());
  }

  /// A reconciler with the credentials of this environment.
  ///
  /// @throws CheckpointException when the checkpoint table cannot be opened
  public Reconciler reconciler() throws CheckpointException {
    LogsClients clients = new LogsClients();
    return new Reconciler(
        new SubscribedGroups(clients, identity.region()),
        new LogsAccountPolicies(clients, identity.region()),
        polling().orElse(null),
        Clock.systemUTC(),
        Randomness.create(),
        Sleeper.SYSTEM);
  }

  /// What subscribing needs.
  public List<Probe> probes() {
    List<Probe> probes = new ArrayList<>();
    probes.add(Probes.subscribed(new SubscribedGroups(new LogsClients(), identity.region())));
    if (!environment.checkpointTable().isEmpty()) {
      probes.add(Probes.table(environment.checkpointTable()));
    }
    return probes;
  }

  private Optional<Polling> polling() throws CheckpointException {
    String table = environment.checkpointTable();
    if (table.isEmpty()) {
      return Optional.empty();
    }
    CheckpointStore store = DynamoCheckpoints.open(table, Clock.systemUTC());
    return Optional.of(
        new Polling(
            new CheckpointDelegations(store, identity.account()), environment.pollInsights()));
  }

  /// What a run should do.
  ///
  /// @param onlyGroup the full name of the only log group to reconcile; empty for all
  /// @param apply false: plan only, and change nothing
  public Reconciler.Request request(String onlyGroup, boolean apply) {
    return new Reconciler.Request(desired, identity, onlyGroup, apply);
  }
}
