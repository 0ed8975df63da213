package dev.cwforwarder.aws;

import dev.cwforwarder.check.CheckException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/// Says in a sentence what Lambda's API, or the way to it, has refused.
final class LambdaProblems {
  private LambdaProblems() {}

  /// @param right the IAM action of the call
  static CheckException of(LambdaHttp.Answer answer, String alias, String right) {
    // "ResourceNotFoundException:http://internal.amazon.com/…"
    String type = answer.header("x-amzn-ErrorType").split(":", 2)[0];
    return new CheckException(
        switch (type) {
          case "ResourceNotFoundException" ->
              "There is no function %s: was the stack deleted, or is it in another account or Region?"
                  .formatted(alias);
          case "AccessDeniedException" ->
              "These AWS credentials may not do %s on %s: use those of whoever deploys."
                  .formatted(right, alias);
          case "TooManyRequestsException" ->
              "Lambda has no free concurrency for the function: look at ReservedConcurrency and the account's limit, then try again.";
          default ->
              ofCredentials(type)
                  .or(() -> ofState(type))
                  .orElseGet(
                      () ->
                          "Lambda answered HTTP %d %s to %s: %s"
                              .formatted(answer.status(), type, right, capped(answer.body())));
        });
  }

  private static Optional<String> ofCredentials(String type) {
    return switch (type) {
      case "ExpiredTokenException", "ExpiredToken" ->
          Optional.of("The AWS credentials have expired: log in again (aws sso login).");
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "IncompleteSignatureException",
          "MissingAuthenticationTokenException" ->
          Optional.of(
              "The AWS credentials are not valid (%s): log in again, or check AWS_PROFILE."
                  .formatted(type));
      default -> Optional.empty();
    };
  }

  private static Optional<String> ofState(String type) {
    return switch (type) {
      case "EC2AccessDeniedException",
          "EC2UnexpectedException",
          "ENILimitReachedException",
          "InvalidSecurityGroupIDException",
          "InvalidSubnetIDException",
          "SubnetIPAddressLimitReachedException" ->
          Optional.of(
              "Lambda cannot attach the function to its VPC (%s): check VpcSubnetIds, VpcSecurityGroupIds and free addresses in the subnets."
                  .formatted(type));
      case "ResourceNotReadyException", "ResourceConflictException", "SnapStartNotReadyException" ->
          Optional.of(
              "The function is still being updated (%s): wait a minute and try again."
                  .formatted(type));
      default -> Optional.empty();
    };
  }

  static CheckException noCredentials(SdkException cause) {
    return new CheckException(
        "There are no AWS credentials that work here: log in (aws sso login) or set AWS_PROFILE. (%s)"
            .formatted(capped(String.valueOf(cause.getMessage()))),
        cause);
  }

  private static String capped(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }
}
