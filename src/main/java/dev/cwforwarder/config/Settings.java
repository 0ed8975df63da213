package dev.cwforwarder.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything the forwarder can be told, valid by construction. Built once per environment by
/// [#fromEnv].
///
/// @param endpoint exact address logs are posted to
/// @param headers sent with every request, names in lower case; may hold secrets
/// @param apiKey sent raw as `authorization` unless `headers` has that
/// @param apiKeyArn where the key is kept, when it is not given itself; null for nowhere
/// @param apiKeyTimeToLive a key kept elsewhere is read again after this
/// @param requestTimeout limit of one attempt
/// @param trustedPem certificates to trust instead of the JDK's; empty for those
/// @param resourceAttributes put on every resource
/// @param serviceName service of every record; empty means that the log group tells
/// @param serviceNameRules how the name of a log group tells, where `serviceName` is empty
/// @param rules which records are left out, and which text is blotted out
/// @param content what is made of messages
/// @param logGroupTags which tags of a log group are put on its resources
/// @param maxRequestBytes largest request, uncompressed
/// @param maxInflatedBytes cap on one payload, inflated
/// @param retryBudget no retry starts later than this after a delivery began
/// @param deadlineMargin time an invocation keeps for answering
/// @param ownLogGroups the forwarder's own log groups
/// @param failureBucket S3 bucket for what ClickStack will not take; empty for none
/// @param region the Region the function runs in; empty outside Lambda
public record Settings(
    URI endpoint,
    Map<String, String> headers,
    ApiKey apiKey,
    @Nullable KeyArn apiKeyArn,
    Duration apiKeyTimeToLive,
    Duration requestTimeout,
    Compression compression,
    String trustedPem,
    Map<String, String> resourceAttributes,
    String serviceName,
    List<ServiceNameRule> serviceNameRules,
    RuleSettings rules,
    ContentSettings content,
    LogGroupTags logGroupTags,
    int maxRequestBytes,
    int maxInflatedBytes,
    Duration retryBudget,
    Duration deadlineMargin,
    Set<LogGroupArn> ownLogGroups,
    String failureBucket,
    String region) {
  private static final URI NO_ENDPOINT = URI.create("http://unset.invalid");
  private static final String KEY = "CLICKSTACK_API_KEY";
  private static final int MIB = 1024 * 1024;

  /// `OTEL_EXPORTER_OTLP_COMPRESSION`.
  public enum Compression {
    ZSTD,
    GZIP,
    NONE
  }

  public Settings {
    headers = Map.copyOf(headers);
    resourceAttributes = Map.copyOf(resourceAttributes);
    serviceNameRules = List.copyOf(serviceNameRules);
    ownLogGroups = Set.copyOf(ownLogGroups);
  }

  /// Reads and checks all settings.
  ///
  /// @throws SettingsException naming every missing or malformed variable
  public static Settings fromEnv(Map<String, String> env) {
    EnvReader reader = new EnvReader(env);
    Settings settings =
        new Settings(
            endpoint(reader),
            reader.optional(otlp("HEADERS"), Map.of(), Headers::parse),
            reader.optional(KEY, ApiKey.NONE, Settings::key),
            apiKeyArn(reader),
            reader.millis("CLICKSTACK_API_KEY_TTL_MS", 300_000, 1000, 86_400_000),
            reader.optional(
                otlp("TIMEOUT"),
                Duration.ofSeconds(10),
                raw -> Parsers.millisBetween(raw, 100, 600_000)),
            reader.optional(
                otlp("COMPRESSION"),
                Compression.ZSTD,
                raw -> Parsers.oneOf(raw, Compression.values())),
            reader.optional(otlp("CERTIFICATE"), "", Parsers::pem),
            reader.optional("OTEL_RESOURCE_ATTRIBUTES", Map.of(), Parsers::pairs),
            reader.optional("OTEL_SERVICE_NAME", "", raw -> raw),
            serviceNameRules(reader),
            rules(reader),
            ContentSettings.read(reader),
            reader.optional("LOG_GROUP_TAGS", LogGroupTags.NONE, LogGroupTags::parse),
            reader.optional(
                "MAX_REQUEST_BYTES", 8 * MIB, raw -> Parsers.intBetween(raw, 1024, 16 * MIB)),
            reader.optional(
                "MAX_INFLATED_BYTES", 64 * MIB, raw -> Parsers.intBetween(raw, MIB, 512 * MIB)),
            reader.millis("RETRY_BUDGET_MS", 15_000, 0, 600_000),
            reader.millis("DEADLINE_MARGIN_MS", 1000, 100, 60_000),
            reader.optional("OWN_LOG_GROUPS", Set.of(), Parsers::logGroups),
            reader.optional("FAILURE_BUCKET", "", Parsers::bucketName),
            reader.optional("AWS_REGION", "", raw -> raw));
    reader.check();
    return settings;
  }

  /// Where to look the key up; empty when it is known: the headers have an `authorization`, or the
  /// key itself is given, or none is sent.
  public Optional<KeyArn> keyToLookUp() {
    return headers.containsKey("authorization") ? Optional.empty() : Optional.ofNullable(apiKeyArn);
  }

  /// Headers of a request, the key among them unless it has to be looked up.
  public Map<String, String> requestHeaders() {
    Map<String, String> all = new TreeMap<>(headers);
    if (apiKey.isPresent()) {
      all.putIfAbsent("authorization", apiKey.value());
    }
    return all;
  }

  /// Without headers, key and the address's query.
  @Override
  public String toString() {
    String address = endpoint.toString();
    int query = address.indexOf('?');
    return "Settings[endpoint=%s, apiKey=%s]"
        .formatted(query < 0 ? address : address.substring(0, query), apiKey);
  }

  private static @Nullable KeyArn apiKeyArn(EnvReader reader) {
    String name = "CLICKSTACK_API_KEY_ARN";
    if (reader.isSet(name) && reader.isSet(KEY)) {
      reader.problem(name + ": expected only one of it and " + KEY);
    }
    return reader.optionalOrNull(name, KeyArn::parse);
  }

  // A method reference to a parser loads it, and RE2J with it: only where there is something to
  // parse.

  private static List<ServiceNameRule> serviceNameRules(EnvReader reader) {
    String name = "SERVICE_NAME_RULES";
    return reader.isSet(name)
        ? reader.optional(name, List.of(), ServiceNameRule::parseAll)
        : List.of();
  }

  private static RuleSettings rules(EnvReader reader) {
    return reader.isSet("RULES")
        ? reader.optional("RULES", RuleSettings.NONE, RuleReader::parse)
        : RuleSettings.NONE;
  }

  private static URI endpoint(EnvReader reader) {
    String exact = "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT";
    String base = "OTEL_EXPORTER_OTLP_ENDPOINT";
    if (reader.isSet(exact)) {
      return reader.optional(exact, NO_ENDPOINT, Parsers::httpAddress);
    }
    if (!reader.isSet(base)) {
      reader.problem(base + " is required but not set, e.g. https://clickstack.example.com:4318");
    }
    return reader.optional(base, NO_ENDPOINT, Parsers::logsAddress);
  }

  /// The standard names of an OTLP exporter setting: the one for logs goes before the general one.
  private static List<String> otlp(String setting) {
    return List.of("OTEL_EXPORTER_OTLP_LOGS_" + setting, "OTEL_EXPORTER_OTLP_" + setting);
  }

  private static ApiKey key(String raw) {
    return new ApiKey(Headers.value(raw));
  }
}
