package dev.cwforwarder.local.bench;

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
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/// Takes OTLP requests and says yes at once; bodies are kept and opened when asked, so that doing
/// so is in nobody's time.
final class Sink implements AutoCloseable {
  private static final int RESOURCE_LOGS = 1;
  private static final int SCOPE_LOGS = 2;
  private static final int LOG_RECORDS = 2;
  private static final HttpReply TAKEN =
      new HttpReply.Response(
          200, Map.of("Content-Type", "application/x-protobuf"), ByteString.empty());

  private final Queue<HttpRequest> requests = new ConcurrentLinkedQueue<>();
  private final LoopbackServer server =
      LoopbackServer.start(
          0,
          new Tls.Off(),
          request -> {
            requests.add(request);
            return TAKEN;
          });

  String endpoint() {
    return "http://127.0.0.1:" + server.port();
  }

  /// Bytes of all bodies, as sent.
  long bytes() {
    return requests.stream().mapToLong(request -> request.body().size()).sum();
  }

  /// Records in all bodies.
  int records() throws IOException {
    int records = 0;
    for (HttpRequest request : requests) {
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

  /// Goes down into the fields `down`, one within the other, and counts the records in the last.
  private static int count(CodedInputStream in, int... down) throws IOException {
    return descend(in, down, 0);
  }

  private static int descend(CodedInputStream in, int[] down, int depth) throws IOException {
    int records = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (depth == down.length) {
        records += field == LOG_RECORDS ? 1 : 0;
        in.skipField(tag);
      } else if (field == down[depth]) {
        int limit = in.pushLimit(in.readRawVarint32());
        records += descend(in, down, depth + 1);
        in.popLimit(limit);
      } else {
        in.skipField(tag);
      }
    }
    return records;
  }
}
