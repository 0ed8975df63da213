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

/// The two operations of the Lambda API that a deploy check needs. The SDK's Lambda module would
/// enlarge the deployed package, which does not use it.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
public final class LambdaApi implements DeployedFunction {
  private static final JsonFactory JSON = new JsonFactory();

  private final LambdaHttp http;
  private final FunctionArn alias;

  LambdaApi(URI endpoint, FunctionArn alias, AwsCredentialsProvider credentials) {
    this(new LambdaHttp(endpoint, alias.region(), credentials), alias);
  }

  private LambdaApi(LambdaHttp http, FunctionArn alias) {
    this.http = http;
    this.alias = alias;
  }

  /// The function behind an alias, called with this environment's credentials.
  ///
  /// @param alias the ARN of the alias
  /// @param endpoint overrides the address of the Lambda API; empty for the default
  /// @throws IllegalArgumentException if `alias` is not the ARN of an alias
  public static LambdaApi open(String alias, String endpoint) {
    FunctionArn arn = FunctionArn.parse(alias);
    String suffix = PartitionMetadata.of(Region.of(arn.region())).dnsSuffix();
    String address =
        endpoint.isEmpty() ? "https://lambda.%s.%s".formatted(arn.region(), suffix) : endpoint;
    return new LambdaApi(URI.create(address), arn, DefaultCredentialsProvider.builder().build());
  }

  /// Another function in the same account and Region.
  ///
  /// @throws IllegalArgumentException if `name` is not the name of a function
  public LambdaApi sibling(String name) {
    return new LambdaApi(http, alias.sibling(name));
  }

  /// The function's account.
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
      throw new CheckException(
          "The Lambda API returned a function configuration that is not JSON.", e);
    }
    String version = properties.getOrDefault("Version", "?");
    properties.keySet().removeIf(name -> !affectsInvocation(name));
    return new Configuration(version, properties);
  }

  /// The scalar members of an object; those of nested objects by their path.
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

  private static boolean affectsInvocation(String name) {
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

  /// A call that may fail without a response.
  private interface Call {
    LambdaHttp.Answer send() throws IOException;
  }

  private LambdaHttp.Answer call(String action, Call call) throws CheckException {
    try {
      LambdaHttp.Answer answer = call.send();
      if (answer.isSuccess()) {
        return answer;
      }
      throw LambdaProblems.of(answer, alias.arn(), action);
    } catch (SdkException e) {
      throw LambdaProblems.noCredentials(e);
    } catch (IOException e) {
      throw new CheckException(
          "No response from the Lambda API at %s: %s.".formatted(http.endpoint(), e.getMessage()),
          e);
    }
  }
}
