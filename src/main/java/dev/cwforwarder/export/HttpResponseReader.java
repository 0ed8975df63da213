package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the responses of one connection, with at most [HttpAnswer#MAX_BODY_BYTES] of their bodies.
/// Not thread-safe.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112: HTTP/1.1</a>
final class HttpResponseReader {
  private static final int MAX_INTERIM_RESPONSES = 100;

  /// No number with this many digits is a size.
  private static final int MAX_DIGITS = 18;

  private static final String CHUNKED = "chunked";
  private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,15})\\s*(?:;.*)?");
  private static final Pattern TIMEOUT = Pattern.compile("timeout=(\\d{1,6})");

  private final HttpInput in;
  private Head head = new Head();
  private boolean reusable;

  /// What is needed of the start of a response.
  private static final class Head {
    int status;
    boolean persistent;
    boolean chunked;
    long length = -1;
    String contentType = "";
    String retryAfter = "";
    String location = "";
    Duration keepAlive = HttpTransport.KEEP_ALIVE;
  }

  HttpResponseReader(InputStream in) {
    this.in = new HttpInput(in);
  }

  /// Whether the last response was read to its end, and the endpoint keeps the connection.
  boolean isReusable() {
    return reusable && in.isEmpty();
  }

  /// How long the endpoint keeps an idle connection.
  Duration keepAlive() {
    return head.keepAlive;
  }

  /// Reads one response.
  ///
  /// @param dueNanos by when it must be complete, as `System.nanoTime`
  /// @throws IOException when it is not complete or not HTTP/1.x
  HttpAnswer read(long dueNanos) throws IOException {
    reusable = false;
    in.startResponse(dueNanos);
    head = head();
    for (int interim = 1; head.status < 200; interim++) {
      if (interim > MAX_INTERIM_RESPONSES) {
        throw new IOException("the endpoint sends interim (1xx) responses without end");
      }
      head = head();
    }
    byte[] body = body();
    boolean complete = body.length <= HttpAnswer.MAX_BODY_BYTES;
    reusable = complete && head.persistent;
    return HttpAnswer.of(head.status, head.contentType, head.retryAfter, head.location, body);
  }

  private Head head() throws IOException {
    Head read = new Head();
    in.expect("HTTP/1.");
    String line = in.line(); // 1 200 OK
    read.status = status(line);
    read.persistent = line.charAt(0) != '0';
    for (String header = in.line(); !header.isEmpty(); header = in.line()) {
      int colon = header.indexOf(':');
      if (colon > 0) {
        String name = header.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        header(read, name, header.substring(colon + 1).strip());
      }
    }
    return read;
  }

  /// Compares characters, because every response passes here and a pattern takes longer.
  private static int status(String line) throws IOException {
    boolean wellFormed = line.length() >= 5 && line.charAt(1) == ' ' && isNumber(line, 2, 5);
    if (!wellFormed || (line.length() > 5 && line.charAt(5) != ' ')) {
      throw HttpInput.invalid();
    }
    return Integer.parseInt(line, 2, 5, 10);
  }

  private static boolean isNumber(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < to;
  }

  private static void header(Head read, String name, String value) {
    switch (name) {
      case "content-type" -> read.contentType = value;
      case "retry-after" -> read.retryAfter = value;
      case "location" -> read.location = value;
      case "content-length" -> read.length = length(value);
      case "transfer-encoding" -> read.chunked = value.equalsIgnoreCase(CHUNKED);
      case "connection" -> read.persistent &= !value.toLowerCase(Locale.ROOT).contains("close");
      case "keep-alive" -> read.keepAlive = keepAlive(value);
      default -> {}
    }
  }

  /// A malformed length counts as none: the body then ends with the connection.
  private static long length(String value) {
    return isNumber(value, 0, Math.min(value.length(), MAX_DIGITS)) && value.length() < MAX_DIGITS
        ? Long.parseLong(value)
        : -1;
  }

  private static Duration keepAlive(String value) {
    Matcher timeout = TIMEOUT.matcher(value);
    return timeout.find()
        ? Duration.ofSeconds(Long.parseLong(timeout.group(1)))
        : HttpTransport.KEEP_ALIVE;
  }

  /// At most one byte more than allowed.
  private byte[] body() throws IOException {
    if (head.status == 204 || head.status == 304 || (!head.chunked && head.length == 0)) {
      return new byte[0];
    }
    ByteBlock body = new ByteBlock(HttpAnswer.INITIAL_BODY_BYTES);
    if (head.chunked) {
      chunks(body);
    } else if (head.length > 0) {
      in.read(body, head.length);
      HttpAnswer.requireComplete(body.length(), head.length);
    } else {
      head.persistent = false;
      in.read(body, Long.MAX_VALUE);
    }
    return body.toByteArray();
  }

  private void chunks(ByteBlock body) throws IOException {
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      int before = body.length();
      in.read(body, size);
      if (body.length() > HttpAnswer.MAX_BODY_BYTES) {
        return;
      }
      if (body.length() - before < size || !in.line().isEmpty()) {
        throw new IOException("Premature EOF"); // as the JDK says
      }
    }
    String trailer = in.line();
    while (!trailer.isEmpty()) {
      trailer = in.line();
    }
  }

  private long chunkSize() throws IOException {
    Matcher size = CHUNK.matcher(in.line());
    if (!size.matches()) {
      throw new IOException("the response has a chunk of unknown size");
    }
    return Long.parseLong(size.group(1), 16);
  }
}
