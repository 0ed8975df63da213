package dev.cwforwarder.local.otlp;

import com.google.protobuf.ByteString;
import dev.cwforwarder.local.http.HttpReply;
import dev.cwforwarder.local.http.HttpRequest;
import dev.cwforwarder.local.http.LoopbackServer;
import dev.cwforwarder.local.http.Tls;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// An OTLP/HTTP receiver on 127.0.0.1 that follows ClickStack's rules.
///
/// It accepts `POST /v1/logs` and `POST /v1/traces` in protobuf or JSON, compressed with zstd, gzip
/// or not at all. The `authorization` header must equal the key. A body above 20 MiB or a malformed
/// body is answered with 400. Tests script the answers to well-formed requests: [#answerNext]
/// queues answers, and [#answerWith] applies when the queue is empty; by default, requests are
/// accepted. All well-formed requests are recorded. Traces have answers and records of their own.
/// Thread-safe.
public final class OtlpReceiver implements AutoCloseable {
  /// The key, the TLS configuration and the port of a receiver.
  ///
  /// @param apiKey the expected value of the `authorization` header; empty for no authentication
  /// @param port 0 for any free port
  public record Options(String apiKey, Tls tls, int port) {
    /// Plain HTTP on any free port, without authentication.
    public static Options plain() {
      return new Options("", new Tls.Off(), 0);
    }

    public Options withApiKey(String key) {
      return new Options(key, tls, port);
    }

    public Options withTls(Tls newTls) {
      return new Options(apiKey, newTls, port);
    }

    public Options withPort(int newPort) {
      return new Options(apiKey, tls, newPort);
    }
  }

  private static final String LOGS = "/v1/logs";
  private static final String TRACES = "/v1/traces";

  private final Options options;
  private volatile String apiKey;
  private final LoopbackServer server;
  private final AtomicInteger rawRequests = new AtomicInteger();
  private final List<HttpRequest> refused = new ArrayList<>();
  private final List<Received> received = new ArrayList<>();
  private final Deque<Answer> next = new ArrayDeque<>();
  private final List<ReceivedTraces> traces = new ArrayList<>();
  private final Deque<Answer> nextForTraces = new ArrayDeque<>();
  private Function<ExportTraceServiceRequest, Answer> toTraces = _ -> Answer.accept();
  private Function<ExportLogsServiceRequest, Answer> script = _ -> Answer.accept();

  private OtlpReceiver(Options options) {
    this.options = options;
    this.apiKey = options.apiKey();
    this.server = LoopbackServer.start(options.port(), options.tls(), this::reply);
  }

  /// Starts with plain HTTP on any free port, without authentication.
  public static OtlpReceiver start() {
    return start(Options.plain());
  }

  public static OtlpReceiver start(Options options) {
    return new OtlpReceiver(options);
  }

  /// The value for `OTEL_EXPORTER_OTLP_ENDPOINT`: the address without a path. The host is
  /// `127.0.0.1`, for which [TestKeys] generates certificates.
  public URI endpoint() {
    String scheme = options.tls() instanceof Tls.On ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.port());
  }

  /// Replaces the key: from now on, requests with any other key are rejected.
  public void rotateKey(String newKey) {
    apiKey = newKey;
  }

  /// Queues answers, one for each well-formed request.
  public synchronized void answerNext(Answer... answers) {
    next.addAll(List.of(answers));
  }

  /// Sets the function that answers requests when the queue is empty.
  public synchronized void answerWith(Function<ExportLogsServiceRequest, Answer> newScript) {
    script = newScript;
  }

  /// Sets the answer to all requests when the queue is empty.
  public void answerAlways(Answer answer) {
    answerWith(_ -> answer);
  }

  /// Queues answers to requests with spans.
  public synchronized void answerTracesNext(Answer... answers) {
    nextForTraces.addAll(List.of(answers));
  }

  /// Sets the function that answers requests with spans when their queue is empty.
  public synchronized void answerTracesWith(Function<ExportTraceServiceRequest, Answer> newScript) {
    toTraces = newScript;
  }

  /// Sets the answer to all requests with spans when their queue is empty.
  public void answerTracesAlways(Answer answer) {
    answerTracesWith(_ -> answer);
  }

  /// All well-formed requests with spans, accepted or not.
  public synchronized List<ReceivedTraces> traceRequests() {
    return List.copyOf(traces);
  }

  /// The accepted spans. A span that was sent twice occurs twice.
  public List<Span> spans() {
    return traceRequests().stream()
        .filter(ReceivedTraces::accepted)
        .flatMap(one -> one.spans().stream())
        .toList();
  }

  /// All well-formed requests, accepted or not, in the order of their answers.
  public synchronized List<Received> requests() {
    return List.copyOf(received);
  }

  /// Requests that were rejected by ClickStack's rules: wrong key, path or type, malformed body.
  public synchronized List<HttpRequest> refused() {
    return List.copyOf(refused);
  }

  /// The number of complete requests, including rejected ones.
  public int rawRequests() {
    return rawRequests.get();
  }

  /// The number of connections opened so far.
  public int connections() {
    return server.connections();
  }

  /// The number of well-formed requests without records: the forwarder's probes.
  public int probes() {
    return Math.toIntExact(requests().stream().filter(one -> one.records().isEmpty()).count());
  }

  /// The requests whose records were accepted.
  public List<Received> accepted() {
    return requests().stream().filter(Received::accepted).toList();
  }

  /// The accepted records. A record that was sent twice occurs twice.
  public List<LogRecord> records() {
    return accepted().stream().flatMap(one -> one.records().stream()).toList();
  }

  /// `log.record.uid` of all accepted records.
  public List<String> uids() {
    return records().stream().map(Received::uid).toList();
  }

  /// `Content-Encoding` of all well-formed requests; empty strings for uncompressed ones.
  public List<String> encodings() {
    return requests().stream().map(Received::encoding).toList();
  }

  /// The total size of the bodies of all well-formed requests, compressed, in bytes.
  public long wireBytes() {
    return requests().stream().mapToLong(Received::wireBytes).sum();
  }

  /// Resets all open connections, as can happen while a Lambda environment is frozen.
  public void resetConnections() {
    server.resetConnections();
  }

  /// Deletes all recorded requests; scripted answers remain.
  public synchronized void clear() {
    received.clear();
    traces.clear();
    refused.clear();
    rawRequests.set(0);
  }

  @Override
  public void close() {
    server.close();
  }

  private HttpReply reply(HttpRequest http) throws InterruptedException {
    rawRequests.incrementAndGet();
    boolean isTraces = http.path().split("\\?", 2)[0].equals(TRACES);
    HttpReply.Response rejection = OtlpRules.rejection(http, apiKey, isTraces ? TRACES : LOGS);
    if (rejection != null) {
      return reject(http, rejection);
    }
    String type = OtlpRules.contentType(http);
    try {
      String encoding = http.header("content-encoding");
      ByteString inflated = OtlpBody.inflate(http.body(), encoding);
      return isTraces
          ? answerTraces(http, OtlpBody.decodeTraces(inflated, type), type)
          : answer(http, inflated, OtlpBody.decode(inflated, type), type);
    } catch (OtlpBody.RejectedException e) {
      return reject(http, OtlpRules.badRequest(type, String.valueOf(e.getMessage())));
    }
  }

  private synchronized HttpReply reject(HttpRequest http, HttpReply.Response rejection) {
    refused.add(http);
    return rejection;
  }

  private HttpReply answer(
      HttpRequest http, ByteString inflated, ExportLogsServiceRequest request, String type)
      throws InterruptedException {
    Answer answer = decide(request);
    Duration wait = delay(answer);
    Answer last = withoutDelay(answer);
    record(new Received(http, inflated, request, last, OtlpRules.accepts(last, http)));
    Thread.sleep(wait);
    return OtlpRules.reply(last, http, type);
  }

  private HttpReply answerTraces(HttpRequest http, ExportTraceServiceRequest request, String type)
      throws InterruptedException {
    Answer answer;
    synchronized (this) {
      Answer queued = nextForTraces.poll();
      answer = queued == null ? toTraces.apply(request) : queued;
      traces.add(new ReceivedTraces(http, request, OtlpRules.accepts(answer, http)));
    }
    Thread.sleep(delay(answer));
    return OtlpRules.reply(withoutDelay(answer), http, type);
  }

  private static Duration delay(Answer answer) {
    return answer instanceof Answer.Delayed(Duration delay, Answer then)
        ? delay.plus(delay(then))
        : Duration.ZERO;
  }

  private static Answer withoutDelay(Answer answer) {
    return answer instanceof Answer.Delayed(_, Answer then) ? withoutDelay(then) : answer;
  }

  private Answer decide(ExportLogsServiceRequest request) {
    Function<ExportLogsServiceRequest, Answer> decider;
    synchronized (this) {
      Answer queued = next.poll();
      if (queued != null) {
        return queued;
      }
      decider = script;
    }
    return decider.apply(request);
  }

  private synchronized void record(Received one) {
    received.add(one);
  }
}
