package dev.cwforwarder.aws;

import dev.cwforwarder.check.CheckException;
import dev.cwforwarder.model.VisibleText;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/// Describes the errors of the Lambda API, with a remedy.
final class LambdaProblems {
  private static final int MAX_SHOWN = 300;

  private LambdaProblems() {}

  /// @param action the IAM action of the call
  static CheckException of(LambdaHttp.Answer answer, String alias, String action) {
    // "ResourceNotFoundException:http://internal.amazon.com/…"
    String name = answer.header("x-amzn-ErrorType").split(":", 2)[0];
    AwsAnswer aws = AwsAnswer.of(answer.status(), name, answer.body());
    String type = aws.code();
    return new CheckException(
        switch (aws.kind()) {
          case DENIED ->
              "The AWS credentials do not allow %s on %s: use the credentials that deploy the stack."
                  .formatted(action, alias);
          case CREDENTIALS ->
              "The AWS credentials are invalid or expired (%s): log in again (aws sso login), or check AWS_PROFILE."
                  .formatted(type);
          case THROTTLED ->
              "The function has no concurrency left: check ReservedConcurrency and the account's"
                  + " limit, then try again.";
          case NO_CREDENTIALS, NO_RESPONSE, SERVER_ERROR, OTHER ->
              ofState(type, alias).orElseGet(() -> unknown(answer, type, action));
        });
  }

  private static String unknown(LambdaHttp.Answer answer, String type, String action) {
    String body = VisibleText.capped(answer.body(), MAX_SHOWN);
    return "Lambda responded to %s with HTTP %d %s: %s"
        .formatted(action, answer.status(), type, body);
  }

  private static Optional<String> ofState(String type, String alias) {
    return switch (type) {
      case "ResourceNotFoundException" ->
          Optional.of(
              "There is no function %s: was the stack deleted, or is it in another account or Region?"
                  .formatted(alias));
      case "EC2AccessDeniedException",
          "EC2UnexpectedException",
          "ENILimitReachedException",
          "InvalidSecurityGroupIDException",
          "InvalidSubnetIDException",
          "SubnetIPAddressLimitReachedException" ->
          Optional.of(
              "Lambda cannot attach the function to its VPC (%s): check VpcSubnetIds, VpcSecurityGroupIds and the free addresses of the subnets."
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
        "No valid AWS credentials: log in (aws sso login, aws login) or set AWS_PROFILE. (%s)"
            .formatted(AwsAnswer.of(cause).message()),
        cause);
  }
}
