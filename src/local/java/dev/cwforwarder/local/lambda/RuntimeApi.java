package dev.cwforwarder.local.lambda;

import com.google.protobuf.ByteString;
import dev.cwforwarder.local.http.HttpReply;
import dev.cwforwarder.local.http.HttpRequest;
import dev.cwforwarder.local.http.LoopbackServer;
import dev.cwforwarder.local.http.Tls;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// AWS's Lambda Runtime API for one function process, on 127.0.0.1.
///
/// The process requests invocations and reports results here. The caller offers [Invocation]s and
/// polls [RuntimeSignal]s in the order of their arrival. Thread-safe.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
public final class RuntimeApi implements AutoCloseable {
  private static final String BASE = "/2018-06-01/runtime/";
  private static final Pattern REPORT =
      Pattern.compile(BASE + "invocation/([^/]+)/(response|error)");
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final LoopbackServer server;
  private final BlockingQueue<Invocation> work = new LinkedBlockingQueue<>();
  private final BlockingQueue<RuntimeSignal> signals = new LinkedBlockingQueue<>();
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final CountDownLatch restored = new CountDownLatch(1);

  private RuntimeApi() {
    this.server = LoopbackServer.start(0, new Tls.Off(), this::reply);
  }

  public static RuntimeApi start() {
    return new RuntimeApi();
  }

  /// The value for `AWS_LAMBDA_RUNTIME_API`: host and port.
  public String address() {
    return "127.0.0.1:" + server.port();
  }

  /// Delivers `invocation` to the next request of the process.
  public void offer(Invocation invocation) {
    work.add(invocation);
  }

  /// Restores the process from its snapshot.
  public void restore() {
    restored.countDown();
  }

  /// The next signal, or null if none arrives within `wait`.
  public @Nullable RuntimeSignal poll(Duration wait) throws InterruptedException {
    return signals.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Adds a signal that is not sent over HTTP: the end of the process.
  void signal(RuntimeSignal signal) {
    signals.add(signal);
  }

  @Override
  public void close() {
    server.close();
  }

  private HttpReply reply(HttpRequest request) throws InterruptedException {
    Matcher report = REPORT.matcher(request.path());
    if (report.matches()) {
      return report(report.group(1), report.group(2), request.body().toStringUtf8());
    }
    return switch (request.path()) {
      case BASE + "invocation/next" -> next();
      case BASE + "restore/next" -> restoreNext();
      case BASE + "init/error", BASE + "restore/error" -> {
        signals.add(new RuntimeSignal.InitError(request.body().toStringUtf8()));
        yield accepted();
      }
      default -> HttpReply.Response.text(404, "404 page not found");
    };
  }

  private HttpReply next() throws InterruptedException {
    signals.add(new RuntimeSignal.Ready());
    Invocation invocation = work.take();
    running.add(invocation.requestId());
    return new HttpReply.Response(
        200, headers(invocation), ByteString.copyFromUtf8(invocation.payload()));
  }

  private static Map<String, String> headers(Invocation invocation) {
    return Map.of(
        "Content-Type", "application/json",
        "Lambda-Runtime-Aws-Request-Id", invocation.requestId(),
        "Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline().toEpochMilli()),
        "Lambda-Runtime-Invoked-Function-Arn", invocation.functionArn(),
        "Lambda-Runtime-Trace-Id", traceId());
  }

  private static String traceId() {
    String random = UUID.randomUUID().toString().replace("-", "");
    String seconds = "%08x".formatted(System.currentTimeMillis() / 1000);
    return "Root=1-%s-%s;Parent=%s;Sampled=0"
        .formatted(seconds, random.substring(0, 24), random.substring(16));
  }

  private HttpReply restoreNext() throws InterruptedException {
    signals.add(new RuntimeSignal.SnapshotReady());
    restored.await();
    return new HttpReply.Response(200, JSON, ByteString.empty());
  }

  private HttpReply report(String requestId, String kind, String payload) {
    if (!running.remove(requestId)) {
      String body = "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}";
      return new HttpReply.Response(400, JSON, ByteString.copyFromUtf8(body));
    }
    signals.add(
        kind.equals("response")
            ? new RuntimeSignal.Response(requestId, payload)
            : new RuntimeSignal.Failure(requestId, payload));
    return accepted();
  }

  private static HttpReply accepted() {
    return new HttpReply.Response(202, JSON, ByteString.copyFromUtf8("{\"status\":\"OK\"}"));
  }
}
