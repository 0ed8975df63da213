package dev.cwforwarder.poll;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sources that no setting names any more, and of which somebody ordered a backfill all the same:
/// their checkpoints are left from when they were polled. Only what was ordered is read, and the
/// checkpoint stays, should a setting name them again.
final class BackfillOnlySources {
  static final String NOT_FOUND =
      "a backfill is ordered, but it is not polled, and no such log group is visible here";

  private final GroupFinder groups;
  private final PollPlan plan;

  BackfillOnlySources(GroupFinder groups, PollPlan plan) {
    this.groups = groups;
    this.plan = plan;
  }

  /// What was found, and these sources.
  ///
  /// @param kept all checkpoints
  DiscoveryResult join(DiscoveryResult found, List<CheckpointStore.Entry> kept)
      throws CheckpointException {
    List<Candidate> candidates = new ArrayList<>(found.candidates());
    Map<String, String> skipped = new HashMap<>(found.skipped());
    List<ReadException> problems = new ArrayList<>(found.problems());
    Set<String> known =
        candidates.stream().map(one -> one.source().id()).collect(Collectors.toSet());
    for (CheckpointStore.Entry entry : kept) {
      String id = entry.sourceId();
      if (!id.startsWith("#") && !known.contains(id) && isOrdered(entry)) {
        try {
          find(SourceId.of(id))
              .ifPresentOrElse(
                  one -> candidate(one).ifPresent(candidates::add),
                  () -> skipped.putIfAbsent(id, NOT_FOUND));
        } catch (ReadException e) {
          problems.add(e);
        }
      }
    }
    return new DiscoveryResult(candidates, skipped, problems, found.unsearched());
  }

  private static boolean isOrdered(CheckpointStore.Entry entry) throws CheckpointException {
    try {
      return !CheckpointReader.read(entry.sourceId(), entry.state()).backfills().isEmpty();
    } catch (CheckpointException e) {
      if (e.isDamaged()) {
        return false; // nobody reads it: it stands in nobody's way
      }
      throw e;
    }
  }

  private Optional<PollSource> find(SourceId id) throws ReadException {
    PollSource.@Nullable Group own = find(id, false);
    PollSource.@Nullable Group group = own == null ? find(id, true) : own;
    if (group == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PollSource(Access.own(id.region()), group, id.filter()));
    } catch (IllegalArgumentException e) {
      throw new ReadException(
          ReadException.Reason.UNEXPECTED, id.group() + ": " + e.getMessage(), e);
    }
  }

  private PollSource.@Nullable Group find(SourceId id, boolean linked) throws ReadException {
    List<PollSource.Group> found = new ArrayList<>();
    groups.find(
        Access.own(id.region()),
        new GroupFinder.Query(id.group(), "", linked),
        group -> {
          if (group.name().equals(id.group()) && group.account().equals(id.account())) {
            found.add(group);
          }
          return found.isEmpty() && group.name().compareTo(id.group()) <= 0;
        });
    return found.isEmpty() ? null : found.getFirst();
  }

  private Optional<Candidate> candidate(PollSource source) {
    PollSource.Group group = source.group();
    if (plan.isOwn(group) || !plan.shard().has(source)) {
      return Optional.empty();
    }
    // Kept nowhere: it only says that nothing else is read.
    DelegationStore.Item dropped =
        new DelegationStore.Item(group, "", 0, Instant.MAX, Instant.MAX, true);
    return Optional.of(new Candidate(source, plan.reading(source.access()), dropped, true));
  }
}
