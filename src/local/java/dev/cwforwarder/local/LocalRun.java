package dev.cwforwarder.local;

import dev.cwforwarder.local.lambda.AsyncResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.OtlpJson;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.local.otlp.Received;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function and where its records go: the embedded receiver, or a real endpoint.
///
/// With a real endpoint the function talks to it directly. What arrived there cannot be seen from
/// here, so each event that succeeded is run once more against the embedded receiver, only to show
/// its rows.
public final class LocalRun implements AutoCloseable {
  private static final String LOCAL_KEY = "local-key";

  private final OtlpReceiver receiver;
  private final LocalLambda lambda;
  private final @Nullable LocalLambda mirror;

  private LocalRun(OtlpReceiver receiver, LocalLambda lambda, @Nullable LocalLambda mirror) {
    this.receiver = receiver;
    this.lambda = lambda;
    this.mirror = mirror;
  }

  /// Starts what is needed; the function itself comes with the first event.
  ///
  /// @param endpoint null for the embedded receiver
  public static LocalRun start(LocalLambda.Options options, @Nullable String endpoint, String key) {
    boolean real = endpoint != null;
    String localKey = key.isEmpty() || real ? LOCAL_KEY : key;
    OtlpReceiver receiver = OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(localKey));
    LocalLambda local =
        LocalLambda.create(aimed(options, receiver.endpoint().toString(), localKey));
    return endpoint == null
        ? new LocalRun(receiver, local, null)
        : new LocalRun(receiver, LocalLambda.create(aimed(options, endpoint, key)), local);
  }

  OtlpReceiver receiver() {
    return receiver;
  }

  LocalLambda lambda() {
    return lambda;
  }

  /// Runs one event as CloudWatch Logs would, and shows its rows to the receiver.
  public AsyncResult send(String payload) {
    AsyncResult result = lambda.invokeAsync(payload).join();
    if (mirror != null && result.succeeded()) {
      mirror.invoke(payload);
    }
    return result;
  }

  /// The requests that arrived since this was last asked; they are then forgotten.
  public List<Received> takeArrived() {
    List<Received> taken = receiver.taken();
    receiver.clear();
    return taken;
  }

  /// What arrived so far.
  Arrivals arrivals() {
    Arrivals arrivals = new Arrivals();
    receiver.taken().forEach(one -> arrivals.add(one.request()));
    return arrivals;
  }

  /// The requests that carried records, one OTLP/JSON line each.
  List<String> rows() {
    return receiver.taken().stream()
        .filter(one -> !one.records().isEmpty())
        .map(one -> OtlpJson.render(one.request()))
        .toList();
  }

  @Override
  public void close() {
    lambda.close();
    if (mirror != null) {
      mirror.close();
    }
    receiver.close();
  }

  private static LocalLambda.Options aimed(
      LocalLambda.Options options, String endpoint, String key) {
    LocalLambda.Options aimed = options.with("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    return key.isEmpty() ? aimed : aimed.with("CLICKSTACK_API_KEY", key);
  }
}
