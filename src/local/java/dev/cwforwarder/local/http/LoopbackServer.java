package dev.cwforwarder.local.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

/// A small HTTP/1.1 server on 127.0.0.1 that can simulate network failures: it can reset or close a
/// connection before the response, and truncate a response. The JDK's own server cannot.
///
/// Connections are persistent; each has its own virtual thread.
public final class LoopbackServer implements AutoCloseable {
  /// Answers one request. Called from many threads at the same time.
  public interface Responder {
    HttpReply reply(HttpRequest request) throws InterruptedException;
  }

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final ServerSocket listener;
  private final Tls tls;
  private final Responder responder;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Thread acceptor;

  private LoopbackServer(ServerSocket listener, Tls tls, Responder responder) {
    this.listener = listener;
    this.tls = tls;
    this.responder = responder;
    this.acceptor = Thread.ofVirtual().name("loopback-accept").unstarted(this::acceptAll);
  }

  /// Starts on `port`, or on any free port if it is 0.
  public static LoopbackServer start(int port, Tls tls, Responder responder) {
    try {
      ServerSocket listener = new ServerSocket(port, 128, InetAddress.getByAddress(LOOPBACK));
      LoopbackServer server = new LoopbackServer(listener, tls, responder);
      server.acceptor.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// The number of connections that clients have opened so far.
  public int connections() {
    return accepted.get();
  }

  /// Resets every open connection, as a load balancer does with idle connections.
  public void resetConnections() {
    open.forEach(LoopbackServer::reset);
  }

  /// Resets the connections; the port is free afterwards.
  @Override
  public void close() {
    try {
      listener.close();
      acceptor.join(); // the port is released only when no thread accepts on it any more
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    resetConnections();
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        accepted.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().name("loopback-connection").start(() -> serve(socket));
      } catch (IOException e) {
        // The listener was closed, or the client disconnected before it was accepted.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      if (tls instanceof Tls.On on) {
        try (SSLSocket secure = on.wrap(socket)) {
          converse(secure, socket);
        }
      } else {
        converse(socket, socket);
      }
    } catch (IOException e) {
      // The client has disconnected, or this server has reset the connection intentionally.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private void converse(Socket socket, Socket raw) throws IOException, InterruptedException {
    BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
    OutputStream out = new BufferedOutputStream(socket.getOutputStream());
    boolean keepAlive = true;
    while (keepAlive) {
      HttpRequest request = HttpRequest.read(in, out);
      if (raw.isClosed()) {
        return; // reset during the read: the JDK may still return the last bytes received
      }
      switch (responder.reply(request)) {
        case HttpReply.Response response -> {
          keepAlive = !response.isTruncated() && !request.asksToClose();
          response.writeTo(out, request.asksToClose());
        }
        case HttpReply.Close() -> keepAlive = false;
        case HttpReply.Reset() -> {
          reset(raw);
          keepAlive = false;
        }
      }
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // The socket was already closed.
    }
  }
}
