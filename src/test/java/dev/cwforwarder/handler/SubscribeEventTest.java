package dev.cwforwarder.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Events of the subscribe function.
final class SubscribeEventTest {
  /// An event from CloudTrail, as EventBridge sends it.
  private static final String CREATED =
      """
      {'version':'0','id':'0c1f','detail-type':'AWS API Call via CloudTrail','source':'aws.logs',
       'account':'123456789012','time':'2026-01-01T00:00:00Z','region':'us-east-1','resources':[],
       'detail':{'eventVersion':'1.11','userIdentity':{'type':'AssumedRole','sessionContext':{}},
        'eventSource':'logs.amazonaws.com','eventName':'CreateLogGroup',
        'requestParameters':{'tags':{'logGroupName':'no'},'logGroupName':'/aws/lambda/new'},
        'responseElements':null,'readOnly':false}}
      """;

  @Test
  void anEmptyEventSubscribesAllGroups() throws IOException {
    assertThat(parse("{}")).isEqualTo(new SubscribeEvent("", false, false));
  }

  @Test
  void onlyANewGroupIsSubscribed() throws IOException {
    assertThat(parse(CREATED)).isEqualTo(new SubscribeEvent("/aws/lambda/new", false, false));
  }

  @ParameterizedTest
  @MethodSource("dev.cwforwarder.handler.EventBridgeEvents#scheduled")
  void aScheduledEventOfEventBridgeSubscribesAllGroups(String event) throws IOException {
    assertThat(parse(event)).isEqualTo(new SubscribeEvent("", false, false));
  }

  @Test
  void anEventMaySelectOneGroupOrAPlan() throws IOException {
    assertThat(parse("{'group':'/a','plan':true}"))
        .isEqualTo(new SubscribeEvent("/a", true, false));
  }

  /// CloudTrail also records refused calls.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'detail':{'errorCode':'AccessDenied','requestParameters':null}}",
        "{'detail':{'requestParameters':{}}}",
        "{'source':'aws.logs','detail':{}}"
      })
  void anEventWithoutAGroupIsNothingToDoAndNotAReconciliationOfAllGroups(String event)
      throws IOException {
    assertThat(parse(event).isNothing()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          []                                  | not a JSON object
          {                                   | not JSON
          {'groups':'/a'}                     | 'groups' is unknown: expected group or plan
          {'group':1}                         | group: expected a log group's name
          {'plan':'yes'}                      | plan: expected true or false
          {'detail':1}                        | detail: expected an object
          """)
  void unexpectedMembersAreNamed(String event, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(event))
        .withMessageContaining(problem);
  }

  private static SubscribeEvent parse(String event) throws IOException {
    return SubscribeEvent.parse(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
