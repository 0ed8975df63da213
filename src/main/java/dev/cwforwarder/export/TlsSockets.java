package dev.cwforwarder.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Creates TLS sockets restricted to TLS 1.2 and newer.
///
/// The versions are set on each socket because Lambda's Java runtime client enables TLS 1.0 and 1.1
/// again for the whole process.
final class TlsSockets extends SSLSocketFactory {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final SSLSocketFactory factory;

  private TlsSockets(SSLSocketFactory factory) {
    this.factory = factory;
  }

  /// @param pem certificates to trust instead of the JDK's trust store; empty for the JDK's
  /// @throws IllegalArgumentException when `pem` contains no certificate
  static SSLSocketFactory trusting(String pem) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, pem.isEmpty() ? null : trustManagers(pem), null);
      return new TlsSockets(context.getSocketFactory());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "OTEL_EXPORTER_OTLP_CERTIFICATE is not a PEM certificate: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trustManagers(String pem)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    ByteArrayInputStream in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
      trusted.setCertificateEntry("trusted-" + trusted.size(), certificate);
    }
    if (trusted.size() == 0) {
      throw new IOException("no certificate found");
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  private static Socket restricted(Socket socket) {
    ((SSLSocket) socket).setEnabledProtocols(PROTOCOLS);
    return socket;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket() throws IOException {
    return restricted(factory.createSocket());
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return restricted(factory.createSocket(socket, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return restricted(factory.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return restricted(factory.createSocket(host, port, localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return restricted(factory.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return restricted(factory.createSocket(host, port, localHost, localPort));
  }
}
