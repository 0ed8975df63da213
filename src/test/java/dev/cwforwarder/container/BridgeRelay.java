package dev.cwforwarder.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import org.testcontainers.DockerClientFactory;

/// Lets containers reach a server that listens on this machine's 127.0.0.1 only: passes bytes from
/// the engine's bridge, where containers see this machine, to the server and back.
final class BridgeRelay implements AutoCloseable {
  private final ServerSocket listener;
  private final int port;

  private BridgeRelay(ServerSocket listener, int port) {
    this.listener = listener;
    this.port = port;
  }

  /// A relay to the server at `server`'s port.
  static BridgeRelay to(URI server) throws IOException {
    ServerSocket listener = new ServerSocket(0, 16, bridge());
    BridgeRelay relay = new BridgeRelay(listener, server.getPort());
    Thread.ofVirtual().name("bridge-relay").start(relay::acceptAll);
    return relay;
  }

  /// The server as containers on the engine's default bridge see it.
  URI endpoint() {
    return URI.create(
        "http://%s:%d"
            .formatted(listener.getInetAddress().getHostAddress(), listener.getLocalPort()));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  /// The bridge's own address on this machine. Asked of the interface: an engine that has not run a
  /// container yet tells no gateway.
  private static InetAddress bridge() throws IOException {
    String name =
        DockerClientFactory.instance()
            .client()
            .inspectNetworkCmd()
            .withNetworkId("bridge")
            .exec()
            .getOptions()
            .getOrDefault("com.docker.network.bridge.name", "docker0");
    NetworkInterface bridge = NetworkInterface.getByName(name);
    if (bridge == null) {
      throw new IOException("the engine's bridge " + name + " is no interface of this machine");
    }
    return bridge
        .inetAddresses()
        .filter(Inet4Address.class::isInstance)
        .findFirst()
        .orElseThrow(() -> new IOException("the engine's bridge " + name + " has no address"));
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> relay(client));
      } catch (SocketException _) {
        return; // closed
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void relay(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread back = Thread.ofVirtual().start(() -> pass(server, client));
      pass(client, server);
      back.join();
    } catch (ConnectException _) {
      // The server is gone: the client sees its connection closed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pass(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException _) {
      // One side is gone; closing both streams tells the other.
    }
  }
}
