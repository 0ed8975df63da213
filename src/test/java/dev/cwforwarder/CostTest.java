package dev.cwforwarder;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.cwforwarder.testing.MarkdownTable;
import dev.cwforwarder.testing.Project;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The figures of `docs/cost.md` follow from its constants and its formula.
final class CostTest {
  private static final String PAGE = "docs/cost.md";
  private static final double GIGABYTE = 1e9;
  private static final int DAYS = 30;
  private static final int CPU_PER_EVENT = 5;
  private static final int KILOBYTES_SENT = 8;

  private final Map<String, Double> constants =
      constants(PAGE, List.of("constant", "constant of a stack"));

  @Test
  void theReadmeNamesTheTotals() {
    String sums =
        "about %s dollars a month when it arrives in large payloads, and %s in small ones"
            .formatted(
                example(1).getLast().replace("*", ""), example(2).getLast().replace("*", ""));

    assertThat(Project.text("README.md").replace('\n', ' ')).contains(sums);
  }

  @ParameterizedTest
  @CsvSource({"large, 1", "small, 2"})
  void theExampleFollowsFromTheFormula(String kind, int column) {
    double payloads = DAYS * GIGABYTE / constant("bytes of a %s payload", kind);
    double cpuMs =
        constant("CPU per event, %s payloads", kind)
            * constant("events in a %s payload", kind)
            / 1_000;
    double memory = constant("memory");
    double ms =
        Math.ceil(cpuMs * Math.max(1, 1_769 / memory) + constant("time until ClickStack answers"));
    double duration = payloads * ms / 1_000 * memory / 1_024 * constant("price per GB-second");
    double requests = payloads * constant("price per million requests") / 1e6;
    double logs =
        payloads
            * constant("bytes logged per invocation")
            / GIGABYTE
            * constant("price per GB ingested");
    double out =
        payloads
            * constant("bytes sent for a %s payload", kind)
            / GIGABYTE
            * constant("price per GB out");

    assertThat(example(column))
        .containsExactly(
            "%,.0f".formatted(payloads),
            "%.0f".formatted(ms),
            dollars(duration),
            dollars(requests),
            dollars(logs),
            dollars(out),
            "**" + dollars(duration + requests + logs + out) + "**");
  }

  /// So that a new benchmark does not change the page, and the page does not understate the cost.
  @ParameterizedTest
  @CsvSource({"large, '3,400'", "small, 20"})
  void theBenchmarkIsRoundedUpByLessThanTwice(String kind, String events) {
    double measured = measured(events, CPU_PER_EVENT);

    assertThat(constant("CPU per event, %s payloads", kind))
        .isBetween(measured * 0.95, measured * 2);
  }

  @ParameterizedTest
  @CsvSource({"large, '3,400'", "small, 20"})
  void theBytesSentAreThoseOfTheBenchmark(String kind, String events) {
    assertThat(constant("bytes sent for a %s payload", kind))
        .isCloseTo(measured(events, KILOBYTES_SENT) * 1_024, withPercentage(1));
  }

  @Test
  void theConstantsAreTheTemplates() {
    assertThat(templates("  MemoryMegabytes:\n    Type: Number\n    Default: (\\d+)"))
        .isEqualTo(constant("memory"));
    assertThat(templates("  ReplayFunction:[\\s\\S]*?MemorySize: (\\d+)"))
        .isEqualTo(constant("memory of a replay"));
    double minutes = templates("  ReplayIntervalMinutes:\n    Type: Number\n    Default: (\\d+)");
    assertThat(DAYS * 24 * 60 / minutes).isEqualTo(constant("replays"));
  }

  @Test
  void theSecondsOfPollingFollowFromTheConstants() {
    double gigabytes = templates("  PollFunction:[\\s\\S]*?MemorySize: (\\d+)") / 1_024;
    int polls = DAYS * 24 * 60;
    double second = polls * gigabytes * constant("price per GB-second");

    assertThat(Project.text(PAGE))
        .contains(
            String.format(
                Locale.ROOT,
                "%,d invocations of the poll function, which has %.0f MB: %.2f for each second that"
                    + " it runs on average, so %.2f for 2 s",
                polls,
                gigabytes * 1_024,
                second,
                2 * second));
  }

  @Test
  void theQueriesCostWhatEachOfTheirMetricsCosts() {
    int filters = 500;
    double dollars = filters * 2 * constant("price of an alarm");

    assertThat(Project.text(PAGE))
        .contains("%d filters: %.0f dollars a month".formatted(filters, dollars));
  }

  /// The first payload after the snapshot, of the larger kind.
  @Test
  void aStartCostsTheTimeOfItsFirstPayload() {
    Matcher row =
        Pattern.compile("\\| 3,400 +\\| candidate +\\|[^|]*\\| *([\\d.]+)")
            .matcher(mode("SnapStart"));
    assertThat(row.find()).isTrue();
    double gigabytes = constant("memory") / 1_024;
    double seconds =
        Double.parseDouble(row.group(1)) / 1_000 * Math.max(1, 1_769 / constant("memory"));

    assertThat(Project.text(PAGE).replace('\n', ' '))
        .contains(
            String.format(
                Locale.ROOT,
                "%.6f dollars with SnapStart",
                seconds * gigabytes * constant("price per GB-second")));
  }

  private static double templates(String pattern) {
    Matcher found = Pattern.compile("(?m)^" + pattern).matcher(Project.text("template.yaml"));
    assertThat(found.find()).as(pattern).isTrue();
    return Double.parseDouble(found.group(1));
  }

  @Test
  void theNumberOfAlarmsIsTheTemplates() {
    assertThat(alarms("HasAlarms")).isEqualTo((long) constant("basic alarms"));
    assertThat(alarms("HasAllAlarms")).as("throttles, and two queries").isEqualTo(3);
    assertThat(Project.text(PAGE))
        .contains(
            "`basic`: with Kinesis %d, with polling %d, with subscriptions %d. `all`: 1 more"
                .formatted(
                    alarms("HasKinesisAlarms"),
                    alarms("HasPollAlarms"),
                    alarms("HasSubscribeAlarms")));
  }

  private static long alarms(String condition) {
    return Pattern.compile("Type: AWS::CloudWatch::Alarm\n    Condition: " + condition + "\n")
        .matcher(Project.text("template.yaml"))
        .results()
        .count();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1"})
  void theFixedPartsFollowFromTheConstants(int column, int traffic) {
    double replays = constant("replays");
    double alarms = constant("basic alarms") * constant("price of an alarm");
    double metrics = traffic * constant("metrics with traffic") * constant("price of a metric");
    double gigabytes = constant("memory of a replay") / 1_024;
    double lambda =
        replays
            * (constant("seconds of a replay") * gigabytes * constant("price per GB-second")
                + constant("price per million requests") / 1e6);
    double schedule = replays * constant("price per million schedules") / 1e6;
    double s3 =
        replays
            * constant("S3 requests of a replay")
            * constant("price per million S3 requests")
            / 1e6;
    double logs =
        replays
            * constant("bytes logged per invocation")
            / GIGABYTE
            * constant("price per GB ingested");
    double sum = alarms + metrics + lambda + schedule + s3 + logs;

    assertThat(column("a month of", column))
        .containsExactly(
            dollars(alarms),
            dollars(metrics),
            dollars(lambda),
            dollars(schedule),
            dollars(s3),
            dollars(logs),
            "**" + dollars(sum) + "**");
    assertThat(sum).isLessThanOrEqualTo(traffic == 0 ? 2 : 3.5);
  }

  @Test
  void theReadmeNamesTheFixedParts() {
    String sentence =
        "A stack without traffic costs %s for its alarms and replays; metrics add %s with traffic."
            .formatted(
                column("a month of", 1).getLast().replace("*", ""), column("a month of", 2).get(1));

    assertThat(Project.text("README.md").replace('\n', ' ')).contains(sentence);
  }

  private static String dollars(double amount) {
    return String.format(Locale.ROOT, "%.2f", amount);
  }

  private static List<String> example(int column) {
    return column("per month", column);
  }

  private static List<String> column(String firstColumn, int column) {
    return MarkdownTable.of(PAGE, firstColumn).rows().stream().map(row -> row.get(column)).toList();
  }

  /// @param kind replaces `%s` in the name, if given
  private double constant(String name, String... kind) {
    String full = kind.length == 0 ? name : name.replace("%s", kind[0]);
    return requireNonNull(constants.get(full), full);
  }

  /// The values of tables by their names, without units.
  static Map<String, Double> constants(String page, List<String> tables) {
    Map<String, Double> constants = new HashMap<>();
    for (String table : tables) {
      for (List<String> row : MarkdownTable.of(page, table).rows()) {
        constants.put(row.get(0), Double.valueOf(row.get(1).split(" ", 2)[0]));
      }
    }
    return constants;
  }

  /// A figure of the candidate with default tiering, which SnapStart uses.
  private static double measured(String events, int column) {
    String tier = mode("default tiering");
    String warm = tier.substring(tier.indexOf("Warm:"));
    Matcher row = Pattern.compile("\\| " + events + " +\\| candidate .*").matcher(warm);
    assertThat(row.find()).isTrue();
    return Double.parseDouble(row.group().split("\\|", -1)[column].strip().split(" ", 2)[0]);
  }

  /// The figures of a mode, and what follows them.
  private static String mode(String title) {
    String page = Project.text("docs/performance.md");
    return page.substring(page.indexOf("### " + title));
  }
}
