package dev.cwforwarder.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.local.http.HttpReply;
import dev.cwforwarder.local.http.HttpRequest;
import dev.cwforwarder.local.http.LoopbackServer;
import dev.cwforwarder.local.http.Tls;
import dev.cwforwarder.testing.KeyHunt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What CloudFormation gets from the custom resource that checks the settings.
final class SettingsHandlerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "key-that-is-secret-0123456789";
  private static final String PATH = "/arn%3Aaws%3Acloudformation%7Cx?Signature=a%2Bb%3D&Expires=1";

  private final List<HttpRequest> received = new CopyOnWriteArrayList<>();
  private final List<Integer> statuses = new CopyOnWriteArrayList<>();
  private final LoopbackServer server =
      LoopbackServer.start(
          0,
          new Tls.Off(),
          request -> {
            received.add(request);
            return HttpReply.Response.text(statuses.isEmpty() ? 200 : statuses.removeFirst(), "");
          });

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void validSettingsSucceedWithAFingerprint() throws IOException {
    JsonNode response = send(event("Create", properties()));

    HttpRequest request = received.getFirst();
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.path()).isEqualTo(PATH);
    assertThat(request.headers()).doesNotContainKey("content-type");
    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("RequestId").asText()).isEqualTo("request-1");
    assertThat(response.path("StackId").asText()).isEqualTo("arn:aws:cloudformation:::stack/a/1");
    assertThat(response.path("LogicalResourceId").asText()).isEqualTo("SettingsFingerprint");
    assertThat(value(response)).matches("[0-9a-f]{16}");
    assertThat(response.has("Reason")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Update", "Delete"})
  void thePhysicalIdStaysTheSame(String type) throws IOException {
    String created = send(event("Create", properties())).path("PhysicalResourceId").asText();

    JsonNode later = send(event(type, properties()).put("PhysicalResourceId", created));

    assertThat(created).isEqualTo("settings-fingerprint");
    assertThat(later.path("PhysicalResourceId").asText()).isEqualTo(created);
    assertThat(later.path("Status").asText()).isEqualTo("SUCCESS");
  }

  @Test
  void everySettingChangesTheFingerprintExceptThoseOfCloudFormationAndOfOtherFunctions()
      throws IOException {
    String before = value(send(event("Create", properties())));

    ObjectNode other = properties();
    other.put("ServiceToken", "arn:2").put("ServiceTimeout", "60");
    other
        .withObject("Functions")
        .withObject("ReplayFunction")
        .withObject("REPLAY_DISPOSAL")
        .put("ReplayDisposal", "move");
    ObjectNode key = properties();
    key.withObject("Variables").withObject("CLICKSTACK_API_KEY").put("ClickStackApiKey", "key-2");
    ObjectNode role = properties().put("Role", "arn:role/other");
    ObjectNode subnets = properties();
    subnets.withArray("VpcSubnetIds").removeAll().add("b").add("a");

    assertThat(value(send(event("Update", other)))).isEqualTo(before);
    assertThat(List.of(key, role, subnets))
        .allSatisfy(
            changed -> assertThat(value(send(event("Update", changed)))).isNotEqualTo(before));
  }

  @Test
  void theOrderOfMembersDoesNotChangeTheFingerprint() throws IOException {
    ObjectNode reordered = JSON.createObjectNode();
    ObjectNode properties = properties();
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::addFirst);
    names.forEach(name -> reordered.set(name, properties.get(name)));

    assertThat(value(send(event("Update", reordered))))
        .isEqualTo(value(send(event("Update", properties))));
  }

  @Test
  void twoStacksWithTheSameSettingsHaveDifferentFingerprints() throws IOException {
    ObjectNode other = event("Create", properties()).put("StackId", "arn:aws:cfn:::stack/b/1");

    assertThat(value(send(other))).isNotEqualTo(value(send(event("Create", properties()))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Create", "Update"})
  void malformedSettingsOfAllFunctionsAreTheReason(String type) throws IOException {
    JsonNode response = send(event(type, malformed()));

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("Reason").asText())
        .startsWith("5 invalid settings:\n- ")
        .contains("Rules (RULES of all functions): ")
        .contains("ReplayDisposal (REPLAY_DISPOSAL of ReplayFunction): expected one of")
        .contains("PollConfig (POLL_CONFIG of PollFunction): ")
        .contains("Subscriptions (SUBSCRIPTIONS of SubscribeFunction): ");
    assertThat(response.has("Data")).isFalse();
  }

  /// The poll function would not start.
  @ParameterizedTest
  @CsvSource({"31d, FAILED", "30d, SUCCESS"})
  void aPollThatStartsBeforeTheRetentionIsAProblem(String lookback, String status)
      throws IOException {
    ObjectNode properties = properties();
    properties
        .withObject("Functions")
        .putObject("PollFunction")
        .put("CHECKPOINT_TABLE", "table")
        .putObject("POLL_CONFIG")
        .put("PollConfig", "region: eu-west-1\nlogs: {initial_lookback: " + lookback + "}\n");

    JsonNode response = send(event("Create", properties));

    assertThat(response.path("Status").asText()).isEqualTo(status);
    if (status.equals("FAILED")) {
      assertThat(response.path("Reason").asText())
          .contains("PollConfig (POLL_CONFIG of PollFunction): ", "retention of 30 days");
    }
  }

  @Test
  void aDeletionSucceedsWhateverTheSettings() throws IOException {
    JsonNode response = send(event("Delete", malformed()).put("PhysicalResourceId", "id-1"));

    assertThat(response.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(response.path("PhysicalResourceId").asText()).isEqualTo("id-1");
  }

  @Test
  void aLongReasonStaysWithinTheFourKilobytesOfAResponse() throws IOException {
    StringBuilder rules = new StringBuilder("filters:\n");
    for (int i = 0; i < 60; i++) {
      rules.append("  - {unknown").append(i).append(": \"\\u00e4\\\"\"}\n");
    }
    ObjectNode properties = properties();
    properties.withObject("Variables").withObject("RULES").put("Rules", rules.toString());

    JsonNode response = send(event("Create", properties));

    assertThat(received.getLast().body().size()).isLessThanOrEqualTo(4096);
    assertThat(response.path("Reason").asText()).matches("(?s)\\d+ invalid settings:.* more; .*");
  }

  @Test
  void moreThanFourKilobytesOfVariablesAreAProblemOfEachFunction() throws IOException {
    ObjectNode properties = properties();
    properties
        .withObject("Functions")
        .putObject("PollFunction")
        .put("CHECKPOINT_TABLE", "table")
        .putObject("POLL_CONFIG")
        .put("PollConfig", "region: eu-west-1\nlogs: {}\n" + "#".repeat(4000));

    String reason = send(event("Create", properties)).path("Reason").asText();

    assertThat(reason)
        .contains(
            "the environment variables of PollFunction are ", "limit of 4096", "PollConfig (40");
  }

  @Test
  void secretsAreNeitherReturnedNorLogged() throws IOException {
    ObjectNode properties = malformed();
    ObjectNode variables = properties.withObject("Variables");
    variables.withObject("CLICKSTACK_API_KEY").put("ClickStackApiKey", KEY + "\n");
    variables
        .putObject("OTEL_EXPORTER_OTLP_HEADERS")
        .put("OtlpHeaders", "host=" + KEY + ",=" + KEY);
    variables.putObject("CLICKSTACK_API_KEY_ARN").put("ClickStackApiKeyArn", "arn:x");
    ByteArrayOutputStream log = new ByteArrayOutputStream();

    String reason = captured(log, () -> send(event("Create", properties)).path("Reason").asText());

    assertThat(reason).contains("ClickStackApiKey", "OtlpHeaders");
    KeyHunt.forKeys(KEY, "Signature=a%2Bb%3D")
        .inText("response", received.getLast().body().toStringUtf8())
        .inText("log", log.toString(StandardCharsets.UTF_8))
        .assertNothingFound();
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("PollConfig (POLL_CONFIG of");
  }

  @Test
  void aServerErrorIsRetried() throws IOException {
    statuses.addAll(List.of(503, 503));

    assertThat(value(send(event("Create", properties())))).isNotEmpty();
    assertThat(received).hasSize(3);
  }

  @Test
  void aRefusedResponseIsAnErrorWithoutTheSignedUrl() {
    statuses.addAll(List.of(403, 403, 403));

    assertThatThrownBy(() -> send(event("Create", properties())))
        .isInstanceOf(IOException.class)
        .hasMessage("CloudFormation did not accept the response: HTTP 403");
  }

  @Test
  void aBugIsReportedInsteadOfLettingTheDeploymentWait() throws IOException {
    ObjectNode properties = properties();
    properties.withObject("Functions").putObject("OtherFunction");

    JsonNode response = send(event("Create", properties));

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    assertThat(response.path("Reason").asText()).contains("could not be checked");
  }

  @Test
  void aSettingThatOverflowsTheStackIsAnsweredToo() throws IOException {
    ObjectNode properties = properties();
    properties
        .withObject("Variables")
        .putObject("MULTILINE_LINE_START_PATTERN")
        .put("MultilineLineStartPattern", "(".repeat(100_000) + ")".repeat(100_000));

    JsonNode response = send(event("Create", properties));

    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
  }

  @Test
  void anEventThatIsNoRequestIsNamedWithoutItsContent() {
    assertThatThrownBy(() -> send((ObjectNode) JSON.readTree("{\"key\":\"" + KEY + "\"}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it has no ResponseURL");
  }

  private interface Action {
    String run() throws IOException;
  }

  private static String captured(OutputStream log, Action action) throws IOException {
    PrintStream before = System.out;
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      return action.run();
    } finally {
      System.setOut(before);
    }
  }

  @SuppressWarnings("NullAway") // the handler does not use the context
  private JsonNode send(ObjectNode event) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(event);
    new SettingsHandler()
        .handleRequest(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), null);
    return JSON.readTree(received.getLast().body().toStringUtf8());
  }

  private static String value(JsonNode response) {
    return response.path("Data").path("Value").asText();
  }

  private ObjectNode event(String type, ObjectNode properties) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("RequestType", type)
            .put("ResponseURL", "http://127.0.0.1:" + server.port() + PATH)
            .put("StackId", "arn:aws:cloudformation:::stack/a/1")
            .put("RequestId", "request-1")
            .put("ResourceType", "Custom::SettingsFingerprint")
            .put("LogicalResourceId", "SettingsFingerprint");
    event.set("ResourceProperties", properties);
    return event;
  }

  private static ObjectNode properties() {
    ObjectNode properties =
        JSON.createObjectNode()
            .put("ServiceToken", "arn:1")
            .put("ServiceTimeout", "300")
            .put("Region", "eu-north-1")
            .put("Role", "arn:role/subscription");
    properties.putArray("VpcSubnetIds").add("a").add("b");
    ObjectNode variables = properties.putObject("Variables");
    variables
        .putObject("OTEL_EXPORTER_OTLP_ENDPOINT")
        .put("ClickStackEndpoint", "https://clickstack.test:4318");
    variables.putObject("CLICKSTACK_API_KEY").put("ClickStackApiKey", KEY);
    variables.putObject("RULES").put("Rules", "");
    variables.put("FAILURE_BUCKET", "failures");
    variables.put("OWN_LOG_GROUPS", "arn:aws:logs:eu-north-1:123456789012:log-group:/aws/lambda/a");
    properties
        .putObject("Functions")
        .putObject("ReplayFunction")
        .putObject("REPLAY_DISPOSAL")
        .put("ReplayDisposal", "delete");
    return properties;
  }

  /// One malformed setting of each function.
  private static ObjectNode malformed() {
    ObjectNode properties = properties();
    properties
        .withObject("Variables")
        .withObject("RULES")
        .put("Rules", "{redaction: {presets: [nope]}}");
    ObjectNode functions = properties.withObject("Functions");
    functions
        .withObject("ReplayFunction")
        .withObject("REPLAY_DISPOSAL")
        .put("ReplayDisposal", "burn");
    ObjectNode poll = functions.putObject("PollFunction").put("CHECKPOINT_TABLE", "table");
    poll.putObject("POLL_CONFIG").put("PollConfig", "region: eu-west-1\nlogs:\n  groups: 7\n");
    ObjectNode subscribe = functions.putObject("SubscribeFunction");
    subscribe
        .putObject("SUBSCRIPTIONS")
        .put("Subscriptions", "{\"rules\":[{\"includes\":\"/a\"}]}");
    subscribe
        .put("SUBSCRIPTION_DESTINATION", "arn:aws:lambda:eu-north-1:123456789012:function:f:live")
        .put("SUBSCRIPTION_FILTER_NAME", "clickstack-forwarder-a");
    return properties;
  }
}
