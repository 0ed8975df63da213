package dev.cwforwarder.export;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WatchdogTest {
  private static final int BYTES = 600;
  private static final String BODY_START =
      "HTTP/1.1 200 OK\r\nContent-Length: " + BYTES + "\r\n\r\n";
  private static final String HEADERS_START = "HTTP/1.1 200 OK\r\nX-Endless: ";

  @ParameterizedTest
  @ValueSource(strings = {BODY_START, HEADERS_START})
  @Timeout(30) // the trickle would take a minute
  void aTricklingResponseIsAbortedAtTheDeadline(String start) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> trickle(server, start));
      Exporters setup = new Exporters().budget(Duration.ZERO);
      OtlpExporter<LogRecordData> exporter =
          setup.to(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1/logs"));

      ExportResult result =
          exporter.open(setup.in(Duration.ofSeconds(1))).export(Records.records(1));

      assertThat(result).isInstanceOf(ExportResult.Unavailable.class);
    }
  }

  /// Sends one byte every tenth of a second, which never triggers the read timeout.
  private static void trickle(ServerSocket server, String start) {
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write(start.getBytes(US_ASCII));
      for (int i = 0; i < BYTES; i++) {
        out.write('x');
        out.flush();
        Thread.sleep(100);
      }
    } catch (IOException e) {
      // The client has closed the connection, as expected.
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
