package dev.cwforwarder.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cwforwarder.check.CheckException;
import dev.cwforwarder.check.DeployedFunction;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/// The two calls of Lambda's API that a check needs. The SDK's module for Lambda would be in the
/// deployed package, which has no use for it.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
public final class LambdaApi implements DeployedFunction {
  private static final JsonFactory JSON = new JsonFactory();

  private final LambdaHttp http;
  private final FunctionArn alias;

  LambdaApi(URI endpoint, FunctionArn alias, AwsCredentialsProvider credentials) {
    this.http = new LambdaHttp(endpoint, alias.region(), credentials);
    this.alias = alias;
  }

  /// The function of this alias, with the credentials of whoever runs this.
  ///
  /// @param alias the whole ARN
  /// @param endpoint another address than AWS's own; empty for that
  /// @throws IllegalArgumentException when `alias` is no ARN of a function's alias
  public static LambdaApi open(String alias, String endpoint) {
    FunctionArn arn = FunctionArn.parse(alias);
    String suffix = PartitionMetadata.of(Region.of(arn.region())).dnsSuffix();
    String address =
        endpoint.isEmpty() ? "https://lambda.%s.%s".formatted(arn.region(), suffix) : endpoint;
    return new LambdaApi(URI.create(address), arn, DefaultCredentialsProvider.builder().build());
  }

  /// The account the function is in.
  public String account() {
    return alias.account();
  }

  @Override
  public Reply invoke(String event) throws CheckException {
    LambdaHttp.Answer answer =
        call(
            "lambda:InvokeFunction",
            () ->
                http.post(
                    path(alias.arn(), "invocations"), event.getBytes(StandardCharsets.UTF_8)));
    return new Reply(
        !answer.header("X-Amz-Function-Error").isEmpty(),
        answer.body(),
        new String(
            Base64.getDecoder().decode(answer.header("X-Amz-Log-Result")), StandardCharsets.UTF_8));
  }

  @Override
  public Configuration behindAlias() throws CheckException {
    return configuration(alias.arn());
  }

  @Override
  public Configuration latest() throws CheckException {
    return configuration(alias.functionArn());
  }

  private Configuration configuration(String arn) throws CheckException {
    LambdaHttp.Answer answer =
        call("lambda:GetFunctionConfiguration", () -> http.get(path(arn, "configuration")));
    Map<String, String> properties = new HashMap<>();
    try (JsonParser json = JSON.createParser(answer.body())) {
      json.nextToken();
      read(json, "", properties);
    } catch (IOException e) {
      throw new CheckException("Lambda's answer on the function's configuration is no JSON.", e);
    }
    String version = properties.getOrDefault("Version", "?");
    properties.keySet().removeIf(name -> !countsForHowItRuns(name));
    return new Configuration(version, properties);
  }

  /// Texts and numbers of an object, those of inner ones by their path.
  private static void read(JsonParser json, String path, Map<String, String> into)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = path + json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT) {
        read(json, name + ".", into);
      } else if (value.isScalarValue()) {
        into.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
  }

  private static boolean countsForHowItRuns(String name) {
    return name.startsWith("Environment.Variables.")
        || switch (name) {
          case "CodeSha256", "Handler", "MemorySize", "Timeout", "Role", "Runtime" -> true;
          default -> false;
        };
  }

  private static String path(String arn, String what) {
    return "/2015-03-31/functions/%s/%s"
        .formatted(URLEncoder.encode(arn, StandardCharsets.UTF_8), what);
  }

  /// A call that may fail on its way.
  private interface Call {
    LambdaHttp.Answer send() throws IOException;
  }

  private LambdaHttp.Answer call(String right, Call call) throws CheckException {
    try {
      LambdaHttp.Answer answer = call.send();
      if (answer.isSuccess()) {
        return answer;
      }
      throw LambdaProblems.of(answer, alias.arn(), right);
    } catch (SdkException e) {
      throw LambdaProblems.noCredentials(e);
    } catch (IOException e) {
      throw new CheckException(
          "Lambda's API at %s does not answer: %s.".formatted(http.endpoint(), e.getMessage()), e);
    }
  }
}
