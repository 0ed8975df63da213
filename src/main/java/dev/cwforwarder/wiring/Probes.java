package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.DynamoCheckpoints;
import dev.cwforwarder.aws.GroupDiscovery;
import dev.cwforwarder.aws.SubscribedGroups;
import dev.cwforwarder.export.Authorization;
import dev.cwforwarder.export.KeyException;
import dev.cwforwarder.poll.Access;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.CheckpointStore;
import dev.cwforwarder.poll.GroupFinder;
import dev.cwforwarder.poll.ReadException;
import dev.cwforwarder.replay.Bucket;
import dev.cwforwarder.replay.BucketException;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;
import dev.cwforwarder.subscribe.LogGroups;
import dev.cwforwarder.subscribe.SubscribeException;
import java.time.Clock;
import java.util.Optional;

/// The probes of the functions. None writes anything but the object of the failure store.
final class Probes {
  /// The subscribe function may read only items with this prefix. There is no such item.
  private static final String TABLE_ITEM = "#handed-over/self-check";

  private Probes() {}

  static Probe failureStore(FailureStore store) {
    return new Probe(
        "failure bucket",
        deadline -> {
          try {
            store.probe(deadline);
            return Optional.empty();
          } catch (StoreException e) {
            return problem(e);
          }
        });
  }

  static Probe listing(Bucket bucket) {
    return new Probe(
        "failure bucket, list",
        _ -> {
          try {
            bucket.folders("");
            return Optional.empty();
          } catch (BucketException e) {
            return problem(e);
          }
        });
  }

  static Probe key(Authorization authorization) {
    return new Probe(
        "ingestion key",
        deadline -> {
          try {
            authorization.value(deadline);
            return Optional.empty();
          } catch (KeyException e) {
            return Optional.of(e.reason());
          }
        });
  }

  static Probe table(CheckpointStore checkpoints) {
    return new Probe("checkpoint table", _ -> problem(checkpoints));
  }

  static Probe table(String name) {
    return new Probe(
        "checkpoint table",
        _ -> {
          try {
            return problem(DynamoCheckpoints.open(name, Clock.systemUTC()));
          } catch (CheckpointException e) {
            return problem(e);
          }
        });
  }

  private static Optional<String> problem(CheckpointStore checkpoints) {
    try {
      checkpoints.load(TABLE_ITEM);
      return Optional.empty();
    } catch (CheckpointException e) {
      return problem(e);
    }
  }

  static Probe polled(GroupDiscovery groups, Access access) {
    String role = access.roleArn().isEmpty() ? "" : " of " + access.roleArn();
    return new Probe(
        "log groups in " + access.region() + role,
        _ -> {
          try {
            groups.find(access, new GroupFinder.Query("", "", false), _ -> false);
            return Optional.empty();
          } catch (ReadException e) {
            return problem(e);
          }
        });
  }

  static Probe subscribed(SubscribedGroups groups) {
    return new Probe(
        "log groups",
        _ -> {
          try {
            LogGroups.Page page = groups.groups(new LogGroups.Query("", false), "");
            if (!page.groups().isEmpty()) {
              groups.filters(page.groups().getFirst());
            }
            return Optional.empty();
          } catch (SubscribeException e) {
            return problem(e);
          }
        });
  }

  private static Optional<String> problem(Exception e) {
    return Optional.of(String.valueOf(e.getMessage()));
  }
}
