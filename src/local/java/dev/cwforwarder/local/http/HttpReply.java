package dev.cwforwarder.local.http;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The server's reaction to a request.
public sealed interface HttpReply {
  /// A response of which only the first `sentBytes` of the body are sent. If the body is longer,
  /// the connection is closed in the middle of it.
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

    boolean isTruncated() {
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

  /// Resets the TCP connection without a response.
  record Reset() implements HttpReply {}

  /// Closes the connection normally, without a response.
  record Close() implements HttpReply {}
}
