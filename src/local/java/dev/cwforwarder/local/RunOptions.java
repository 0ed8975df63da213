package dev.cwforwarder.local;

import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.lambda.TemplateFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The common options of `invoke-local.sh` and `demo.sh`: the function and the endpoint.
public final class RunOptions {
  private static final String HANDLER = "dev.cwforwarder.handler.SubscriptionHandler";
  private static final String KEY = "CLICKSTACK_API_KEY";
  private static final Set<String> OWN =
      Set.of(
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
          "OTEL_EXPORTER_OTLP_HEADERS",
          "OTEL_EXPORTER_OTLP_CERTIFICATE",
          KEY);

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "A real OTLP/HTTP endpoint, e.g. https://clickstack.example.com:4318. Without it, an"
              + " embedded receiver that follows ClickStack's rules accepts the records.")
  @Nullable String endpoint;

  @Option(
      names = "--api-key",
      arity = "0",
      interactive = true,
      prompt = "ClickStack ingestion key (not shown): ",
      description =
          "Ask for the ingestion key of ClickStack at the terminal, or read it from standard input"
              + " (default: CLICKSTACK_API_KEY). Takes no value, which other users would see.")
  @Nullable String apiKey;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "A setting of the function; repeatable. Takes precedence over template.yaml.")
  Map<String, String> environment = new HashMap<>();

  @Option(
      names = "--failures",
      paramLabel = "DIR",
      description = "The folder for on-failure records (default target/failures).")
  @Nullable Path failures;

  @Option(
      names = "--function",
      paramLabel = "DIR",
      description = "The unpacked package (default target/function).")
  @Nullable Path function;

  @Option(names = "--handler", description = "Handler class (default ${DEFAULT-VALUE}).")
  String handler = HANDLER;

  @Option(
      names = "--retry-delay",
      paramLabel = "SECONDS",
      description =
          "The delay before each of the two retries (default ${DEFAULT-VALUE}; AWS waits 60 s, then"
              + " 120 s).")
  double retryDelaySeconds = 1;

  @Option(names = "--verbose", description = "Show the whole output of the function.")
  boolean verbose;

  /// Whether the function is the subscription's, whose events can be made of other input.
  boolean isSubscription() {
    return handler.equals(HANDLER);
  }

  /// The options with another default for `--retry-delay`.
  public static RunOptions withRetryDelay(double seconds) {
    RunOptions options = new RunOptions();
    options.retryDelaySeconds = seconds;
    return options;
  }

  /// Sets a variable of the function unless the caller has set it.
  public void suggest(String name, String value) {
    if (System.getenv(name) == null) {
      environment.putIfAbsent(name, value);
    }
  }

  /// The function with all its options except the endpoint.
  public LocalLambda.Options lambda(Path root) throws IOException, InputException {
    if (environment.containsKey(KEY)) {
      throw new InputException(
          "--env " + KEY + " shows the key to other users of this machine: use --api-key");
    }
    Path folder = function == null ? root.resolve("target/function") : function;
    if (!Files.isDirectory(folder)) {
      throw new InputException("no unpacked package at " + folder);
    }
    Optional<TemplateFunction> template = template(root);
    Path records = failures == null ? root.resolve("target/failures") : failures;
    Duration delay = Duration.ofMillis(Math.round(retryDelaySeconds * 1000));
    return LocalLambda.Options.of(folder, handler, records)
        .withEnvironment(settings(template))
        .withTimeout(template.map(TemplateFunction::timeout).orElse(Duration.ofSeconds(60)))
        .withRetryDelays(delay, delay);
  }

  /// The real endpoint, or null for the embedded receiver.
  public @Nullable String endpoint() {
    return endpoint;
  }

  /// The key that was asked for or, without the option, of the caller's environment. Empty if there
  /// is none.
  public String key() {
    return apiKey != null ? apiKey : System.getenv().getOrDefault(KEY, "");
  }

  private Optional<TemplateFunction> template(Path root) throws IOException {
    Path file = root.resolve("template.yaml");
    return Files.exists(file)
        ? TemplateFunction.readAll(file).stream()
            .filter(one -> one.handlerClass().equals(handler))
            .findFirst()
        : Optional.empty();
  }

  /// The caller's environment variables that are settings of the function, overridden by `--env`.
  private Map<String, String> settings(Optional<TemplateFunction> template) {
    Set<String> names = new TreeSet<>();
    template.ifPresent(one -> names.addAll(one.variableNames()));
    Map<String, String> settings = new HashMap<>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (isSetting(name, names) && (!OWN.contains(name) || endpoint != null)) {
                settings.put(name, value);
              }
            });
    settings.putAll(environment);
    return settings;
  }

  private static boolean isSetting(String name, Set<String> names) {
    boolean aws = name.startsWith("AWS_") && !name.startsWith("AWS_LAMBDA_");
    return names.contains(name) || name.startsWith("OTEL_") || aws;
  }
}
