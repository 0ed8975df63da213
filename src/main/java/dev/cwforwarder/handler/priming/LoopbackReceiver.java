package dev.cwforwarder.handler.priming;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLServerSocket;

/// Answers every request on a loopback port with an empty OTLP success response, over TLS. For
/// priming only.
final class LoopbackReceiver implements AutoCloseable {
  private static final byte[] SUCCESS =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 2\r\n\r\n"
              + "\n\0")
          .getBytes(StandardCharsets.US_ASCII);
  private static final String CONTENT_LENGTH = "content-length:";

  private final SelfSignedCertificate certificate;
  private final SSLServerSocket server;

  private LoopbackReceiver(SelfSignedCertificate certificate, SSLServerSocket server) {
    this.certificate = certificate;
    this.server = server;
  }

  static LoopbackReceiver start() throws IOException, GeneralSecurityException {
    SelfSignedCertificate certificate = SelfSignedCertificate.create();
    SSLServerSocket server =
        (SSLServerSocket)
            certificate
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    LoopbackReceiver receiver = new LoopbackReceiver(certificate, server);
    Thread.ofPlatform().daemon().name("priming-receiver").start(receiver::serve);
    return receiver;
  }

  URI address() {
    return URI.create("https://127.0.0.1:" + server.getLocalPort() + "/v1/logs");
  }

  String certificatePem() {
    return certificate.pem();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept();
          InputStream in = new BufferedInputStream(socket.getInputStream());
          OutputStream out = socket.getOutputStream()) {
        while (readRequest(in)) {
          out.write(SUCCESS);
          out.flush();
        }
      } catch (IOException e) {
        // The connection ended. If the server was closed, the loop ends too.
      }
    }
  }

  /// Reads one whole request. Returns false when the connection ended before it.
  private static boolean readRequest(InputStream in) throws IOException {
    String line = readLine(in);
    if (line.isEmpty()) {
      return false;
    }
    int length = 0;
    while (!line.isEmpty()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(CONTENT_LENGTH)) {
        length = Integer.parseInt(line.substring(CONTENT_LENGTH.length()).strip());
      }
      line = readLine(in);
    }
    in.skipNBytes(length);
    return true;
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
