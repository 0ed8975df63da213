package dev.cwforwarder.local.http;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What happens on the connection after a request.
public sealed interface HttpReply {
  /// An answer of which only the first `sentBytes` of the body go out; fewer than the body has
  /// closes the connection in the middle of it.
  record Response(int status, Map<String, String> headers, ByteString body, int sentBytes)
      implements HttpReply {
    public Response {
      headers = Map.copyOf(headers);
    }

    public Response(int status, Map<String, String> headers, ByteString body) {
      this(status, headers, body, body.size());
    }

    public static Response text(int status, String text) {
      return new Response(
          status,
          Map.of("Content-Type", "text/plain; charset=utf-8"),
          ByteString.copyFromUtf8(text));
    }

    boolean isCut() {
      return sentBytes < body.size();
    }

    void writeTo(OutputStream out, boolean close) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Local\r\n");
      headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
      head.append("Content-Length: ").append(body.size()).append("\r\n");
      if (close) {
        head.append("Connection: close\r\n");
      }
      out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
      body.substring(0, sentBytes).writeTo(out);
      out.flush();
    }
  }

  /// The connection ends with a TCP reset, without an answer.
  record Reset() implements HttpReply {}

  /// The connection is closed in good order, without an answer.
  record Close() implements HttpReply {}
}
