package dev.cwforwarder.config;

import dev.cwforwarder.export.Compression;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where and how log records are exported: the `OTEL_EXPORTER_OTLP_*` and `CLICKSTACK_API_KEY*`
/// variables.
///
/// @param endpoint the exact URL for log requests
/// @param headers sent with every request, names in lower case; may contain secrets
/// @param apiKey sent as the `authorization` header, unless `headers` contains one
/// @param apiKeyArn the secret or parameter that stores the key; null if none
/// @param apiKeyTimeToLive a stored key is read again after this time
/// @param requestTimeout limit for one attempt
/// @param compression of request bodies
/// @param trustedPem certificates to trust instead of the JDK's; empty for the JDK's
public record ExporterSettings(
    URI endpoint,
    Map<String, String> headers,
    ApiKey apiKey,
    @Nullable KeyArn apiKeyArn,
    Duration apiKeyTimeToLive,
    Duration requestTimeout,
    Compression compression,
    String trustedPem) {
  private static final URI NO_ENDPOINT = URI.create("http://unset.invalid");
  private static final String KEY = "CLICKSTACK_API_KEY";

  /// The header that carries the key.
  public static final String AUTHORIZATION = "authorization";

  public ExporterSettings {
    headers = Map.copyOf(headers);
  }

  static ExporterSettings read(EnvReader reader) {
    OtlpVariables otlp = new OtlpVariables(reader, "LOGS");
    return new ExporterSettings(
        endpoint(reader, otlp),
        otlp.headers(),
        reader.optional(KEY, ApiKey.NONE, raw -> new ApiKey(Headers.value(raw))),
        apiKeyArn(reader),
        reader.millis("CLICKSTACK_API_KEY_TTL_MS", 300_000, 1000, 86_400_000),
        otlp.timeout(),
        otlp.compression(),
        otlp.certificate());
  }

  /// The secret or parameter to read the key from. Empty when the headers or `apiKey` already
  /// provide the key, and when no key is configured.
  public Optional<KeyArn> keyToLookUp() {
    return headers.containsKey(AUTHORIZATION) ? Optional.empty() : Optional.ofNullable(apiKeyArn);
  }

  /// The headers of every request, including the key unless it has to be looked up.
  public Map<String, String> requestHeaders() {
    return withKey(headers);
  }

  /// The headers `given` with the key, unless they contain one or it has to be looked up.
  public Map<String, String> withKey(Map<String, String> given) {
    Map<String, String> all = new TreeMap<>(given);
    if (apiKey.isPresent()) {
      all.putIfAbsent(AUTHORIZATION, apiKey.value());
    }
    return all;
  }

  /// Omits what may be secret: headers, key and the endpoint's query.
  @Override
  public String toString() {
    return "ExporterSettings[endpoint=%s, apiKey=%s]"
        .formatted(Parsers.withoutQuery(endpoint.toString()), apiKey);
  }

  private static @Nullable KeyArn apiKeyArn(EnvReader reader) {
    String name = "CLICKSTACK_API_KEY_ARN";
    if (reader.isSet(name) && reader.isSet(KEY)) {
      reader.problem(name + ": expected either this or " + KEY + ", not both");
    }
    return reader.optionalOrNull(name, KeyArn::parse);
  }

  private static URI endpoint(EnvReader reader, OtlpVariables otlp) {
    String exact = otlp.exactEndpoint();
    String base = OtlpVariables.GENERAL_ENDPOINT;
    if (reader.isSet(exact)) {
      return reader.optional(exact, NO_ENDPOINT, EndpointAddress::exact);
    }
    if (!reader.isSet(base)) {
      reader.problem(base + " is required but not set, e.g. https://clickstack.example.com:4318");
    }
    return reader.optional(base, NO_ENDPOINT, raw -> EndpointAddress.ofSignal(raw, "v1/logs"));
  }
}
