package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.ParameterStoreKey;
import dev.cwforwarder.aws.S3FailureStore;
import dev.cwforwarder.aws.SecretsManagerKey;
import dev.cwforwarder.config.KeyArn;
import dev.cwforwarder.config.Settings;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.export.Authorization;
import dev.cwforwarder.export.CachedKey;
import dev.cwforwarder.export.Compression;
import dev.cwforwarder.export.Endpoint;
import dev.cwforwarder.export.KeySource;
import dev.cwforwarder.export.LogExporter;
import dev.cwforwarder.export.RetryPolicy;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.LogGroupId;
import dev.cwforwarder.forward.OtlpForwarder;
import dev.cwforwarder.map.GroupTags;
import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.map.ResourceMapper;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.model.Sleeper;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.telemetry.Log;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Puts the parts together. The only reader of the environment.
public final class Wiring {
  private final Settings settings;
  private final Map<String, String> env;
  private final Clock clock = Clock.systemUTC();
  private final Log log;

  /// One for the environment, so that all its functions share what has been read.
  private final Authorization authorization;

  private Wiring(Settings settings, Map<String, String> env, PrintStream out) {
    this.settings = settings;
    this.env = env;
    this.log = new Log(out, clock);
    this.authorization = settings.keyToLookUp().map(this::lookedUp).orElseGet(Authorization::none);
  }

  /// Reads the settings from `env`, which logs to standard output.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException naming every problem of `env`
  public static Wiring of(Map<String, String> env) {
    return of(env, System.out);
  }

  /// The same with another place for the log.
  public static Wiring of(Map<String, String> env, PrintStream out) {
    Wiring wiring = new Wiring(Settings.fromEnv(resolved(env)), env, out);
    wiring.warnOfPlainKey();
    return wiring;
  }

  /// `sam local` puts a resource's logical id where its name would be. That is no bucket, or
  /// somebody else's.
  private static Map<String, String> resolved(Map<String, String> env) {
    if (!"true".equals(env.get("AWS_SAM_LOCAL"))) {
      return env;
    }
    Map<String, String> resolved = new HashMap<>(env);
    resolved.remove("FAILURE_BUCKET");
    return resolved;
  }

  public Settings settings() {
    return settings;
  }

  public Clock clock() {
    return clock;
  }

  public Log log() {
    return log;
  }

  public boolean isSnapStart() {
    return "snap-start".equals(env.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
  }

  /// ClickStack's, with the one key of this environment.
  public Endpoint endpoint() {
    return new Endpoint(
        settings.endpoint(),
        settings.requestHeaders(),
        authorization,
        settings.requestTimeout(),
        settings.trustedPem());
  }

  /// Reads what CloudWatch sends.
  public SubscriptionDecoder decoder() {
    return new SubscriptionDecoder(settings.region(), settings.maxInflatedBytes());
  }

  private Authorization lookedUp(KeyArn key) {
    KeySource source =
        new LazyKeySource(
            () ->
                switch (key.service()) {
                  case SECRETS_MANAGER ->
                      SecretsManagerKey.open(key.arn(), key.region(), key.field());
                  case PARAMETER_STORE -> ParameterStoreKey.open(key.arn(), key.region());
                });
    return new CachedKey(source, settings.apiKeyTimeToLive(), clock, log);
  }

  public FailureStore failureStore() {
    String bucket = settings.failureBucket();
    return bucket.isEmpty()
        ? FailureStore.none()
        : new LazyStore(
            () ->
                S3FailureStore.open(bucket, env.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "local")));
  }

  /// Delivers records that arrive by `path` to ClickStack.
  public Forwarder forwarder(IngestPath path, FailureStore store) {
    GroupTags tags = MapWiring.groupTags(settings.logGroupTags(), clock, log);
    return forwarder(path, endpoint(), store, log, tags);
  }

  /// Like [#forwarder(IngestPath, FailureStore)], but to another endpoint and without any request
  /// to AWS.
  public Forwarder forwarder(
      IngestPath path, Endpoint endpoint, FailureStore store, Log exporterLog) {
    return forwarder(path, endpoint, store, exporterLog, GroupTags.none());
  }

  private Forwarder forwarder(
      IngestPath path, Endpoint endpoint, FailureStore store, Log exporterLog, GroupTags tags) {
    RecordMapper mapper =
        new RecordMapper(
            new ResourceMapper(
                settings.resourceAttributes(), MapWiring.serviceNames(settings), tags),
            new ContentReader(MapWiring.contentOptions(settings.content())),
            MapWiring.lineJoiner(settings.content().multiline(), settings.maxRequestBytes()),
            path.scope());
    LogExporter exporter = new LogExporter(endpoint, exportOptions(), exporterLog);
    return new OtlpForwarder(
        mapper, UserRuleWiring.rules(settings.rules()), exporter, store, clock, exporterLog);
  }

  /// The forwarder's own log groups: the configured ones and the running function's.
  ///
  /// @param functionArn of the running function, which tells the account
  public List<LogGroupId> ownLogGroups(String functionArn) {
    List<LogGroupId> own = new ArrayList<>();
    settings
        .ownLogGroups()
        .forEach(arn -> own.add(new LogGroupId(arn.account(), arn.region(), arn.name())));
    String name = env.getOrDefault("AWS_LAMBDA_LOG_GROUP_NAME", "");
    String[] parts = functionArn.split(":", -1);
    if (!name.isEmpty() && parts.length > 4) {
      own.add(new LogGroupId(parts[4], parts[3], name));
    }
    return own;
  }

  private LogExporter.Options exportOptions() {
    return new LogExporter.Options(
        Compression.valueOf(settings.compression().name()),
        settings.maxRequestBytes(),
        RetryPolicy.within(settings.retryBudget()),
        Version.NAME + "/" + Version.NUMBER,
        clock,
        Sleeper.SYSTEM,
        Wiring::randomness);
  }

  /// Seeded when asked, not at init: environments restored from one snapshot must differ.
  private static RandomGenerator randomness() {
    return new SplittableRandom(System.nanoTime() ^ ProcessHandle.current().pid());
  }

  private void warnOfPlainKey() {
    boolean plain = "http".equals(settings.endpoint().getScheme());
    boolean key =
        settings.requestHeaders().containsKey("authorization")
            || settings.keyToLookUp().isPresent();
    if (plain && key && !isLoopback()) {
      log.warn(
          "the ingestion key is sent over plain http to %s; use https, or a private network"
              .formatted(settings.endpoint().getHost()));
    }
  }

  /// No name but `localhost` is looked up at init.
  private boolean isLoopback() {
    String host = settings.endpoint().getHost();
    try {
      return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
