package dev.cwforwarder.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/// Makes signed requests to the Lambda API.
final class LambdaHttp {
  /// The maximum timeout of a function, and a margin.
  private static final Duration MAX_CALL = Duration.ofSeconds(910);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final URI endpoint;
  private final String region;
  private final AwsCredentialsProvider credentials;

  LambdaHttp(URI endpoint, String region, AwsCredentialsProvider credentials) {
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials;
  }

  /// A response of the Lambda API.
  record Answer(HttpExecuteResponse response, String body) {
    boolean isSuccess() {
      return response.httpResponse().isSuccessful();
    }

    int status() {
      return response.httpResponse().statusCode();
    }

    String header(String name) {
      return response.httpResponse().firstMatchingHeader(name).orElse("");
    }
  }

  Answer get(String path) throws IOException {
    return send(SdkHttpMethod.GET, path, new byte[0]);
  }

  /// Also requests the last lines of the function's log.
  Answer post(String path, byte[] body) throws IOException {
    return send(SdkHttpMethod.POST, path, body);
  }

  URI endpoint() {
    return endpoint;
  }

  private Answer send(SdkHttpMethod method, String path, byte[] body) throws IOException {
    ContentStreamProvider content = ContentStreamProvider.fromByteArray(body);
    SignedRequest signed = signed(method, path, content);
    HttpExecuteRequest.Builder request = HttpExecuteRequest.builder().request(signed.request());
    if (body.length > 0) {
      request.contentStreamProvider(content);
    }
    try (SdkHttpClient http =
        AwsHttp.builder().connectionTimeout(CONNECT_TIMEOUT).socketTimeout(MAX_CALL).build()) {
      HttpExecuteResponse response = http.prepareRequest(request.build()).call();
      return new Answer(response, text(response));
    }
  }

  private SignedRequest signed(SdkHttpMethod method, String path, ContentStreamProvider content) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(method)
            .uri(endpoint)
            .encodedPath(path)
            .putHeader("X-Amz-Log-Type", "Tail")
            .putHeader("Content-Type", "application/json")
            .build();
    return AwsV4HttpSigner.create()
        .sign(
            sign ->
                sign.identity(credentials.resolveCredentials())
                    .request(request)
                    .payload(content)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region));
  }

  private static String text(HttpExecuteResponse response) throws IOException {
    try (InputStream body = response.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
