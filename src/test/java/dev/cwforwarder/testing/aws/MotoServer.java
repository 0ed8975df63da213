package dev.cwforwarder.testing.aws;

import dev.cwforwarder.testing.BucketDocument;
import dev.cwforwarder.testing.LocalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;

/// An AWS API on a loopback port: moto's server, which `scripts/check.sh` installs into `.venv`.
///
/// Starting a server takes longer than most tests, so a closed one is reset and reused by the next
/// [#start] in this JVM. The processes end with the JVM.
public final class MotoServer implements AutoCloseable {
  private static final Path PROGRAM = Path.of(".venv", "bin", "moto_server");
  private static final Deque<Server> IDLE = new ConcurrentLinkedDeque<>();

  private final Server server;
  private final S3Client s3;

  private MotoServer(Server server) {
    this.server = server;
    s3 = client(S3Client.builder());
  }

  /// A server without any resources. Where moto is not installed, the test counts as skipped.
  public static MotoServer start() {
    Assumptions.assumeTrue(
        Files.isExecutable(PROGRAM), PROGRAM + " is missing: scripts/check.sh installs it");
    Server idle = IDLE.poll();
    return new MotoServer(idle == null ? Server.launch() : idle.reset());
  }

  public URI endpoint() {
    return server.endpoint();
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

  /// Creates a table with the key of template.yaml's checkpoint table.
  public void createTable(String name) {
    try (DynamoDbClient dynamo = client(DynamoDbClient.builder())) {
      dynamo.createTable(
          table ->
              table
                  .tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      AttributeDefinition.builder()
                          .attributeName("id")
                          .attributeType(ScalarAttributeType.S)
                          .build())
                  .keySchema(
                      KeySchemaElement.builder()
                          .attributeName("id")
                          .keyType(KeyType.HASH)
                          .build()));
    }
  }

  public void createBucket(String bucket) {
    s3.createBucket(request -> request.bucket(bucket));
  }

  /// Everything in `bucket`, by key.
  public List<BucketDocument> documents(String bucket) {
    return s3.listObjectsV2(request -> request.bucket(bucket)).contents().stream()
        .map(
            object ->
                BucketDocument.of(
                    object.key(),
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(object.key())).asByteArray()))
        .toList();
  }

  /// Makes the server available to the next test.
  @Override
  public void close() {
    s3.close();
    IDLE.push(server);
  }

  /// A process and the port that the system gave it.
  private record Server(int port, LocalProcess process) {
    private static final Pattern LISTENING = Pattern.compile("Running on http://127.0.0.1:(\\d+)");

    static Server launch() {
      try {
        Path output = Files.createTempFile("moto", ".log");
        output.toFile().deleteOnExit();
        LocalProcess process =
            LocalProcess.start(
                List.of(PROGRAM.toString(), "-H", "127.0.0.1", "-p", "0"), Map.of(), output);
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        process.await(() -> LISTENING.matcher(process.output()).find());
        Matcher listening = LISTENING.matcher(process.output());
        if (!listening.find()) {
          throw new IllegalStateException("moto does not report its port: " + process.output());
        }
        return new Server(Integer.parseInt(listening.group(1)), process);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    URI endpoint() {
      return URI.create("http://127.0.0.1:" + port);
    }

    /// Deletes the resources of all services, accounts and Regions.
    Server reset() {
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest reset =
            HttpRequest.newBuilder(endpoint().resolve("/moto-api/reset"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        int status = client.send(reset, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
          throw new IllegalStateException("moto was not reset: HTTP " + status);
        }
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
