package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.DynamoCheckpoints;
import dev.cwforwarder.aws.FilterLogEventsReader;
import dev.cwforwarder.aws.GroupDiscovery;
import dev.cwforwarder.aws.InsightsReader;
import dev.cwforwarder.aws.LogsClients;
import dev.cwforwarder.config.PollEnvironment;
import dev.cwforwarder.config.PollSettings;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.LoopGuard;
import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.CheckpointStore;
import dev.cwforwarder.poll.PollPlan;
import dev.cwforwarder.poll.Poller;
import dev.cwforwarder.poll.ReaderKind;
import dev.cwforwarder.poll.Retention;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Builds the parts of polling, for the function and for the command line.
public final class PollWiring {
  /// Sources to read at the same time. Each holds a page in memory: four pages of 10,000 events fit
  /// into 512 MB many times over.
  private static final int PARALLEL = 4;

  private final Wiring wiring;
  private final PollSettings settings;
  private final Retention retention;
  private final CheckpointStore checkpoints;

  private PollWiring(
      Wiring wiring, PollSettings settings, Retention retention, CheckpointStore checkpoints) {
    this.wiring = wiring;
    this.settings = settings;
    this.retention = retention;
    this.checkpoints = checkpoints;
  }

  /// Reads the settings from `env`.
  ///
  /// @param log destination of the log
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem of `env` and of
  ///   the configuration
  /// @throws IOException when the configuration cannot be loaded from AWS
  public static PollWiring of(Map<String, String> env, PrintStream log)
      throws IOException, CheckpointException {
    PollEnvironment environment = PollEnvironment.fromEnv(env);
    return of(env, environment, checkpoints(environment.checkpointTable()), log);
  }

  /// Like [#of(Map, PrintStream)], but with other checkpoints.
  public static PollWiring of(Map<String, String> env, CheckpointStore checkpoints, PrintStream log)
      throws IOException {
    return of(env, PollEnvironment.withoutTable(env), checkpoints, log);
  }

  private static PollWiring of(
      Map<String, String> env,
      PollEnvironment environment,
      CheckpointStore checkpoints,
      PrintStream log)
      throws IOException {
    ProxyRoutes.install(env);
    PollSettings settings =
        PollSettings.parse(ConfigTexts.load(environment.source()), environment, Instant.now());
    Wiring wiring = Wiring.of(env, log);
    settings.warnings().forEach(wiring.log()::warn);
    return new PollWiring(wiring, settings, environment.retention(), checkpoints);
  }

  /// The checkpoints in a DynamoDB table.
  public static CheckpointStore checkpoints(String table) throws CheckpointException {
    return DynamoCheckpoints.open(table, Clock.systemUTC());
  }

  /// A poller for the lifetime of the environment.
  ///
  /// @param functionArn of the running function, which contains the account; empty outside Lambda
  public Poller poller(String functionArn) {
    LogsClients clients = new LogsClients();
    Forwarder forwarder =
        new LoopGuard(
            wiring.ownLogGroups(functionArn),
            wiring.forwarder(IngestPath.POLL, wiring.failureStore()),
            wiring.log());
    return new Poller(
        Map.of(
            ReaderKind.FILTER,
            new FilterLogEventsReader(clients),
            ReaderKind.INSIGHTS,
            new InsightsReader(clients, maxConcurrentQueries())),
        new GroupDiscovery(clients),
        checkpoints,
        forwarder,
        wiring.clock(),
        Randomness.create(),
        wiring.log());
  }

  /// What polling needs.
  public List<Probe> probes() {
    List<Probe> probes = new ArrayList<>(wiring.probes());
    probes.add(Probes.table(checkpoints));
    GroupDiscovery groups = new GroupDiscovery(new LogsClients());
    settings.entries().stream()
        .map(PollPlan.Entry::access)
        .distinct()
        .forEach(access -> probes.add(Probes.polled(groups, access)));
    return probes;
  }

  private int maxConcurrentQueries() {
    return settings.entries().stream()
        .mapToInt(entry -> entry.reading().insights().maxConcurrentQueries())
        .min()
        .orElseThrow();
  }

  /// What to poll.
  public PollPlan plan(String functionArn, PollPlan.Shard shard) {
    return new PollPlan(
        settings.entries(),
        wiring.ownLogGroups(functionArn).stream().map(LogGroup::id).collect(Collectors.toSet()),
        shard,
        PARALLEL);
  }

  /// The time between two cycles: the shortest interval of all entries.
  public Duration interval() {
    return settings.entries().stream()
        .map(entry -> entry.reading().interval())
        .min(Duration::compareTo)
        .orElseThrow();
  }

  /// How long ClickStack retains records.
  public Retention retention() {
    return retention;
  }

  public CheckpointStore checkpoints() {
    return checkpoints;
  }

  public Wiring wiring() {
    return wiring;
  }
}
