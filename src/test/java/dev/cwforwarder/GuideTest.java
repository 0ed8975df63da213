package dev.cwforwarder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.MarkdownTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Users of ClickStack's guide to CloudWatch Logs find its settings and symptoms here.
final class GuideTest {
  /// Settings and commands of the guide.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "groups.named",
        "autodiscover: {limit: 100, prefix: /aws/lambda}",
        "region",
        "poll_interval",
        "max_events_per_request",
        "start_from",
        "batch",
        "http://HOST:4318",
        "authorization: ${CLICKSTACK_API_KEY}",
        "logs:DescribeLogGroups",
        "logs:FilterLogEvents",
        "aws configure export-credentials",
        "cloudwatch-logs.jsonl",
        "cloudwatch-logs-dashboard.json",
        "resetting the checkpoint"
      })
  void theMigrationPageNamesEverySettingOfTheGuide(String word) {
    assertThat(MarkdownTable.of("docs/migration.md", "in the guide").rows())
        .anyMatch(row -> row.getFirst().contains(word));
  }

  /// Symptoms of the guide's troubleshooting section.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "no logs in HyperDX",
        "Unable to locate credentials",
        "The security token included in the request is invalid",
        "AccessDeniedException",
        "Connection refused",
        "credentials have expired",
        "only old logs",
        "only new logs",
        "logs arrive late",
        "OutOfMemoryError"
      })
  void troubleshootingNamesEverySymptomOfTheGuide(String symptom) {
    assertThat(MarkdownTable.of("docs/troubleshooting.md", "symptom").rows())
        .filteredOn(row -> row.getFirst().contains(symptom))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).hasSize(3).doesNotContain(""));
  }
}
