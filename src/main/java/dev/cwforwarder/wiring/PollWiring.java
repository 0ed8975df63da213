package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.ConfigLoader;
import dev.cwforwarder.aws.DynamoCheckpoints;
import dev.cwforwarder.aws.FilterLogEventsReader;
import dev.cwforwarder.aws.GroupDiscovery;
import dev.cwforwarder.aws.InsightsReader;
import dev.cwforwarder.aws.LogsClients;
import dev.cwforwarder.config.ConfigSource;
import dev.cwforwarder.config.PollEnvironment;
import dev.cwforwarder.config.PollSettings;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.LoopGuard;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.CheckpointStore;
import dev.cwforwarder.poll.PollPlan;
import dev.cwforwarder.poll.Poller;
import dev.cwforwarder.poll.ReaderKind;
import dev.cwforwarder.store.FailureStore;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/// Puts the parts of polling together, for the function and for the command line.
public final class PollWiring {
  private final Wiring wiring;
  private final PollSettings settings;
  private final CheckpointStore checkpoints;
  private final boolean insights;

  private PollWiring(
      Wiring wiring, PollSettings settings, CheckpointStore checkpoints, boolean insights) {
    this.wiring = wiring;
    this.settings = settings;
    this.checkpoints = checkpoints;
    this.insights = insights;
  }

  /// Reads the settings from `env`.
  ///
  /// @param log where the log goes
  /// @throws dev.cwforwarder.config.text.SettingsException naming the problems of `env` and of what
  ///   is to be polled
  /// @throws IOException when that is kept somewhere and cannot be had
  public static PollWiring of(Map<String, String> env, PrintStream log)
      throws IOException, CheckpointException {
    PollEnvironment environment = PollEnvironment.fromEnv(env);
    return of(env, text(environment.source()), checkpoints(environment.checkpointTable()), log);
  }

  /// The same with what is to be polled, and checkpoints, given.
  public static PollWiring of(
      Map<String, String> env, String config, CheckpointStore checkpoints, PrintStream log) {
    PollSettings settings = PollSettings.parse(config, region(env));
    Wiring wiring = Wiring.of(env, log);
    settings.warnings().forEach(wiring.log()::warn);
    return new PollWiring(wiring, settings, checkpoints, PollEnvironment.insights(env));
  }

  /// All that `${env:…}` may name: a message about a wrong value repeats it, and must not repeat a
  /// key.
  private static Map<String, String> region(Map<String, String> env) {
    String region = env.getOrDefault("AWS_REGION", "");
    return region.isEmpty() ? Map.of() : Map.of("AWS_REGION", region);
  }

  /// The checkpoints of a table.
  public static CheckpointStore checkpoints(String table) throws CheckpointException {
    return DynamoCheckpoints.open(table, Clock.systemUTC());
  }

  /// The text itself, from wherever it is kept.
  public static String text(ConfigSource source) throws IOException {
    return switch (source) {
      case ConfigSource.Inline inline -> inline.text();
      case ConfigSource.Parameter parameter -> ConfigLoader.parameter(parameter.name());
      case ConfigSource.S3Object object -> ConfigLoader.object(object.bucket(), object.key());
    };
  }

  /// A poller for as long as the environment lives.
  ///
  /// @param functionArn of the running function, which tells the account; empty outside Lambda
  public Poller poller(String functionArn) {
    FailureStore store = wiring.failureStore();
    LogsClients clients = new LogsClients();
    int queries =
        settings.entries().stream()
            .mapToInt(entry -> entry.insights().maxConcurrentQueries())
            .min()
            .orElse(1);
    Forwarder forwarder =
        new LoopGuard(
            wiring.ownLogGroups(functionArn),
            wiring.forwarder(IngestPath.POLL, store),
            wiring.log());
    return new Poller(
        Map.of(
            ReaderKind.FILTER,
            new FilterLogEventsReader(clients),
            ReaderKind.INSIGHTS,
            new InsightsReader(clients, queries)),
        new GroupDiscovery(clients),
        checkpoints,
        forwarder,
        wiring.clock(),
        new SplittableRandom(System.nanoTime() ^ ProcessHandle.current().pid()),
        wiring.log());
  }

  /// What is to be polled.
  public PollPlan plan(String functionArn, PollPlan.Shard shard) {
    return PollPlans.of(settings, insights, wiring.ownLogGroups(functionArn), shard);
  }

  /// How often; the shortest of what was configured.
  public Duration interval() {
    return settings.entries().stream()
        .map(PollSettings.Entry::pollInterval)
        .min(Duration::compareTo)
        .orElseThrow();
  }

  public CheckpointStore checkpoints() {
    return checkpoints;
  }

  public Wiring wiring() {
    return wiring;
  }
}
