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

/// A small HTTP/1.1 server on 127.0.0.1 that can do what servers do when they are ill: reset or
/// close a connection before the answer, cut an answer short. (The JDK's own server cannot.)
///
/// Connections are kept alive; each has a virtual thread.
public final class LoopbackServer implements AutoCloseable {
  /// Answers one request; called from many threads at once.
  public interface Responder {
    HttpReply reply(HttpRequest request) throws InterruptedException;
  }

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final ServerSocket listener;
  private final Tls tls;
  private final Responder responder;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();

  private LoopbackServer(ServerSocket listener, Tls tls, Responder responder) {
    this.listener = listener;
    this.tls = tls;
    this.responder = responder;
  }

  /// Starts on `port`, or on a free one when it is 0.
  public static LoopbackServer start(int port, Tls tls, Responder responder) {
    try {
      ServerSocket listener = new ServerSocket(port, 128, InetAddress.getByAddress(LOOPBACK));
      LoopbackServer server = new LoopbackServer(listener, tls, responder);
      Thread.ofVirtual().name("loopback-accept").start(server::acceptAll);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// How many connections clients have opened so far.
  public int connections() {
    return accepted.get();
  }

  /// Resets every open connection, as a load balancer does that has lost patience with idle ones.
  public void resetConnections() {
    open.forEach(LoopbackServer::reset);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
        // The listener was closed, or a client was gone before it was accepted.
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
      // The client is gone, or this server has reset the connection on purpose.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private void converse(Socket socket, Socket raw) throws IOException, InterruptedException {
    BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
    OutputStream out = new BufferedOutputStream(socket.getOutputStream());
    boolean goOn = true;
    while (goOn) {
      HttpRequest request = HttpRequest.read(in, out);
      if (raw.isClosed()) {
        return; // reset while it was read: the JDK may still have handed out what came last
      }
      switch (responder.reply(request)) {
        case HttpReply.Response response -> {
          goOn = !response.isCut() && !request.asksToClose();
          response.writeTo(out, request.asksToClose());
        }
        case HttpReply.Close() -> goOn = false;
        case HttpReply.Reset() -> {
          reset(raw);
          goOn = false;
        }
      }
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It was closed already.
    }
  }
}
