package dev.cwforwarder.testing.aws;

import dev.cwforwarder.testing.KeptDocument;
import dev.cwforwarder.testing.LocalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// AWS on a loopback port, as far as the forwarder needs it: moto's server, which
/// `scripts/check.sh` installs into `.venv`.
public final class MotoServer implements AutoCloseable {
  private static final Path PROGRAM = Path.of(".venv", "bin", "moto_server");

  private final int port = freePort();
  private final Path output;
  private final LocalProcess process;
  private final S3Client s3;

  private MotoServer() throws IOException {
    output = Files.createTempFile("moto", ".log");
    process =
        LocalProcess.start(
            List.of(PROGRAM.toString(), "-H", "127.0.0.1", "-p", String.valueOf(port)),
            Map.of(),
            output);
    process.await(this::answers);
    s3 = client(S3Client.builder());
  }

  /// Starts one; where it is not installed the test counts as skipped.
  public static MotoServer start() {
    Assumptions.assumeTrue(
        Files.isExecutable(PROGRAM), PROGRAM + " is missing: scripts/check.sh installs it");
    try {
      return new MotoServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Lets `builder` build a client of this server.
  public <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return client(builder, Region.US_EAST_1);
  }

  /// Lets `builder` build a client of this server in one of its Regions.
  public <B extends AwsClientBuilder<B, C>, C> C client(B builder, Region region) {
    return builder
        .endpointOverride(endpoint())
        .region(region)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  public void createBucket(String bucket) {
    s3.createBucket(request -> request.bucket(bucket));
  }

  /// Everything in `bucket`, by key.
  public List<KeptDocument> documents(String bucket) {
    return s3.listObjectsV2(request -> request.bucket(bucket)).contents().stream()
        .map(
            object ->
                KeptDocument.of(
                    object.key(),
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(object.key())).asByteArray()))
        .toList();
  }

  @Override
  public void close() {
    s3.close();
    process.close();
    try {
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
