package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.StoreException;
import dev.cwforwarder.testing.BucketDocument;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.time.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;

@Tag("slow")
@Timeout(120)
final class S3FailureStoreTest {
  private static final FailureDocument DOCUMENT =
      new FailureDocument.Events(
          FailureDocument.Kind.QUARANTINE,
          "HTTP 400",
          400,
          Instant.EPOCH,
          Payloads.SOURCE,
          Payloads.events(3));

  @Test
  void aDocumentIsStoredOnceWithAChecksum() throws StoreException {
    try (MotoServer moto = MotoServer.start();
        S3Client s3 = moto.client(S3FailureStore.client())) {
      moto.createBucket("failures");
      S3FailureStore store = new S3FailureStore(s3, "failures", "forwarder");

      store.store(DOCUMENT, later());
      store.store(DOCUMENT, later());

      BucketDocument stored = moto.documents("failures").getFirst();
      assertThat(moto.documents("failures")).hasSize(1);
      assertThat(stored.key()).startsWith("quarantine/forwarder/2025/11/24/");
      assertThat(stored.uids()).isEqualTo(Payloads.uids(3));
      assertThat(
              s3.headObject(
                      head ->
                          head.bucket("failures")
                              .key(stored.key())
                              .checksumMode(ChecksumMode.ENABLED))
                  .checksumCRC32())
          .isNotEmpty();
    }
  }

  @Test
  void theErrorNamesAMissingBucket() {
    try (MotoServer moto = MotoServer.start();
        S3Client s3 = moto.client(S3FailureStore.client())) {
      S3FailureStore store = new S3FailureStore(s3, "no-such-bucket", "forwarder");

      assertThatThrownBy(() -> store.store(DOCUMENT, later()))
          .isInstanceOf(StoreException.class)
          .hasMessageMatching(
              "PUT s3://no-such-bucket/quarantine/\\S+ failed: HTTP 404 NoSuchBucket");
    }
  }

  @Test
  void theErrorNamesAnUnreachableStore() throws IOException {
    try (S3Client s3 = clientOf(closedPort())) {
      assertThatThrownBy(
              () -> new S3FailureStore(s3, "failures", "forwarder").store(DOCUMENT, later()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("PUT s3://failures/quarantine/")
          .hasMessageContaining("Connection refused");
    }
  }

  @Test
  void aStoreThatNeverRespondsTimesOutAtTheDeadline() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        S3Client s3 = clientOf(silent.getLocalPort())) {
      S3FailureStore store = new S3FailureStore(s3, "failures", "forwarder");
      Deadline soon = Deadline.in(Duration.ofSeconds(2), Clock.systemUTC());
      long start = System.nanoTime();

      assertThatThrownBy(() -> store.store(DOCUMENT, soon)).isInstanceOf(StoreException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void nothingIsStoredAfterTheDeadline() throws IOException {
    try (S3Client s3 = clientOf(closedPort())) {
      Deadline passed = Deadline.in(Duration.ZERO, new ManualClock());

      assertThatThrownBy(
              () -> new S3FailureStore(s3, "failures", "forwarder").store(DOCUMENT, passed))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("no time left in this invocation");
    }
  }

  private static S3Client clientOf(int port) {
    return S3FailureStore.client()
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Deadline later() {
    return Deadline.in(Duration.ofMinutes(1), Clock.systemUTC());
  }
}
