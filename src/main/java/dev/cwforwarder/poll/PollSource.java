package dev.cwforwarder.poll;

import java.time.Duration;
import java.time.Instant;

/// One thing that is polled: some streams of one log group.
///
/// @param access how it is reached
/// @param group the log group
/// @param streams which of its streams
public record PollSource(Access access, Group group, StreamFilter streams) {
  /// A log group as it was found.
  ///
  /// @param account twelve-digit id of the account that owns it
  /// @param arn without the trailing `:*`; the way to name a group of a linked account
  /// @param logClass `STANDARD`, `INFREQUENT_ACCESS`, …; empty when not told
  /// @param created when it was made; a group that was deleted and made again has a later one
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

    /// From when on nobody has read it, if anybody has: a young group was never read.
    public Instant unreadSince(Instant now) {
      return created.isAfter(now.minus(YOUNG)) ? created : now;
    }
  }

  /// Names the source in checkpoints, logs and at a terminal, e.g.
  /// `123456789012/eu-central-1/aws/lambda/orders` or `…#prefix=web-`. Stable over releases.
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
