package dev.cwforwarder.config;

import dev.cwforwarder.config.text.ConfigProblems;
import dev.cwforwarder.config.text.ConfigText;
import dev.cwforwarder.config.text.ConfigVariables;
import dev.cwforwarder.poll.PollPlan;
import dev.cwforwarder.poll.Retention;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// `POLL_CONFIG`: what to poll, in the format of the OpenTelemetry Collector's `awscloudwatch`
/// receiver.
///
/// @param entries at least one; each has a Region and an account of its own
/// @param warnings one sentence for each key that has no effect
/// @see <a
///   href="https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/awscloudwatchreceiver">The
///   receiver</a>
public record PollSettings(List<PollPlan.Entry> entries, List<String> warnings) {
  public PollSettings {
    entries = List.copyOf(entries);
    warnings = List.copyOf(warnings);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("nothing to poll");
    }
  }

  /// Parses and validates a configuration for the poll function. A log group is read from the start
  /// of ClickStack's retention at the earliest.
  ///
  /// @param text see [#parse(String, Map, boolean)]
  public static PollSettings parse(String text, PollEnvironment environment, Instant now) {
    return parse(
        text, environment.variables(), environment.insights(), environment.retention(), now);
  }

  /// Parses and validates a configuration, whatever ClickStack's retention.
  ///
  /// @param text YAML or JSON: the receiver's section, a list of such sections, or the collector's
  ///   whole file
  /// @param variables what `${env:NAME}` may refer to. `AWS_REGION` is also the default Region.
  /// @param insights whether polling may use Logs Insights, which AWS bills by the data that it
  ///   scans
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem with its path and
  ///   line
  public static PollSettings parse(String text, Map<String, String> variables, boolean insights) {
    return parse(text, variables, insights, Retention.UNLIMITED, Instant.EPOCH);
  }

  static PollSettings parse(
      String text,
      Map<String, String> variables,
      boolean insights,
      Retention retention,
      Instant now) {
    ConfigProblems problems = new ConfigProblems("POLL_CONFIG");
    ConfigVariables known = new ConfigVariables(variables);
    List<PollPlan.Entry> entries =
        new ReceiverSections(known, problems)
            .of(ConfigText.parse(text, problems)).stream()
                .map(
                    section ->
                        new PollEntryReader(section, variables, insights, retention, now).read())
                .toList();
    problems.check();
    return new PollSettings(entries, problems.warnings());
  }
}
