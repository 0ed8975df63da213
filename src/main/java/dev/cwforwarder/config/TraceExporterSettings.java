package dev.cwforwarder.config;

import dev.cwforwarder.config.text.Numbers;
import dev.cwforwarder.export.Compression;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where and how spans are exported: the `OTEL_EXPORTER_OTLP_TRACES_*` variables, which take
/// precedence over the general ones.
///
/// @param endpoint the exact URL for trace requests; null if none is set
/// @param headers sent with every request, names in lower case; may contain secrets
/// @param requestTimeout limit for one attempt
/// @param compression of request bodies
/// @param trustedPem certificates to trust instead of the JDK's; empty for the JDK's
public record TraceExporterSettings(
    @Nullable URI endpoint,
    Map<String, String> headers,
    Duration requestTimeout,
    Compression compression,
    String trustedPem) {
  private static final String PREFIX = "OTEL_EXPORTER_OTLP_";

  public TraceExporterSettings {
    headers = Map.copyOf(headers);
  }

  static TraceExporterSettings read(EnvReader reader) {
    return new TraceExporterSettings(
        endpoint(reader),
        reader.optional(names("HEADERS"), Map.of(), Headers::parse),
        reader.optional(
            names("TIMEOUT"),
            Duration.ofSeconds(10),
            raw -> Numbers.millisBetween(raw, 100, 600_000)),
        reader.optional(
            names("COMPRESSION"),
            Compression.ZSTD,
            raw -> Parsers.oneOf(raw, Compression.values())),
        reader.optional(names("CERTIFICATE"), "", Parsers::pem));
  }

  /// Omits what may be secret.
  @Override
  public String toString() {
    return "TraceExporterSettings[endpoint=%s]"
        .formatted(Parsers.withoutQuery(String.valueOf(endpoint)));
  }

  private static @Nullable URI endpoint(EnvReader reader) {
    String exact = PREFIX + "TRACES_ENDPOINT";
    return reader.isSet(exact)
        ? reader.optionalOrNull(exact, EndpointAddress::exact)
        : reader.optionalOrNull(
            PREFIX + "ENDPOINT", raw -> EndpointAddress.ofSignal(raw, "v1/traces"));
  }

  private static List<String> names(String setting) {
    return List.of(PREFIX + "TRACES_" + setting, PREFIX + setting);
  }
}
