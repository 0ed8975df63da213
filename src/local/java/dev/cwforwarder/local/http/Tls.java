package dev.cwforwarder.local.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// The TLS configuration of a local server.
public sealed interface Tls {
  /// Plain HTTP.
  record Off() implements Tls {}

  /// TLS with the server's key in `context`.
  ///
  /// @param protocols the accepted protocols, e.g. `TLSv1.3`; empty for the JDK's defaults
  record On(SSLContext context, List<String> protocols) implements Tls {
    public On {
      requireNonNull(context, "context is null");
      protocols = List.copyOf(protocols);
    }

    SSLSocket wrap(Socket socket) throws IOException {
      SSLSocket secure =
          (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", 0, true);
      secure.setUseClientMode(false);
      if (!protocols.isEmpty()) {
        secure.setEnabledProtocols(protocols.toArray(String[]::new));
      }
      return secure;
    }
  }
}
