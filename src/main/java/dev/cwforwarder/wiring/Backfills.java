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
import dev.cwforwarder.poll.Retention;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Requests backfills of log groups, for the function and for the command line.
public final class Backfills {
  private Backfills() {}

  /// Requests all events of a log group with timestamps from `from` to `to`, whether the group is
  /// polled or only subscribed.
  ///
  /// @param retention older events are refused
  /// @param region where to find a group that is not polled
  /// @param group a source's id, or a log group's name
  /// @return the ids of the sources that will deliver the events
  /// @throws IllegalArgumentException when there is no such group, or `from` is before the
  ///   retention
  /// @throws IOException when log groups cannot be listed
  public static List<String> request(
      CheckpointStore store,
      Retention retention,
      String region,
      String group,
      Instant from,
      Instant to)
      throws CheckpointException, IOException {
    Clock clock = Clock.systemUTC();
    retention.check(from, clock.instant());
    BackfillRequests requests = new BackfillRequests(store, clock);
    List<String> polled = requests.find(group);
    for (String source : polled) {
      requests.backfill(source, from, to);
    }
    if (polled.isEmpty()) {
      requests.backfillOnce(find(region, group), from, to);
      return requests.find(group);
    }
    return polled;
  }

  private static PollSource.Group find(String region, String name) throws IOException {
    if (region.isEmpty()) {
      throw new IllegalArgumentException(
          "no source '%s' has a checkpoint; set --region or AWS_REGION to find a log group of that name"
              .formatted(name));
    }
    try {
      return list(region, name).stream()
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "no source '%s' has a checkpoint, and %s has no log group of that name"
                          .formatted(name, region)));
    } catch (ReadException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Groups with this name: at most one.
  private static List<PollSource.Group> list(String region, String name) throws ReadException {
    List<PollSource.Group> found = new ArrayList<>();
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
    return found;
  }
}
