package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.cwforwarder.export.KeyException;
import dev.cwforwarder.export.KeySource;
import dev.cwforwarder.model.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// The error messages when AWS does not return the key. moto cannot produce these errors.
@Tag("slow")
@Timeout(120)
final class KeyErrorsTest {
  private static final String REGION = "eu-west-1";

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, does not allow secretsmanager:GetSecretValue",
    "AccessDeniedException, or kms:Decrypt on the KMS key",
    "DecryptionFailure, needs kms:Decrypt",
    "InvalidRequestException, marked for deletion"
  })
  void anErrorOfSecretsManagerNamesTheMissingPermission(String code, String advice)
      throws IOException {
    assertMessage(
        code,
        advice,
        port ->
            new SecretsManagerKey(
                client(SecretsManagerClient.builder(), port), "the-arn", REGION, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, does not allow ssm:GetParameter",
    "AccessDeniedException, or kms:Decrypt on the KMS key",
    "InvalidKeyId, needs kms:Decrypt",
    "ParameterNotFound, no such secret or parameter"
  })
  void anErrorOfParameterStoreNamesTheMissingPermission(String code, String advice)
      throws IOException {
    assertMessage(
        code,
        advice,
        port -> new ParameterStoreKey(client(SsmClient.builder(), port), "the-arn", REGION));
  }

  @Test
  void theErrorNamesTheRegionOfAnUnreachableService() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (SecretsManagerClient client = client(SecretsManagerClient.builder(), port)) {
      assertThatThrownBy(() -> new SecretsManagerKey(client, "the-arn", REGION, "").read(in(20)))
          .isInstanceOf(KeyException.class)
          .hasMessageContaining("GetSecretValue the-arn failed: ")
          .hasMessageContaining("eu-west-1 does not answer")
          .hasMessageContaining("Connection refused")
          .hasMessageContaining("interface endpoint");
    }
  }

  @Test
  void aServiceThatNeverRespondsTimesOutAtTheDeadline() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SsmClient client = client(SsmClient.builder(), silent.getLocalPort())) {
      long start = System.nanoTime();

      assertThatThrownBy(() -> new ParameterStoreKey(client, "the-arn", REGION).read(in(1)))
          .isInstanceOf(KeyException.class)
          .hasMessageContaining("does not answer");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
  }

  private static void assertMessage(String code, String advice, Reader reader) throws IOException {
    HttpServer aws =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"__type\":\"%s\"}".formatted(code).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    aws.start();
    try {
      assertThatThrownBy(() -> reader.of(aws.getAddress().getPort()).read(in(20)))
          .isInstanceOf(KeyException.class)
          .hasMessageContaining(" the-arn failed: HTTP 400 " + code)
          .hasMessageContaining(advice);
    } finally {
      aws.stop(0);
    }
  }

  private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
      B builder, int port) {
    return KeyClients.withHttp(builder)
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .region(Region.of(REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  private static Deadline in(int seconds) {
    return Deadline.in(Duration.ofSeconds(seconds), Clock.systemUTC());
  }

  /// Creates a source that connects to the given port.
  @FunctionalInterface
  private interface Reader {
    KeySource of(int port);
  }
}
