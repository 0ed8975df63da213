package dev.cwforwarder.export;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.http.HttpReply;
import dev.cwforwarder.local.http.LoopbackServer;
import dev.cwforwarder.local.http.TestKeys;
import dev.cwforwarder.local.http.Tls;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An endpoint with the wrong scheme or port. The message says which of them.
final class WrongPortTest {
  private static final String USE_HTTPS = "HTTP 400: the endpoint expects TLS: use https://";

  @TempDir private static Path folder;

  private final Exporters setup =
      new Exporters().compression(Compression.ZSTD).budget(Duration.ZERO);

  @Test
  void tlsToAPlainPort() throws IOException {
    try (ServerSocket server = answering("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII))) {
      assertThat(unavailable(export("https", server.getLocalPort())))
          .contains("the endpoint does not answer with TLS", "use http://, or the port with TLS");
    }
  }

  @Test
  void tlsToAPortThatClosesTheConnection() throws IOException {
    try (ServerSocket server = answering(new byte[0])) {
      assertThat(unavailable(export("https", server.getLocalPort())))
          .contains("the endpoint closed the connection during the TLS handshake", "http://");
    }
  }

  @Test
  void plainHttpToATlsPortThatClosesTheConnection() {
    try (LoopbackServer server =
        LoopbackServer.start(0, TestKeys.make(folder).tls(), _ -> text(200, ""))) {
      assertThat(unavailable(export("http", server.port())))
          .contains("the endpoint closed the connection without a response", "https://", "4318");
    }
  }

  /// The answers of Go, and so of the OpenTelemetry Collector, and of nginx.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Client sent an HTTP request to an HTTPS server.\n",
        "<html>\r\n"
            + "<head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>"
      })
  void plainHttpToATlsPortThatSaysSo(String answer) {
    try (LoopbackServer server = LoopbackServer.start(0, new Tls.Off(), _ -> text(400, answer))) {
      assertThat(misconfigured(export("http", server.port()))).endsWith(USE_HTTPS);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aPageOfAnotherServerIsNotShown() {
    String answer = "a record says: Client sent an HTTP request to an HTTPS server.";
    try (LoopbackServer server = LoopbackServer.start(0, new Tls.Off(), _ -> text(400, answer))) {
      assertThat(export("http", server.port())).isInstanceOf(ExportResult.Refused.class);
    }
  }

  @Test
  void thePortOfClickHouse() {
    String answer =
        "Port 9000 is for clickhouse-client program\r\nYou must use port 8123 for HTTP.\r\n";
    try (LoopbackServer server = LoopbackServer.start(0, new Tls.Off(), _ -> text(400, answer))) {
      assertThat(misconfigured(export("http", server.port())))
          .endsWith("HTTP 400: this is ClickHouse's port, not its collector's: use port 4318");
    }
  }

  /// A gRPC server sends a SETTINGS frame of HTTP/2 first.
  @Test
  void theGrpcPort() throws IOException {
    byte[] settings = HexFormat.of().parseHex("000006040000000000000300000064");
    try (ServerSocket server = answering(settings)) {
      assertThat(unavailable(export("http", server.getLocalPort())))
          .contains("the response is not HTTP/1.1", "the gRPC port, 4317, use port 4318");
      assertThat(unavailable(export("https", server.getLocalPort())))
          .contains("the endpoint does not answer with TLS");
    }
  }

  @Test
  void aPortWithAnotherProtocol() throws IOException {
    try (ServerSocket server = answering("SSH-2.0-OpenSSH_9\r\n".getBytes(US_ASCII))) {
      assertThat(unavailable(export("http", server.getLocalPort())))
          .contains("the response is not HTTP/1.1");
    }
  }

  private ExportResult export(String scheme, int port) {
    URI address = URI.create("%s://127.0.0.1:%d/v1/logs".formatted(scheme, port));
    return setup.to(address).open(setup.later()).export(Records.records(1));
  }

  private static HttpReply text(int status, String text) {
    return HttpReply.Response.text(status, text);
  }

  private static String unavailable(ExportResult result) {
    assertThat(result).isInstanceOf(ExportResult.Unavailable.class);
    return ((ExportResult.Unavailable) result).reason();
  }

  private static String misconfigured(ExportResult result) {
    assertThat(result).isInstanceOf(ExportResult.Misconfigured.class);
    return ((ExportResult.Misconfigured) result).reason();
  }

  /// A server that answers the first bytes of each connection and closes it.
  private static ServerSocket answering(byte[] answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().readNBytes(16);
                  socket.getOutputStream().write(answer);
                  socket.shutdownOutput();
                  socket.getInputStream().readAllBytes();
                } catch (IOException _) {
                  // The client has closed the connection.
                }
              }
            });
    return server;
  }
}
