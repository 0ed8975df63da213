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

/// Makes a server on this machine's 127.0.0.1 available to containers: relays connections from the
/// bridge of the container engine, through which containers reach this machine.
final class BridgeRelay implements AutoCloseable {
  private final ServerSocket listener;
  private final int port;

  private BridgeRelay(ServerSocket listener, int port) {
    this.listener = listener;
    this.port = port;
  }

  /// Starts a relay to the port of `server`.
  static BridgeRelay to(URI server) throws IOException {
    ServerSocket listener = new ServerSocket(0, 16, bridge());
    BridgeRelay relay = new BridgeRelay(listener, server.getPort());
    Thread.ofVirtual().name("bridge-relay").start(relay::acceptAll);
    return relay;
  }

  /// The address of the server for containers on the default bridge.
  URI endpoint() {
    return URI.create(
        "http://%s:%d"
            .formatted(listener.getInetAddress().getHostAddress(), listener.getLocalPort()));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  /// The address of the bridge on this machine, read from the network interface: the engine does
  /// not report a gateway before it has run a container.
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
      throw new IOException(
          "the bridge " + name + " of the container engine is not an interface of this machine");
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
      // The server has closed the connection, so the connection of the client is closed, too.
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
      // One side has closed the connection, so both streams are closed.
    }
  }
}
