package dev.cwforwarder.poll;

import java.time.Duration;
import java.time.Instant;

/// What is polled as one: all or some streams of one log group.
///
/// @param access account, Region and credentials to read it with
/// @param group the log group
/// @param streams which of its streams
public record PollSource(Access access, Group group, StreamFilter streams) {
  /// A log group.
  ///
  /// @param account twelve-digit id of the account that owns it
  /// @param arn without the trailing `:*`; groups of linked accounts are identified by it
  /// @param logClass `STANDARD`, `INFREQUENT_ACCESS`, …; empty if unknown
  /// @param created when it was created; later if it was deleted and created again
  /// @param linked whether another account owns it and shares it with this one
  public record Group(
      String account,
      String region,
      String name,
      String arn,
      String logClass,
      Instant created,
      boolean linked) {
    private static final Duration YOUNG = Duration.ofDays(1);

    public Group {
      if (name.isEmpty() || account.isEmpty() || region.isEmpty()) {
        throw new IllegalArgumentException(
            "a log group without name, account or Region: " + name + " " + account + " " + region);
      }
    }

    /// `account/region/name`.
    String identity() {
      return account + "/" + region + "/" + name;
    }

    /// The time since which the group is unread when it is first delegated: its creation if it is
    /// young, else now.
    public Instant unreadSince(Instant now) {
      return created.isAfter(now.minus(YOUNG)) ? created : now;
    }
  }

  /// Identifies the source in checkpoints, logs and command output, e.g.
  /// `123456789012/eu-central-1/aws/lambda/orders` or `…#prefix=web-`. It is stored: it must not
  /// change between releases.
  public String id() {
    String ofGroup =
        group.account()
            + "/"
            + group.region()
            + (group.name().startsWith("/") ? "" : "/:")
            + group.name();
    return switch (streams) {
      case StreamFilter.All _ -> ofGroup;
      case StreamFilter.Names names -> ofGroup + "#names=" + String.join(",", names.names());
      case StreamFilter.Prefix prefix -> ofGroup + "#prefix=" + prefix.prefix();
    };
  }
}
