package dev.cwforwarder;

import dev.cwforwarder.config.Proxies;
import dev.cwforwarder.config.Settings;
import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.replay.BucketException;
import dev.cwforwarder.testing.RecordingEnv;
import dev.cwforwarder.wiring.PollWiring;
import dev.cwforwarder.wiring.ReplayWiring;
import dev.cwforwarder.wiring.SubscribeWiring;
import dev.cwforwarder.wiring.Wiring;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads settings as the functions do at start-up, without any request to AWS.
final class SettingsReaders {
  private static final PrintStream NO_LOG = new PrintStream(OutputStream.nullOutputStream());
  private static final Map<String, String> FORWARD =
      Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "https://clickstack.test", "AWS_REGION", "eu-north-1");

  private SettingsReaders() {}

  /// Reads a document for `RULES`.
  ///
  /// @throws SettingsException if the functions reject it
  static void rules(String document) {
    Settings.fromEnv(with(FORWARD, "RULES", document));
  }

  /// Reads a document for `POLL_CONFIG`.
  ///
  /// @throws SettingsException if the poll function rejects it
  static void pollConfig(String document) {
    poll(with(FORWARD, "POLL_CONFIG", document, "CHECKPOINT_TABLE", "checkpoints"));
  }

  /// Reads a number.
  ///
  /// @throws SettingsException if the functions reject it
  static void number(String variable, long value) {
    poll(
        with(
            FORWARD,
            "POLL_CONFIG",
            "logs:",
            "CHECKPOINT_TABLE",
            "checkpoints",
            variable,
            Long.toString(value)));
  }

  /// Reads a document for `SUBSCRIPTIONS`.
  ///
  /// @throws SettingsException if the subscribe function rejects it
  static void subscriptions(String document) {
    subscribe(subscribeEnv(document));
  }

  /// The variables that every function that forwards reads.
  static Set<String> readByForwarding() {
    RecordingEnv env = new RecordingEnv(FORWARD, "");
    Wiring.of(env, NO_LOG);
    return settingsIn(env);
  }

  /// The variables that the replay function reads.
  static Set<String> readByReplay() {
    RecordingEnv env = new RecordingEnv(with(FORWARD, "FAILURE_BUCKET", "bucket"), "");
    inRegion(() -> ReplayWiring.of(env, NO_LOG));
    return settingsIn(env);
  }

  /// The variables that the poll function reads.
  static Set<String> readByPoll() {
    RecordingEnv env =
        new RecordingEnv(
            with(FORWARD, "POLL_CONFIG", "logs:", "CHECKPOINT_TABLE", "checkpoints"), "");
    poll(env);
    return settingsIn(env);
  }

  /// The variables that the subscribe function reads.
  static Set<String> readBySubscribe() {
    RecordingEnv env = new RecordingEnv(subscribeEnv("{rules: {include: '*'}}"), "");
    subscribe(env);
    return settingsIn(env);
  }

  /// The variables that name proxies, in upper and lower case.
  static Set<String> readByProxies() {
    RecordingEnv env = new RecordingEnv(Map.of(), "");
    Proxies.fromEnv(env);
    return env.namesRead();
  }

  private static void poll(Map<String, String> env) {
    inRegion(() -> PollWiring.of(env, NO_LOG));
  }

  private static void subscribe(Map<String, String> env) {
    inRegion(() -> SubscribeWiring.of(env));
  }

  private static Map<String, String> subscribeEnv(String document) {
    return Map.of(
        "SUBSCRIPTIONS",
        document,
        "SUBSCRIPTION_DESTINATION",
        "arn:aws:lambda:eu-north-1:123456789012:function:f:live",
        "SUBSCRIPTION_FILTER_NAME",
        "clickstack-forwarder-logs",
        "OWN_LOG_GROUPS",
        "arn:aws:logs:eu-north-1:123456789012:log-group:/own");
  }

  /// Without those that Lambda sets for its own purposes.
  private static Set<String> settingsIn(RecordingEnv env) {
    Set<String> settings = new TreeSet<>(env.namesRead());
    settings.removeIf(name -> name.startsWith("AWS_LAMBDA_") || name.startsWith("AWS_SAM_"));
    settings.removeAll(readByProxies());
    return settings;
  }

  private static Map<String, String> with(Map<String, String> env, String... namesAndValues) {
    Map<String, String> with = new HashMap<>(env);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      with.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return with;
  }

  /// The AWS SDK creates no client without a Region.
  private static void inRegion(Start start) {
    String before = System.setProperty("aws.region", "eu-north-1");
    try {
      start.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CheckpointException | BucketException e) {
      throw new IllegalStateException(e);
    } finally {
      if (before == null) {
        System.clearProperty("aws.region");
      } else {
        System.setProperty("aws.region", before);
      }
    }
  }

  private interface Start {
    Object start() throws IOException, CheckpointException, BucketException;
  }
}
