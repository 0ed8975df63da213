package dev.cwforwarder.cli;

import dev.cwforwarder.config.PollEnvironment;
import dev.cwforwarder.poll.Retention;
import picocli.CommandLine.Option;

/// The option that allows to request records that ClickStack deletes soon.
final class RetentionOption {
  @Option(
      names = "--include-expired",
      description = {
        "Also request records that are older than ClickStack's retention",
        "(CLICKSTACK_RETENTION_DAYS, default: 30)."
      })
  private boolean includeExpired;

  Retention retention() {
    return includeExpired ? Retention.UNLIMITED : PollEnvironment.retention(System.getenv());
  }
}
