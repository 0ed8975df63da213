package dev.cwforwarder.cli;

import picocli.CommandLine.Command;

/// `subscribe`: which log groups are forwarded.
@Command(
    name = "subscribe",
    description = {
      "Gives log groups their subscription filters, and takes them back.",
      "Filters of others are never touched; the forwarder's own groups are never subscribed."
    },
    subcommands = {
      SubscribePlanCommand.class,
      SubscribeApplyCommand.class,
      SubscribeRemoveCommand.class,
      SubscribeStatusCommand.class
    },
    mixinStandardHelpOptions = true)
final class SubscribeCommand {}
