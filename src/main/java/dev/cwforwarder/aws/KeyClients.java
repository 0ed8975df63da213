package dev.cwforwarder.aws;

import dev.cwforwarder.export.KeyException;
import dev.cwforwarder.model.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;

/// The timeouts and error messages that the readers of the ingestion key share.
final class KeyClients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(3);

  /// Limits one read, including the SDK's retries. The invocation needs the remaining time to
  /// export.
  private static final Duration MAX_READ = Duration.ofSeconds(10);

  private KeyClients() {}

  /// Gives `builder` an HTTP client with short timeouts.
  static <B extends AwsSyncClientBuilder<B, ?>> B withHttp(B builder) {
    return builder.httpClientBuilder(
        AwsHttp.builder().connectionTimeout(CONNECT_TIMEOUT).socketTimeout(SOCKET_TIMEOUT));
  }

  /// The timeout of one read.
  ///
  /// @throws KeyException if no time is left before the deadline
  static Duration timeout(String operation, Deadline deadline) throws KeyException {
    Duration left = deadline.remaining();
    if (left.toMillis() == 0) {
      throw failure(operation, "no time left in this invocation", null);
    }
    return left.compareTo(MAX_READ) < 0 ? left : MAX_READ;
  }

  /// @param operation the operation and its resource: `GetSecretValue arn:…`
  /// @param action the IAM action it requires
  /// @param region the Region that was called
  static KeyException failure(String operation, String action, String region, SdkException cause) {
    AwsAnswer answer = AwsAnswer.of(cause);
    String reason =
        answer.status() > 0
            ? answer.reason(action, remedy(answer.code(), action))
            : "%s does not answer, or there are no credentials (%s); a function in a VPC needs a NAT gateway or an interface endpoint"
                .formatted(region, answer.message());
    return failure(operation, reason, cause);
  }

  static KeyException failure(String operation, String reason, @Nullable Exception cause) {
    return new KeyException(operation + " failed: " + reason, cause);
  }

  private static String remedy(String code, String action) {
    return switch (code) {
      case "AccessDeniedException" ->
          "the function's role or the secret's policy does not allow %s, or kms:Decrypt on the KMS key that encrypts it"
              .formatted(action);
      case "DecryptionFailure", "InvalidKeyId" ->
          "the role needs kms:Decrypt on the KMS key that encrypts it";
      case "ResourceNotFoundException", "ParameterNotFound" ->
          "there is no such secret or parameter, it was deleted, or it has no value yet";
      case "InvalidRequestException" -> "it is marked for deletion";
      default -> "";
    };
  }
}
