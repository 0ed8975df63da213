package dev.cwforwarder.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.LogGroup;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OwnFunctionsTest {
  private static final String ARN = "arn:aws:lambda:eu-west-1:111122223333:function:";
  private static final String LONG = "a-stack-with-a-name-that-is-far-too-long-for-a-function";

  private final OwnFunctions own =
      new OwnFunctions(
          Set.of(
              group("/aws/lambda/shop-logs-subscription"),
              group("/aws/lambda/shop-logs-poll"),
              group("/aws/lambda/by-hand"),
              group("/aws/lambda/" + LONG + "-replay"),
              group("/custom/group")),
          "running");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop-logs-SubscriptionFunction-AbCdEfGhIjKl",
        "shop-logs-SubscriptionFunction-AbCdEfGhIjKl:live",
        "shop-logs-PollFunction-AbCdEfGhIjKlM:12",
        "by-hand",
        "shop-logs-poll",
        "running",
        "a-stack-with-a-name-that-is-f-ReplayFunction-AbCdEfGhIjKl",
        "a-stack-with-a-name-that-ReplayFunct-AbCdEfGhIjKl"
      })
  void namesOfOwnFunctionsAreRecognized(String name) {
    assertThat(own.isOwn(ARN + name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop-SubscriptionFunction-AbCdEfGhIjKl",
        "shop-logs-OtherFunction-AbCdEfGhIjKl",
        "shop-logs-KinesisFunction-AbCdEfGhIjKl",
        "shop-logs-SubscriptionFunction",
        "shop-logs-SubscriptionFunction-short",
        "shop-logs-Subscription-AbCdEfGhIjKl",
        "by-hand-2",
        "group",
        "a-ReplayFunction-AbCdEfGhIjKl"
      })
  void otherNamesAreNot(String name) {
    assertThat(own.isOwn(ARN + name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:lambda:eu-west-1:999922223333:function:running",
        "arn:aws:lambda:us-east-1:111122223333:function:running",
        "arn:aws:states:eu-west-1:111122223333:stateMachine:running",
        "arn:aws:lambda:eu-west-1:111122223333:layer:running",
        "running",
        ""
      })
  void accountRegionAndKindMustMatch(String arn) {
    assertThat(own.isOwn(arn)).isFalse();
  }

  private static LogGroup group(String name) {
    return new LogGroup("111122223333", "eu-west-1", name);
  }
}
