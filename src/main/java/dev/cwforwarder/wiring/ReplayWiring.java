package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.S3Bucket;
import dev.cwforwarder.config.ReplaySettings;
import dev.cwforwarder.forward.LoopGuard;
import dev.cwforwarder.replay.Bucket;
import dev.cwforwarder.replay.BucketException;
import dev.cwforwarder.replay.InPlaceStore;
import dev.cwforwarder.replay.ObjectReader;
import dev.cwforwarder.replay.ReplayRequest;
import dev.cwforwarder.replay.Replayer;
import dev.cwforwarder.store.FailureStore;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Builds the parts of a replay, for the function and for the command line.
public final class ReplayWiring {
  private final Wiring wiring;
  private final ReplaySettings settings;
  private final Bucket bucket;

  private ReplayWiring(Wiring wiring, ReplaySettings settings) throws BucketException {
    this.wiring = wiring;
    this.settings = settings;
    this.bucket = S3Bucket.open(settings.failureBucket());
  }

  /// Reads the settings from `env`.
  ///
  /// @param log destination of the log
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem of `env`
  /// @throws BucketException when `env` does not contain the bucket's Region
  public static ReplayWiring of(Map<String, String> env, PrintStream log) throws BucketException {
    ReplaySettings settings = ReplaySettings.fromEnv(env);
    return new ReplayWiring(Wiring.of(env, log), settings);
  }

  /// The parts of one replay.
  ///
  /// @param functionArn of the running function, which contains the account; empty outside Lambda
  public Replayer replayer(String functionArn) {
    FailureStore store = wiring.failureStore();
    return new Replayer(
        bucket,
        reader(),
        guarded(functionArn, store),
        guarded(functionArn, new InPlaceStore(store)),
        wiring.undecodable(store));
  }

  /// What the replay needs.
  public List<Probe> probes() {
    List<Probe> probes = new ArrayList<>(wiring.probes());
    probes.add(Probes.listing(bucket));
    return probes;
  }

  public Bucket bucket() {
    return bucket;
  }

  public ObjectReader reader() {
    return new ObjectReader(
        wiring.settings().region(), wiring.settings().limits().maxInflatedBytes());
  }

  /// `REPLAY_DISPOSAL`.
  public ReplayRequest.Disposal disposal() {
    return settings.disposal();
  }

  public Wiring wiring() {
    return wiring;
  }

  private LoopGuard guarded(String functionArn, FailureStore store) {
    return new LoopGuard(
        wiring.ownLogGroups(functionArn), wiring.forwarder(IngestPath.REPLAY, store), wiring.log());
  }
}
