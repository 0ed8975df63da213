package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.GroupDiscovery;
import dev.cwforwarder.aws.LogsClients;
import dev.cwforwarder.poll.Access;
import dev.cwforwarder.poll.BackfillRequests;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.CheckpointStore;
import dev.cwforwarder.poll.GroupFinder;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.ReadException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Orders a range of a log group once more: of one that is polled, or of one that is only
/// subscribed.
public final class BackfillCommand {
  private BackfillCommand() {}

  /// Orders everything stamped from `from` to `to`.
  ///
  /// @param region where a group is looked for that is not polled
  /// @param group a source's id, or a log group's name
  /// @return the ids of the sources that will deliver it
  /// @throws IllegalArgumentException when there is no such group
  /// @throws IOException when it cannot be looked for
  public static List<String> place(
      CheckpointStore store, String region, String group, Instant from, Instant to)
      throws CheckpointException, IOException {
    BackfillRequests orders = new BackfillRequests(store, Clock.systemUTC());
    List<String> polled = orders.find(group);
    for (String source : polled) {
      orders.backfill(source, from, to);
    }
    if (polled.isEmpty()) {
      orders.backfillOnce(find(region, group), from, to);
      return orders.find(group);
    }
    return polled;
  }

  private static PollSource.Group find(String region, String name) throws IOException {
    if (region.isEmpty()) {
      throw new IllegalArgumentException(
          "no source '%s' has a checkpoint; to look for a log group of that name set AWS_REGION"
              .formatted(name));
    }
    List<PollSource.Group> found = new ArrayList<>();
    try {
      new GroupDiscovery(new LogsClients())
          .find(
              Access.own(region),
              new GroupFinder.Query(name, "", false),
              group -> {
                if (group.name().equals(name)) {
                  found.add(group);
                }
                return found.isEmpty();
              });
    } catch (ReadException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no source '%s' has a checkpoint, and there is no log group of that name in %s"
              .formatted(name, region));
    }
    return found.getFirst();
  }
}
