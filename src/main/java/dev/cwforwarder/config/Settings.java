package dev.cwforwarder.config;

import dev.cwforwarder.model.LogGroup;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The settings that all functions share. Always valid. Built once per environment by [#fromEnv].
///
/// @param exporter where and how to export log records
/// @param traces where and how to export spans
/// @param mapping how events become records
/// @param limits of sizes and times
/// @param ownLogGroups the forwarder's own log groups
/// @param failureBucket S3 bucket for events that ClickStack does not accept; empty for none
/// @param dropsForeignRecords whether records of a stream that are not from CloudWatch Logs are
///   dropped; otherwise they are stored in the failure bucket
/// @param region the Region that the function runs in; empty outside Lambda
public record Settings(
    ExporterSettings exporter,
    TraceExporterSettings traces,
    MappingSettings mapping,
    Limits limits,
    Set<LogGroup> ownLogGroups,
    String failureBucket,
    boolean dropsForeignRecords,
    String region) {
  private static final int MIB = 1024 * 1024;

  private enum ForeignRecords {
    STORE,
    DROP
  }

  /// Limits of sizes and times.
  ///
  /// @param maxRequestBytes largest request before compression
  /// @param maxInflatedBytes largest payload after decompression
  /// @param retryBudget no retry starts later than this after the start of a delivery
  /// @param deadlineMargin time that an invocation reserves for its answer
  public record Limits(
      int maxRequestBytes, int maxInflatedBytes, Duration retryBudget, Duration deadlineMargin) {
    private static Limits read(EnvReader reader) {
      return new Limits(
          reader.number("MAX_REQUEST_BYTES", 8 * MIB, 1024, 16 * MIB),
          reader.number("MAX_INFLATED_BYTES", 64 * MIB, MIB, 512 * MIB),
          reader.millis("RETRY_BUDGET_MS", 15_000, 0, 600_000),
          reader.millis("DEADLINE_MARGIN_MS", 1000, 100, 60_000));
    }
  }

  public Settings {
    ownLogGroups = Set.copyOf(ownLogGroups);
  }

  /// The hosts other than this machine to which the ingestion key is sent without TLS.
  public Set<String> hostsWithPlainKey() {
    Set<String> hosts = new TreeSet<>();
    addPlain(exporter.endpoint(), exporter.headers(), hosts);
    if (traces.endpoint() != null) {
      addPlain(traces.endpoint(), traces.headers(), hosts);
    }
    return hosts;
  }

  private void addPlain(URI endpoint, Map<String, String> headers, Set<String> hosts) {
    String host = EndpointAddress.hostOf(endpoint);
    boolean key =
        exporter.withKey(headers).containsKey(ExporterSettings.AUTHORIZATION)
            || exporter.keyToLookUp().isPresent();
    if (key && "http".equals(endpoint.getScheme()) && !NoProxy.isLoopback(host)) {
      hosts.add(host);
    }
  }

  /// Reads and validates all settings.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every missing or malformed
  ///   variable
  public static Settings fromEnv(Map<String, String> env) {
    EnvReader reader = new EnvReader(env);
    Settings settings =
        new Settings(
            ExporterSettings.read(reader),
            TraceExporterSettings.read(reader),
            MappingSettings.read(reader),
            Limits.read(reader),
            reader.optional("OWN_LOG_GROUPS", Set.of(), Parsers::logGroups),
            reader.optional("FAILURE_BUCKET", "", Parsers::bucketName),
            reader.oneOf("KINESIS_FOREIGN_RECORDS", ForeignRecords.STORE) == ForeignRecords.DROP,
            reader.text("AWS_REGION"));
    reader.check();
    return settings;
  }

  /// Omits everything that may be secret.
  @Override
  public String toString() {
    return "Settings[%s]".formatted(exporter);
  }
}
