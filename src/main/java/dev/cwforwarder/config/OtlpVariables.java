package dev.cwforwarder.config;

import dev.cwforwarder.export.Compression;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Reads the exporter settings that OpenTelemetry defines for each signal. The variable of the
/// signal takes precedence over the general one.
///
/// @param signal as in the names of the variables, e.g. `LOGS`
/// @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OpenTelemetry
///   Protocol Exporter</a>
record OtlpVariables(EnvReader reader, String signal) {
  private static final String PREFIX = "OTEL_EXPORTER_OTLP_";
  static final String GENERAL_ENDPOINT = PREFIX + "ENDPOINT";

  /// The variable of the exact URL.
  String exactEndpoint() {
    return PREFIX + signal + "_ENDPOINT";
  }

  Map<String, String> headers() {
    return reader.optional(names("HEADERS"), Map.of(), Headers::parse);
  }

  Duration timeout() {
    return reader.millis(names("TIMEOUT"), 10_000, 100, 600_000);
  }

  Compression compression() {
    return reader.oneOf(names("COMPRESSION"), Compression.ZSTD);
  }

  /// Certificates as PEM; empty if there are none.
  String certificate() {
    return reader.optional(names("CERTIFICATE"), "", Parsers::pem);
  }

  private List<String> names(String setting) {
    return List.of(PREFIX + signal + "_" + setting, PREFIX + setting);
  }
}
