package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.ParameterStoreKey;
import dev.cwforwarder.aws.S3FailureStore;
import dev.cwforwarder.aws.SecretsManagerKey;
import dev.cwforwarder.config.ExporterSettings;
import dev.cwforwarder.config.KeyArn;
import dev.cwforwarder.config.LambdaEnvironment;
import dev.cwforwarder.config.MappingSettings;
import dev.cwforwarder.config.Settings;
import dev.cwforwarder.config.TraceExporterSettings;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.export.Authorization;
import dev.cwforwarder.export.CachedKey;
import dev.cwforwarder.export.Compression;
import dev.cwforwarder.export.Endpoint;
import dev.cwforwarder.export.KeyException;
import dev.cwforwarder.export.KeySource;
import dev.cwforwarder.export.OtlpExporter;
import dev.cwforwarder.export.RecentDays;
import dev.cwforwarder.export.RetryPolicy;
import dev.cwforwarder.export.Signal;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.OtlpForwarder;
import dev.cwforwarder.forward.SpanDestination;
import dev.cwforwarder.forward.SpanRouter;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.map.GroupTags;
import dev.cwforwarder.map.ResourceMapper;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.model.Sleeper;
import dev.cwforwarder.span.SpanRecord;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;
import dev.cwforwarder.telemetry.Log;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Builds the parts that all functions share.
public final class Wiring {
  private final Settings settings;
  private final LambdaEnvironment lambda;
  private final Clock clock = Clock.systemUTC();
  private final RecentDays daysOfLogs = new RecentDays(clock);
  private final RecentDays daysOfSpans = new RecentDays(clock);
  private final Log log;

  /// One per environment: every forwarder shares the key that was read.
  private final Authorization authorization;

  private Wiring(Settings settings, LambdaEnvironment lambda, PrintStream out) {
    this.settings = settings;
    this.lambda = lambda;
    this.log = new Log(out, clock);
    this.authorization =
        settings.exporter().keyToLookUp().map(this::lookedUp).orElseGet(Authorization::none);
  }

  /// Reads the settings from `env`.
  ///
  /// @param log destination of the log
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem of `env`
  public static Wiring of(Map<String, String> env, PrintStream log) {
    ProxyRoutes.install(env);
    Wiring wiring =
        new Wiring(Settings.fromEnv(resolved(env)), LambdaEnvironment.fromEnv(env), log);
    wiring.warnOfPlainKey();
    return wiring;
  }

  /// `sam local` sets variables to a resource's logical ID instead of its name. No bucket has that
  /// name, or it belongs to another account.
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

  /// Whether Lambda takes a snapshot of this environment.
  public boolean isSnapStart() {
    return lambda.snapStart();
  }

  /// ClickStack's endpoint, with the key of this environment.
  public Endpoint endpoint() {
    ExporterSettings exporter = settings.exporter();
    return new Endpoint(
        exporter.endpoint(),
        exporter.requestHeaders(),
        authorization,
        exporter.requestTimeout(),
        exporter.trustedPem());
  }

  /// Decodes the payloads that CloudWatch Logs sends.
  public SubscriptionDecoder decoder() {
    return new SubscriptionDecoder(settings.region(), settings.limits().maxInflatedBytes());
  }

  private Authorization lookedUp(KeyArn key) {
    return new CachedKey(
        new LazyKeySource(key), settings.exporter().apiKeyTimeToLive(), clock, log);
  }

  private static final class LazyKeySource implements KeySource {
    private final Lazy<KeySource, KeyException> source;

    LazyKeySource(KeyArn key) {
      source =
          new Lazy<>(
              () ->
                  switch (key.service()) {
                    case SECRETS_MANAGER ->
                        SecretsManagerKey.open(key.arn(), key.region(), key.field());
                    case PARAMETER_STORE -> ParameterStoreKey.open(key.arn(), key.region());
                  });
    }

    @Override
    public String read(Deadline deadline) throws KeyException {
      return source.get().read(deadline);
    }
  }

  /// What happens to input that cannot be decoded.
  public UndecodableInput undecodable(FailureStore store) {
    return new UndecodableInput(store, clock, settings.dropsForeignRecords());
  }

  /// The failure bucket; no store when none is configured.
  public FailureStore failureStore() {
    String bucket = settings.failureBucket();
    return bucket.isEmpty()
        ? FailureStore.none()
        : new LazyStore(
            new Lazy<>(
                () ->
                    S3FailureStore.open(
                        bucket,
                        lambda.functionName().isEmpty() ? "local" : lambda.functionName())));
  }

  private record LazyStore(Lazy<FailureStore, StoreException> lazy) implements FailureStore {
    @Override
    public void store(FailureDocument document, Deadline deadline) throws StoreException {
      lazy.get().store(document, deadline);
    }

    @Override
    public void probe(Deadline deadline) throws StoreException {
      lazy.get().probe(deadline);
    }
  }

  /// What every function that sends needs.
  public List<Probe> probes() {
    List<Probe> probes = new ArrayList<>();
    FailureStore store = failureStore();
    if (!store.isNone()) {
      probes.add(Probes.failureStore(store));
    }
    if (settings.exporter().keyToLookUp().isPresent()) {
      probes.add(Probes.key(authorization));
    }
    OtlpExporter<LogRecordData> exporter = logExporter(endpoint(), log);
    probes.add(new Probe("ClickStack", deadline -> exporter.open(deadline).reach()));
    return probes;
  }

  /// Delivers records that arrive by `path` to ClickStack.
  public Forwarder forwarder(IngestPath path, FailureStore store) {
    GroupTags tags = MapWiring.groupTags(settings.mapping().logGroupTags(), clock, log);
    return forwarder(path, endpoint(), traces(store), store, log, tags);
  }

  /// Like [#forwarder(IngestPath, FailureStore)], but delivers to another endpoint and sends no
  /// request to AWS.
  public Forwarder forwarder(
      IngestPath path, Endpoint endpoint, FailureStore store, Log exporterLog) {
    SpanDestination noTraces =
        new SpanDestination(null, store, settings.mapping().rules(), clock, exporterLog);
    return forwarder(path, endpoint, noTraces, store, exporterLog, GroupTags.none());
  }

  private Forwarder forwarder(
      IngestPath path,
      Endpoint endpoint,
      SpanDestination traces,
      FailureStore store,
      Log exporterLog,
      GroupTags tags) {
    MappingSettings mapping = settings.mapping();
    ResourceMapper resources = MapWiring.resources(mapping, tags);
    OtlpExporter<LogRecordData> exporter = logExporter(endpoint, exporterLog);
    Forwarder logs =
        new OtlpForwarder(
            MapWiring.mapper(settings, resources, path),
            mapping.rules(),
            exporter,
            store,
            clock,
            exporterLog);
    return mapping.restoreOtel()
        ? new SpanRouter(
            MapWiring.spans(settings, resources, lambda.functionName()),
            mapping.rules(),
            traces,
            logs,
            exporter,
            exporterLog)
        : logs;
  }

  /// The endpoint for traces, with the key of this environment.
  private SpanDestination traces(FailureStore store) {
    TraceExporterSettings traces = settings.traces();
    URI uri = traces.endpoint();
    return new SpanDestination(
        uri == null ? null : () -> traceExporter(uri, traces),
        store,
        settings.mapping().rules(),
        clock,
        log);
  }

  private OtlpExporter<LogRecordData> logExporter(Endpoint endpoint, Log exporterLog) {
    OtlpExporter.Options options = exportOptions(settings.exporter().compression(), daysOfLogs);
    return new OtlpExporter<>(Signal.LOGS, endpoint, options, exporterLog);
  }

  private OtlpExporter<SpanRecord> traceExporter(URI uri, TraceExporterSettings traces) {
    Endpoint endpoint =
        new Endpoint(
            uri,
            settings.exporter().withKey(traces.headers()),
            traces.headers().containsKey(ExporterSettings.AUTHORIZATION)
                ? Authorization.none()
                : authorization,
            traces.requestTimeout(),
            traces.trustedPem());
    return new OtlpExporter<>(
        Signal.TRACES, endpoint, exportOptions(traces.compression(), daysOfSpans), log);
  }

  /// The forwarder's own log groups: the configured ones and the running function's.
  ///
  /// @param functionArn of the running function, which contains the account
  public List<LogGroup> ownLogGroups(String functionArn) {
    List<LogGroup> own = new ArrayList<>(settings.ownLogGroups());
    String[] arn = functionArn.split(":", -1);
    if (!lambda.logGroup().isEmpty() && arn.length > 4) {
      own.add(new LogGroup(arn[4], arn[3], lambda.logGroup()));
    }
    return own;
  }

  private OtlpExporter.Options exportOptions(Compression compression, RecentDays days) {
    return new OtlpExporter.Options(
        compression,
        settings.limits().maxRequestBytes(),
        RetryPolicy.within(settings.limits().retryBudget()),
        days,
        Version.NAME + "/" + Version.NUMBER,
        clock,
        Sleeper.SYSTEM,
        Randomness::create);
  }

  private void warnOfPlainKey() {
    for (String host : settings.hostsWithPlainKey()) {
      log.warn(
          "the ingestion key is sent over plain HTTP to %s; use HTTPS, or a private network"
              .formatted(host));
    }
  }
}
