package dev.cwforwarder.local;

import dev.cwforwarder.local.lambda.AsyncResult;
import dev.cwforwarder.local.lambda.FunctionMessages;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.OtlpJson;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.local.otlp.Received;
import dev.cwforwarder.local.otlp.ReceivedTraces;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A function and the destination of its records: the embedded receiver or a real endpoint.
///
/// The function sends to a real endpoint directly, so the requests cannot be observed here. To show
/// the rows, each event that succeeded runs a second time, against the embedded receiver.
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

  /// Starts the receiver. The function starts with the first event.
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

  /// Runs one event as CloudWatch Logs does, and makes its rows available from the receiver.
  public AsyncResult send(String payload) {
    AsyncResult result = lambda.invokeAsync(payload).join();
    boolean all =
        result.succeeded() && FunctionMessages.failedRecords(result.attempts().getLast()).isEmpty();
    if (mirror != null && all) {
      mirror.invoke(payload);
    }
    return result;
  }

  /// Removes and returns what arrived since the last call.
  public Arrived takeArrived() {
    Arrived arrived = new Arrived(receiver.accepted(), traces());
    receiver.clear();
    return arrived;
  }

  /// The accepted requests.
  ///
  /// @param logs those with log records
  /// @param traces those with spans
  public record Arrived(List<Received> logs, List<ExportTraceServiceRequest> traces) {
    public Arrived {
      logs = List.copyOf(logs);
      traces = List.copyOf(traces);
    }
  }

  /// A table of the records that have arrived so far.
  Arrivals arrivals() {
    Arrivals arrivals = new Arrivals();
    receiver.accepted().forEach(one -> arrivals.add(one.request()));
    return arrivals;
  }

  /// The accepted requests with spans.
  List<ExportTraceServiceRequest> traces() {
    return receiver.traceRequests().stream()
        .filter(one -> one.accepted() && !one.spans().isEmpty())
        .map(ReceivedTraces::request)
        .toList();
  }

  /// The requests that contain records or spans, one line of OTLP/JSON each.
  List<String> rows() {
    return Stream.concat(
            receiver.accepted().stream()
                .filter(one -> !one.records().isEmpty())
                .map(one -> OtlpJson.render(one.request())),
            traces().stream().map(OtlpJson::render))
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
