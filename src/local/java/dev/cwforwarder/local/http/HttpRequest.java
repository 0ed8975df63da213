package dev.cwforwarder.local.http;

import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One HTTP/1.1 request as received.
///
/// @param headers by name in lower case; the values of repeated headers are joined by commas
public record HttpRequest(
    String method, String path, Map<String, String> headers, ByteString body) {
  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final int MAX_BODY_BYTES = 256 * 1024 * 1024;

  public HttpRequest {
    headers = Map.copyOf(headers);
  }

  /// The value of a header; empty if absent.
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  boolean asksToClose() {
    return header("connection").toLowerCase(Locale.ROOT).contains("close");
  }

  /// Reads the next request of a connection. Answers `Expect: 100-continue` on `out`.
  ///
  /// @throws EOFException if the client has closed the connection
  static HttpRequest read(BufferedInputStream in, OutputStream out) throws IOException {
    String[] start = line(in).split(" ", 3);
    if (start.length != 3) {
      throw new ProtocolException("not an HTTP request line");
    }
    SortedMap<String, String> headers = headers(in);
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    return new HttpRequest(start[0], start[1], headers, body(in, headers));
  }

  private static SortedMap<String, String> headers(BufferedInputStream in) throws IOException {
    SortedMap<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("not a header: " + line);
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, line.substring(colon + 1).trim(), (a, b) -> a + "," + b);
    }
    return headers;
  }

  private static ByteString body(BufferedInputStream in, Map<String, String> headers)
      throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return chunks(in);
    }
    return exactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
  }

  private static ByteString chunks(BufferedInputStream in) throws IOException {
    ByteString body = ByteString.empty();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      body = body.concat(exactly(in, size));
      line(in);
    }
    while (!line(in).isEmpty()) {
      // Trailers are ignored.
    }
    return body;
  }

  private static int chunkSize(BufferedInputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";", 2)[0].trim(), 16);
  }

  private static ByteString exactly(BufferedInputStream in, int size) throws IOException {
    if (size < 0 || size > MAX_BODY_BYTES) {
      throw new ProtocolException("a body of " + size + " bytes is not supported");
    }
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("connection closed in the middle of a body");
    }
    return ByteString.copyFrom(bytes);
  }

  private static String line(BufferedInputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() > MAX_LINE_BYTES) {
        throw new EOFException("connection closed");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
