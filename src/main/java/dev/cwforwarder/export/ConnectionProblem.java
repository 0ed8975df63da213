package dev.cwforwarder.export;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/// Explains why there is no OTLP response: the JDK's messages do not say that a scheme or a port is
/// wrong.
final class ConnectionProblem {
  /// The JDK's message, and what it means. Each also has other causes, so the message is kept.
  private static final Map<String, String> MEANINGS =
      Map.of(
          "Unsupported or unrecognized SSL message",
          "the endpoint does not answer with TLS: use http://, or the port with TLS",
          "Remote host terminated the handshake",
          "the endpoint closed the connection during the TLS handshake: use http:// if this port"
              + " has no TLS",
          "Unexpected end of file from server",
          "the endpoint closed the connection without a response: if this lasts, use https:// if"
              + " this port has TLS, and check that it is the OTLP/HTTP port, 4318",
          "Invalid Http response",
          "the response is not HTTP/1.1: if this is the gRPC port, 4317, use port 4318");

  /// What status 407 means.
  static final String PROXY_USER =
      "the proxy expects a user name and a password: http://USER:PASSWORD@HOST:PORT";

  /// What servers answer when they receive plain HTTP on a port with TLS: Go's, as in the
  /// collector, and nginx. The whole body has to match, because a body may quote a record.
  private static final Pattern EXPECTS_TLS =
      Pattern.compile(
          "Client sent an HTTP request to an HTTPS server\\.\\s*|(?s:<html>\\s*<head><title>400 The"
              + " plain HTTP request was sent to HTTPS port<.*)");

  private static final Pattern IS_CLICKHOUSE =
      Pattern.compile("(?s)Port \\d+ is for clickhouse-client program\\s.*");

  private ConnectionProblem() {}

  /// Why no response arrived. The text may contain what the endpoint sent.
  static String of(IOException failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (failure instanceof UnknownHostException) { // the JDK's message is only the host name
      return "unknown host " + message;
    }
    if (message.startsWith("Unable to tunnel through proxy") && message.contains(" 407 ")) {
      return "%s (%s)".formatted(PROXY_USER, message);
    }
    String meaning = MEANINGS.get(message);
    return meaning == null ? message : "%s (%s)".formatted(meaning, message);
  }

  /// What the body of a response with status 400 says about the port; empty when nothing.
  static String ofBadRequest(byte[] body) {
    String text = new String(body, StandardCharsets.US_ASCII);
    if (EXPECTS_TLS.matcher(text).matches()) {
      return "the endpoint expects TLS: use https://";
    }
    return IS_CLICKHOUSE.matcher(text).matches()
        ? "this is ClickHouse's port, not its collector's: use port 4318"
        : "";
  }
}
