package dev.cwforwarder.config;

import dev.cwforwarder.export.Compression;
import java.net.URI;
import java.time.Duration;
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
  public TraceExporterSettings {
    headers = Map.copyOf(headers);
  }

  static TraceExporterSettings read(EnvReader reader) {
    OtlpVariables otlp = new OtlpVariables(reader, "TRACES");
    return new TraceExporterSettings(
        endpoint(reader, otlp),
        otlp.headers(),
        otlp.timeout(),
        otlp.compression(),
        otlp.certificate());
  }

  /// Omits what may be secret.
  @Override
  public String toString() {
    return "TraceExporterSettings[endpoint=%s]"
        .formatted(Parsers.withoutQuery(String.valueOf(endpoint)));
  }

  private static @Nullable URI endpoint(EnvReader reader, OtlpVariables otlp) {
    String exact = otlp.exactEndpoint();
    return reader.isSet(exact)
        ? reader.optionalOrNull(exact, EndpointAddress::exact)
        : reader.optionalOrNull(
            OtlpVariables.GENERAL_ENDPOINT, raw -> EndpointAddress.ofSignal(raw, "v1/traces"));
  }
}
