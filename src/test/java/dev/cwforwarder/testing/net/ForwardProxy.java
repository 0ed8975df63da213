package dev.cwforwarder.testing.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP proxy on 127.0.0.1 that tunnels `CONNECT` and forwards plain requests. It resolves names
/// below `.test` to 127.0.0.1 and refuses all others, so that no test leaves this machine.
public final class ForwardProxy implements AutoCloseable {
  private static final String DENIED = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
  private static final String WHO =
      String.join(
          "\r\n",
          "HTTP/1.1 407 Proxy Authentication Required",
          "Proxy-Authenticate: Basic realm=\"test\"",
          "Content-Length: 0",
          "Connection: close",
          "",
          "");

  private final ServerSocket listener;
  private final String credentials;
  private final List<String> passed = new CopyOnWriteArrayList<>();
  private final List<String> denied = new CopyOnWriteArrayList<>();

  private ForwardProxy(ServerSocket listener, String credentials) {
    this.listener = listener;
    this.credentials = credentials;
  }

  /// Starts a proxy.
  ///
  /// @param credentials `user:password` that every request has to have; empty for an open proxy
  public static ForwardProxy start(String credentials) {
    try {
      ForwardProxy proxy =
          new ForwardProxy(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), credentials);
      Thread.ofVirtual().start(proxy::acceptAll);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// The requests that were let through, e.g. `CONNECT host:443` and `http://host:80`.
  public List<String> passed() {
    return passed;
  }

  /// The requests that were refused because of their target.
  public List<String> denied() {
    return denied;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        // The proxy was closed.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      while (serveOne(client)) {
        // A client may ask again on the same connection, with its credentials.
      }
    } catch (IOException _) {
      // One of the sides has disconnected.
    }
  }

  /// @return whether the connection remains usable
  private boolean serveOne(Socket client) throws IOException {
    String head = head(client.getInputStream());
    if (head.isEmpty()) {
      return false;
    }
    if (!isAuthorized(head)) {
      answer(client, WHO);
      return false;
    }
    boolean tunnel = head.startsWith("CONNECT ");
    String target = head.split(" ", -1)[1];
    URI address = URI.create(tunnel ? "http://" + target : target);
    String name = (tunnel ? "CONNECT " : "http://") + address.getAuthority();
    if (!address.getHost().endsWith(".test")) {
      denied.add(name);
      answer(client, DENIED);
      return false;
    }
    passed.add(name);
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      if (tunnel) {
        answer(client, "HTTP/1.1 200 Connection established\r\n\r\n");
      } else {
        server.getOutputStream().write(forwarded(head, address).getBytes(ISO_8859_1));
      }
      relay(client, server);
    }
    return false;
  }

  /// The head of a request as the server expects it: it answers and closes the connection.
  private static String forwarded(String head, URI address) {
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    return head.replaceFirst(" \\S+ ", " " + address.getRawPath().replace("$", "\\$") + query + " ")
        .replaceAll("(?i)\r\nProxy-[^\r]*", "")
        .replaceAll("(?i)\r\nConnection:[^\r]*", "")
        .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
  }

  private static void relay(Socket client, Socket server) throws IOException {
    Thread up = Thread.ofVirtual().start(() -> copy(client, server));
    copy(server, client);
    client.close();
    server.close();
    try {
      up.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      // The connection has ended.
    }
  }

  private boolean isAuthorized(String head) {
    String expected = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    return credentials.isEmpty()
        || head.lines()
            .anyMatch(line -> line.equalsIgnoreCase("Proxy-Authorization: Basic " + expected));
  }

  private static void answer(Socket client, String answer) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(answer.getBytes(ISO_8859_1));
    out.flush();
  }

  /// Reads to the blank line that ends the head; empty when the connection ends before.
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }
}
