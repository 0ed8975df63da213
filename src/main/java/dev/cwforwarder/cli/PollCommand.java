package dev.cwforwarder.cli;

import picocli.CommandLine.Command;

/// `poll`: what the poll function does, and what a person may want of it.
@Command(
    name = "poll",
    description = "Log groups that cannot be subscribed: reads them, and says how they stand.",
    subcommands = {
      PollRunCommand.class,
      PollStatusCommand.class,
      PollResetCommand.class,
      PollBackfillCommand.class
    },
    mixinStandardHelpOptions = true)
final class PollCommand {}
