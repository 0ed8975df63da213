package dev.cwforwarder.aws;

import dev.cwforwarder.export.KeyException;
import dev.cwforwarder.model.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// What the readers of keys have in common: how long they wait, and how they tell of failures.
final class KeyClients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(3);

  /// Limit of one reading, the SDK's retries included: the rest of the invocation is for sending.
  private static final Duration LONGEST_READ = Duration.ofSeconds(10);

  private KeyClients() {}

  /// Gives `builder` an HTTP client with short patience.
  static <B extends AwsSyncClientBuilder<B, ?>> B withHttp(B builder) {
    return builder.httpClientBuilder(
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT_TIMEOUT)
            .socketTimeout(SOCKET_TIMEOUT));
  }

  /// The time for one reading.
  ///
  /// @throws KeyException when none is left
  static Duration timeFor(String operation, Deadline deadline) throws KeyException {
    Duration left = deadline.remaining();
    if (left.toMillis() == 0) {
      throw failure(operation, "no time left in this invocation", null);
    }
    return left.compareTo(LONGEST_READ) < 0 ? left : LONGEST_READ;
  }

  /// @param operation what failed on what: `GetSecretValue arn:…`
  /// @param right the IAM action it needs
  /// @param region where it was asked
  static KeyException failure(String operation, String right, String region, SdkException cause) {
    String reason =
        cause instanceof AwsServiceException answer
            ? "HTTP %d %s".formatted(answer.statusCode(), advice(code(answer), right))
            : "%s does not answer, or there are no credentials (%s); in a VPC it needs a NAT gateway or an interface endpoint"
                .formatted(region, cause.getMessage());
    return failure(operation, reason, cause);
  }

  static KeyException failure(String operation, String reason, @Nullable Exception cause) {
    return new KeyException(operation + " failed: " + reason, cause);
  }

  private static String advice(String code, String right) {
    return switch (code) {
      case "AccessDeniedException" ->
          code
              + ": the function's role, or the policy of the secret, does not allow "
              + right
              + ", or kms:Decrypt on the KMS key that encrypts it";
      case "DecryptionFailure", "InvalidKeyId" ->
          code + ": the role needs kms:Decrypt on the KMS key that encrypts it";
      case "ResourceNotFoundException", "ParameterNotFound" ->
          code + ": there is none of this ARN, it was deleted, or it has no value yet";
      case "InvalidRequestException" -> code + ": it is marked for deletion";
      default -> code;
    };
  }

  private static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }
}
