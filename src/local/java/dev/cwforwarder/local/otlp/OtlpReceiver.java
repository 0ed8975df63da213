package dev.cwforwarder.local.otlp;

import com.google.protobuf.ByteString;
import dev.cwforwarder.local.http.HttpReply;
import dev.cwforwarder.local.http.HttpRequest;
import dev.cwforwarder.local.http.LoopbackServer;
import dev.cwforwarder.local.http.Tls;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// An OTLP/HTTP receiver with ClickStack's rules, on 127.0.0.1.
///
/// `POST /v1/logs` in protobuf or JSON, as zstd, gzip or plain; the `authorization` header must be
/// exactly the key; more than 20 MiB or anything malformed is a 400. Requests that pass are
/// answered by script: the queue of [#answerNext] first, then [#answerWith]; by default they are
/// accepted. What passed is kept for tests to ask for. Thread-safe.
public final class OtlpReceiver implements AutoCloseable {
  /// Which key is asked for, whether with TLS, and on which port (0: any).
  ///
  /// @param apiKey the whole `authorization` header expected; empty when none is
  public record Options(String apiKey, Tls tls, int port) {
    /// Plain HTTP on any port, no key asked for.
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

  private static final String PATH = "/v1/logs";

  private final Options options;
  private volatile String apiKey;
  private final LoopbackServer server;
  private final AtomicInteger rawRequests = new AtomicInteger();
  private final List<HttpRequest> refused = new ArrayList<>();
  private final List<Received> received = new ArrayList<>();
  private final Deque<Answer> next = new ArrayDeque<>();
  private Function<ExportLogsServiceRequest, Answer> script = _ -> Answer.accept();

  private OtlpReceiver(Options options) {
    this.options = options;
    this.apiKey = options.apiKey();
    this.server = LoopbackServer.start(options.port(), options.tls(), this::reply);
  }

  /// Plain HTTP on any port, no key asked for.
  public static OtlpReceiver start() {
    return start(Options.plain());
  }

  public static OtlpReceiver start(Options options) {
    return new OtlpReceiver(options);
  }

  /// What `OTEL_EXPORTER_OTLP_ENDPOINT` should be: the address without a path. The host is
  /// `127.0.0.1`, for which [TestKeys] makes certificates.
  public URI endpoint() {
    String scheme = options.tls() instanceof Tls.On ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.port());
  }

  /// From now on asks for `newKey` and refuses any other.
  public void rotateKey(String newKey) {
    apiKey = newKey;
  }

  /// Queues answers, one per well-formed request.
  public synchronized void answerNext(Answer... answers) {
    next.addAll(List.of(answers));
  }

  /// Answers by what is in the request, once the queue is empty.
  public synchronized void answerWith(Function<ExportLogsServiceRequest, Answer> newScript) {
    script = newScript;
  }

  /// Answers everything the same, once the queue is empty.
  public void answerAlways(Answer answer) {
    answerWith(_ -> answer);
  }

  /// Every well-formed request in the order in which it was answered, taken or not.
  public synchronized List<Received> requests() {
    return List.copyOf(received);
  }

  /// Requests that ClickStack's own rules refused: wrong key, path, type, malformed body …
  public synchronized List<HttpRequest> refused() {
    return List.copyOf(refused);
  }

  /// All requests that reached the server whole, refused ones included.
  public int rawRequests() {
    return rawRequests.get();
  }

  /// Connections opened so far.
  public int connections() {
    return server.connections();
  }

  /// Well-formed requests without any record: the forwarder's probes.
  public int probes() {
    return Math.toIntExact(requests().stream().filter(one -> one.records().isEmpty()).count());
  }

  /// The requests whose records were taken.
  public List<Received> taken() {
    return requests().stream().filter(Received::taken).toList();
  }

  /// The records that were taken; one sent twice is here twice.
  public List<LogRecord> records() {
    return taken().stream().flatMap(one -> one.records().stream()).toList();
  }

  /// `log.record.uid` of every record taken.
  public List<String> uids() {
    return records().stream().map(Received::uid).toList();
  }

  /// `Content-Encoding` of every well-formed request, empty for none.
  public List<String> encodings() {
    return requests().stream().map(Received::encoding).toList();
  }

  /// Bytes of all well-formed requests' bodies as sent.
  public long wireBytes() {
    return requests().stream().mapToLong(Received::wireBytes).sum();
  }

  /// Resets every open connection, as happens while a Lambda environment is frozen.
  public void resetConnections() {
    server.resetConnections();
  }

  /// Forgets what arrived; scripted answers stay.
  public synchronized void clear() {
    received.clear();
    refused.clear();
    rawRequests.set(0);
  }

  @Override
  public void close() {
    server.close();
  }

  private HttpReply reply(HttpRequest http) throws InterruptedException {
    rawRequests.incrementAndGet();
    HttpReply.Response refusal = OtlpRules.refusal(http, apiKey, PATH);
    if (refusal != null) {
      return refuse(http, refusal);
    }
    String type = OtlpRules.contentType(http);
    try {
      String encoding = http.header("content-encoding");
      ByteString inflated = OtlpBody.inflate(http.body(), encoding);
      return answer(http, inflated, OtlpBody.decode(inflated, type), type);
    } catch (OtlpBody.RefusedException e) {
      return refuse(http, OtlpRules.badRequest(type, String.valueOf(e.getMessage())));
    }
  }

  private synchronized HttpReply refuse(HttpRequest http, HttpReply.Response refusal) {
    refused.add(http);
    return refusal;
  }

  private HttpReply answer(
      HttpRequest http, ByteString inflated, ExportLogsServiceRequest request, String type)
      throws InterruptedException {
    Answer answer = decide(request);
    Duration wait = Duration.ZERO;
    while (answer instanceof Answer.Delayed(Duration delay, Answer then)) {
      wait = wait.plus(delay);
      answer = then;
    }
    Received one = new Received(http, inflated, request, answer, OtlpRules.takes(answer, http));
    keep(one);
    Thread.sleep(wait);
    return OtlpRules.reply(answer, http, type);
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

  private synchronized void keep(Received one) {
    received.add(one);
  }
}
