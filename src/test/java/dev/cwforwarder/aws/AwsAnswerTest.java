package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// How a failed call of an AWS API is classified and described.
final class AwsAnswerTest {
  @ParameterizedTest
  @CsvSource({
    "400, ThrottlingException, THROTTLED",
    "429, TooManyRequestsException, THROTTLED",
    "400, AccessDeniedException, DENIED",
    "403, '', DENIED",
    "403, NoSuchBucket, OTHER",
    "400, ExpiredTokenException, CREDENTIALS",
    "403, InvalidAccessKeyId, CREDENTIALS",
    "403, SignatureDoesNotMatch, CREDENTIALS",
    "499, '', OTHER",
    "500, '', SERVER_ERROR",
    "503, SlowDown, SERVER_ERROR",
    "400, ValidationException, OTHER",
  })
  void aResponseIsClassifiedByCodeAndStatus(int status, String code, AwsAnswer.Kind kind) {
    assertThat(AwsAnswer.of(status, code, "").kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "Unable to load credentials from any of the providers in the chain, NO_CREDENTIALS",
    "Token is expired, NO_CREDENTIALS",
    "Connect to 127.0.0.1:1 failed: Connection refused, NO_RESPONSE",
    "Broken pipe (Write failed), NO_RESPONSE",
  })
  void aFailureWithoutAResponseIsClassifiedByItsMessage(String message, AwsAnswer.Kind kind) {
    assertThat(AwsAnswer.of(SdkClientException.create(message)).kind()).isEqualTo(kind);
  }

  @Test
  void theSentenceNamesRequestErrorAndRemedy() {
    AwsServiceException denied =
        AwsServiceException.builder()
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode("AccessDenied").errorMessage("no").build())
            .build();

    assertThat(AwsAnswer.of(denied).sentence("GetX of y", "x:GetX", ""))
        .isEqualTo(
            "GetX of y failed: HTTP 400 AccessDenied: the credentials do not allow x:GetX on it;"
                + " the role needs this permission");
    assertThat(AwsAnswer.of(denied).sentence("GetX of y", "x:GetX", "ask"))
        .isEqualTo("GetX of y failed: HTTP 400 AccessDenied: ask");
  }

  @Test
  void aResponseWithoutACodeIsNamedByItsStatus() {
    AwsServiceException error = AwsServiceException.builder().statusCode(500).build();

    assertThat(AwsAnswer.of(error).sentence("GetX", "x:GetX", ""))
        .isEqualTo("GetX failed: HTTP 500");
  }

  @Test
  void aMissingResponseIsNamedWithTheRemedy() {
    assertThat(AwsAnswer.of(ApiCallTimeoutException.create(1)).sentence("GetX", "x:GetX", "wait"))
        .isEqualTo("GetX failed: no response in time; wait");
    assertThat(
            AwsAnswer.of(SdkClientException.create("Unable to load region from the chain"))
                .sentence("GetX", "x:GetX", ""))
        .isEqualTo("GetX failed: no AWS Region found; set AWS_REGION");
    assertThat(
            AwsAnswer.of(SdkClientException.create("Unable to load credentials"))
                .sentence("GetX", "x:GetX", "wait"))
        .isEqualTo(
            "GetX failed: no valid AWS credentials; log in (aws sso login, aws login) or set"
                + " AWS_PROFILE (Unable to load credentials)");
  }

  @Test
  void codesAndMessagesAreTruncatedWithVisibleControlCharacters() {
    String hostile = "\u001b[2J\n" + "x".repeat(100_000);
    AwsServiceException error =
        AwsServiceException.builder()
            .statusCode(400)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(hostile).build())
            .build();

    assertThat(AwsAnswer.of(error).sentence("GetX", "x:GetX", ""))
        .startsWith("GetX failed: HTTP 400 \\x1b[2J\\nxxx")
        .hasSizeLessThan(200);
    assertThat(AwsAnswer.of(SdkClientException.create(hostile)).sentence("GetX", "x:GetX", ""))
        .startsWith("GetX failed: \\x1b[2J\\nxxx")
        .hasSizeLessThan(2200);
  }
}
