package dev.cwforwarder.bench;

import com.github.luben.zstd.ZstdInputStream;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.cwforwarder.local.http.HttpReply;
import dev.cwforwarder.local.http.HttpRequest;
import dev.cwforwarder.local.http.LoopbackServer;
import dev.cwforwarder.local.http.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/// Accepts all OTLP requests. Stores the bodies and decodes them on demand, so that decoding is not
/// part of the measured time.
final class Sink implements AutoCloseable {
  private static final int RESOURCE_LOGS = 1;
  private static final int SCOPE_LOGS = 2;
  private static final int LOG_RECORDS = 2;
  private static final HttpReply ACCEPTED =
      new HttpReply.Response(
          200, Map.of("Content-Type", "application/x-protobuf"), ByteString.empty());

  private final Queue<HttpRequest> requests = new ConcurrentLinkedQueue<>();
  private final LoopbackServer server;

  /// Answers immediately.
  Sink() {
    this(Duration.ZERO);
  }

  /// @param delay the time until each answer
  Sink(Duration delay) {
    this.server =
        LoopbackServer.start(
            0,
            new Tls.Off(),
            request -> {
              requests.add(request);
              Thread.sleep(delay);
              return ACCEPTED;
            });
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.port();
  }

  /// The number of connections opened so far.
  int connections() {
    return server.connections();
  }

  /// The compressed size of all bodies in bytes.
  long bytes() {
    return requests.stream().mapToLong(request -> request.body().size()).sum();
  }

  /// The number of records in all bodies.
  int records() throws IOException {
    int records = 0;
    for (HttpRequest request : requests) {
      if (!request.header("content-type").startsWith("application/x-protobuf")) {
        throw new IOException(
            "expected OTLP in application/x-protobuf, got %s to %s with the headers %s"
                .formatted(request.method(), request.path(), request.headers()));
      }
      try (InputStream body = inflated(request)) {
        records += count(CodedInputStream.newInstance(body), RESOURCE_LOGS, SCOPE_LOGS);
      }
    }
    return records;
  }

  @Override
  public void close() {
    server.close();
  }

  private static InputStream inflated(HttpRequest request) throws IOException {
    InputStream body = request.body().newInput();
    return switch (request.header("content-encoding")) {
      case "" -> body;
      case "gzip" -> new GZIPInputStream(body);
      case "zstd" -> new ZstdInputStream(body);
      default -> throw new IOException("unknown encoding in " + request.headers());
    };
  }

  /// Counts the records in the message at `path`, a list of nested field numbers.
  private static int count(CodedInputStream in, int... path) throws IOException {
    return descend(in, path, 0);
  }

  private static int descend(CodedInputStream in, int[] path, int depth) throws IOException {
    int records = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (depth == path.length) {
        records += field == LOG_RECORDS ? 1 : 0;
        in.skipField(tag);
      } else if (field == path[depth]) {
        int limit = in.pushLimit(in.readRawVarint32());
        records += descend(in, path, depth + 1);
        in.popLimit(limit);
      } else {
        in.skipField(tag);
      }
    }
    return records;
  }
}
