package dev.cwforwarder.cli;

import picocli.CommandLine.Command;

/// `poll`: runs and manages polling.
@Command(
    name = "poll",
    description = "Reads log groups that cannot be subscribed, and reports their progress.",
    subcommands = {
      PollRunCommand.class,
      PollStatusCommand.class,
      PollResetCommand.class,
      PollBackfillCommand.class
    },
    mixinStandardHelpOptions = true)
final class PollCommand {}
