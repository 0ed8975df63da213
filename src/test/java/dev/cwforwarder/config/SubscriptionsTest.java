package dev.cwforwarder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `SUBSCRIPTIONS` and the variables of the subscribe function.
final class SubscriptionsTest {
  private static final String ALL =
      """
      mode: filters
      include_linked_accounts: true
      flow_log_groups: /vpc/flow
      never: [/secret/*, /audit]
      never_regex: .*-private
      rules:
        - name: errors
          include: /api/*
          exclude: [/api/noisy]
          exclude_regex: /api/v[0-9]+/test
          tags: {env: prod*}
          class: STANDARD
          filter_pattern: ERROR
          emit_system_fields: ["@aws.account"]
          transformed_logs: true
        - include_regex: /aws/(lambda|ecs)/.*
          destination: arn:aws:kinesis:us-east-1:123456789012:stream/s
          role: arn:aws:iam::123456789012:role/r
          distribution: random
      """;

  @Test
  void everyKeyIsRead() {
    Subscriptions subscriptions = Subscriptions.parse(ALL);
    DesiredState desired = subscriptions.desired();
    Rule errors = desired.rules().getFirst();
    Rule stream = desired.rules().getLast();

    assertThat(desired.mode()).isEqualTo(DesiredState.Mode.FILTERS);
    assertThat(desired.includeLinked()).isTrue();
    assertThat(subscriptions.flowLogGroups()).containsExactly("/vpc/flow");
    assertThat(List.of("/secret/a", "/audit", "x-private")).allMatch(desired.never());
    assertThat(List.of("/secret", "/audit/2", "private")).noneMatch(desired.never());
    assertThat(errors.name()).isEqualTo("errors");
    assertThat(errors.names()).accepts("/api/x").rejects("/web", "/api/noisy", "/api/v2/test");
    assertThat(errors.tags()).containsOnlyKeys("env");
    assertThat(errors.tags().get("env")).accepts("prod", "production").rejects("dev", "a-prod");
    assertThat(errors.classes()).isEqualTo(Set.of("STANDARD"));
    assertThat(errors.template())
        .isEqualTo(new Rule.Template("ERROR", "", "", "", List.of("@aws.account"), true));
    assertThat(stream.name()).isEqualTo("rule 2");
    assertThat(stream.names()).accepts("/aws/ecs/x");
    assertThat(stream.template())
        .isEqualTo(
            new Rule.Template(
                "",
                "arn:aws:kinesis:us-east-1:123456789012:stream/s",
                "arn:aws:iam::123456789012:role/r",
                "Random",
                List.of(),
                false));
  }

  @Test
  void oneRuleMayBeAnAccountPolicy() {
    assertThat(
            Subscriptions.parse("{mode: account-policy, rules: {include: '*'}}").desired().mode())
        .isEqualTo(DesiredState.Mode.ACCOUNT_POLICY);
  }

  @Test
  void jsonIsReadAsWell() {
    Subscriptions read = Subscriptions.parse("{\"rules\":[{\"include\":\"*\"}]}");

    assertThat(read.desired().rules().getFirst().names()).accepts("/anything");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                  | rules: expected at least one rule
          {rules: {exclude: /a}}                              | rules.include: expected the names of log groups
          {rules: {include: 'a b'}}                           | rules.include: expected a log group's name
          {rules: {include_regex: '('}}                       | rules.include_regex: expected a regular expression (RE2)
          {rules: {include: '*'}, mode: all}                  | mode: expected filters or account-policy
          {rules: {include: '*', inclde: /x}}                 | rules.inclde: unknown
          {rules: {include: '*', distribution: random}}       | rules.distribution: expected only with a stream
          {rules: {include: '*', destination: 'arn:aws:kinesis:us-east-1:123456789012:stream/s'}} | rules.role: required with a stream
          {rules: {include: '*', destination: live}}          | rules.destination: expected the ARN
          {rules: {include: '*', emit_system_fields: host}}   | rules.emit_system_fields: expected '@aws.account'
          {rules: [{include: a}, {include: b}], mode: account-policy} | rules: expected one rule with mode: account-policy, got 2
          {rules: {include: a, transformed_logs: true}, mode: account-policy} | rules: expected neither transformed_logs
          """)
  void malformedValuesAreDescribedWithPathAndLine(String text, String problem) {
    assertThatThrownBy(() -> Subscriptions.parse(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("SUBSCRIPTIONS: " + problem)
        .hasMessageContaining("(line 1)");
  }

  @Test
  void theEnvironmentNamesEveryProblemAtOnce() {
    assertThatThrownBy(
            () ->
                SubscribeEnvironment.fromEnv(
                    Map.of(
                        "SUBSCRIPTION_DESTINATION", "live",
                        "SUBSCRIPTION_FILTER_NAME", "datadog",
                        "CHECKPOINT_TABLE", "a b")))
        .hasMessageContaining("SUBSCRIPTIONS is required but not set")
        .hasMessageContaining("OWN_LOG_GROUPS is required but not set")
        .hasMessageContaining("SUBSCRIPTION_DESTINATION: expected the ARN")
        .hasMessageContaining("SUBSCRIPTION_FILTER_NAME: expected clickstack-forwarder-")
        .hasMessageContaining("CHECKPOINT_TABLE: expected the name");
  }

  @Test
  void theEnvironmentNeedsNoEndpointAndNoKey() {
    SubscribeEnvironment environment =
        SubscribeEnvironment.fromEnv(
            Map.of(
                "SUBSCRIPTIONS", "ssm:/subscriptions",
                "SUBSCRIPTION_DESTINATION", "arn:aws:lambda:us-east-1:123456789012:function:f:live",
                "SUBSCRIPTION_FILTER_NAME", "clickstack-forwarder-logs",
                "OWN_LOG_GROUPS", "arn:aws:logs:us-east-1:123456789012:log-group:/x"));

    assertThat(environment.source()).isEqualTo(new ConfigSource.Parameter("/subscriptions"));
    assertThat(environment.checkpointTable()).isEmpty();
    assertThat(environment.pollInsights()).isFalse();
  }
}
