package dev.cwforwarder.testing.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cwforwarder.local.otlp.OtlpJson;
import dev.cwforwarder.testing.LocalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A real OpenTelemetry Collector with the configuration of ClickStack's, in a separate process on
/// free loopback ports. The first use builds it, which takes minutes.
///
/// @see <a
///   href="https://clickhouse.com/docs/use-cases/observability/clickstack/ingesting-data/otel-collector">ClickStack's
///   collector</a>
public final class CollectorProcess implements LogDestination {
  private static final String RECEIVE = "collector.yaml";

  private final Path folder;
  private final Path accepted;
  private final int port = freePort();
  private final int healthPort = freePort();
  private final List<String> command;
  private final Map<String, String> env;
  private LocalProcess process;

  private CollectorProcess(String apiKey, List<String> configs, Map<String, String> more) {
    try {
      folder = Files.createTempDirectory("collector");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepted = folder.resolve("accepted.jsonl");
    command = command(configs);
    env = new HashMap<>(more);
    env.put("COLLECTOR_PORT", String.valueOf(port));
    env.put("COLLECTOR_HEALTH_PORT", String.valueOf(healthPort));
    env.put("COLLECTOR_KEY", apiKey);
    env.put("COLLECTOR_FILE", accepted.toString());
    process = launch();
  }

  /// Starts a collector and waits until it is healthy.
  ///
  /// @param apiKey the expected value of the `authorization` header
  public static CollectorProcess start(String apiKey) {
    return new CollectorProcess(apiKey, List.of(RECEIVE), Map.of());
  }

  /// Starts a collector that writes accepted records to the table `default.otel_logs` of
  /// `clickhouse`.
  public static CollectorProcess start(String apiKey, ClickHouseProcess clickhouse) {
    return new CollectorProcess(
        apiKey,
        List.of(RECEIVE, "clickhouse.yaml"),
        Map.of("CLICKHOUSE_ADDRESS", clickhouse.address().toString()));
  }

  /// Like [#start(String, ClickHouseProcess)], but with ClickStack's batches: everything that
  /// arrives within 5 s, up to 10,000 rows.
  public static CollectorProcess startWithBatches(String apiKey, ClickHouseProcess clickhouse) {
    return new CollectorProcess(
        apiKey,
        List.of(RECEIVE, "clickhouse.yaml"),
        Map.of("CLICKHOUSE_ADDRESS", clickhouse.address().toString(), "COLLECTOR_BATCH", "5s"));
  }

  /// Starts a collector that exceeds its memory limit with the first record.
  public static CollectorProcess startOutOfMemory(String apiKey) {
    CollectorProcess collector =
        new CollectorProcess(apiKey, List.of(RECEIVE), Map.of("COLLECTOR_MEMORY_MIB", "1"));
    collector.process.await(() -> collector.process.output().contains("Refusing data"));
    return collector;
  }

  /// The CPU time so far.
  public Duration cpu() {
    return process.cpu();
  }

  /// Ends the process, so that its address refuses connections. Records that are not in [#arrived]
  /// yet may be lost.
  public void stop() {
    process.close();
  }

  /// Restarts it on the same address after [#stop].
  public void resume() {
    process = launch();
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public List<Arrived> arrived() {
    List<Arrived> arrived = new ArrayList<>();
    for (String line : wholeLines()) {
      try {
        arrived.addAll(Arrived.in(OtlpJson.parse(line)));
      } catch (InvalidProtocolBufferException e) {
        throw new UncheckedIOException(e);
      }
    }
    return arrived;
  }

  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LocalProcess launch() {
    LocalProcess launched = LocalProcess.start(command, env, folder.resolve("collector.log"));
    launched.await(this::isHealthy);
    return launched;
  }

  private boolean isHealthy() {
    try {
      URI address = URI.create("http://127.0.0.1:" + healthPort);
      return ((HttpURLConnection) address.toURL().openConnection()).getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /// The complete lines, without one that is still being written.
  private List<String> wholeLines() {
    String text;
    try {
      text = Files.exists(accepted) ? Files.readString(accepted, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int end = text.lastIndexOf('\n') + 1;
    return Arrays.stream(text.substring(0, end).split("\n")).filter(s -> !s.isEmpty()).toList();
  }

  private static List<String> command(List<String> configs) {
    List<String> command = new ArrayList<>();
    command.add(CollectorBuild.folder().resolve("collector").toString());
    for (String config : configs) {
      command.addAll(List.of("--config", CollectorBuild.SOURCES.resolve(config).toString()));
    }
    return command;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
