package dev.cwforwarder.local.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A fresh key for a TLS server on 127.0.0.1, made by the JDK's `keytool`.
///
/// @param server holds the key
/// @param certificate PEM file with the self-signed certificate, for the client to trust
public record TestKeys(SSLContext server, Path certificate) {
  private static final String PASSWORD = "changeit";
  private static final String SELF_SIGNED =
      "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=localhost -validity 30"
          + " -ext san=ip:127.0.0.1,dns:localhost -ext bc=ca:true";

  public TestKeys {
    requireNonNull(server, "server is null");
    requireNonNull(certificate, "certificate is null");
  }

  /// Makes the key in `folder`, valid for `127.0.0.1` and `localhost`.
  public static TestKeys make(Path folder) {
    Path store = folder.resolve("server.p12");
    Path certificate = folder.resolve("server.pem");
    keytool(store, SELF_SIGNED.split(" "));
    keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
    try {
      return new TestKeys(context(store), certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot use " + store, e);
    }
  }

  /// A server with this key and the JDK's choice of protocols.
  public Tls tls() {
    return new Tls.On(server, List.of());
  }

  /// A server with this key that accepts only `protocols`.
  public Tls tls(String... protocols) {
    return new Tls.On(server, List.of(protocols));
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path store, String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addFirst(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-alias", "server", "-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
