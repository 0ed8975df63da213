package dev.cwforwarder.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sources that no setting names any more, but for which a backfill was requested. Their
/// checkpoints remain from when they were polled. Only the requested range is read, and the
/// checkpoint stays, in case a setting names the source again.
final class BackfillOnlySources {
  private static final String NOT_FOUND =
      "a backfill is requested, but the source is not polled, and no such log group is visible"
          + " here; 'poll reset' drops the request";

  private final GroupFinder groups;
  private final PollPlan plan;

  BackfillOnlySources(GroupFinder groups, PollPlan plan) {
    this.groups = groups;
    this.plan = plan;
  }

  /// Adds these sources to `found`.
  ///
  /// @param entries all entries of the checkpoint store
  DiscoveryResult join(DiscoveryResult found, List<CheckpointStore.Entry> entries) {
    List<Candidate> candidates = new ArrayList<>(found.candidates());
    List<ReadException> problems = new ArrayList<>(found.problems());
    Set<String> known =
        candidates.stream().map(one -> one.source().id()).collect(Collectors.toSet());
    for (CheckpointStore.Entry entry : entries) {
      String id = entry.sourceId();
      if (entry.isSource() && !known.contains(id) && hasBackfills(entry)) {
        try {
          find(SourceId.of(id))
              .ifPresentOrElse(
                  one -> candidate(one).ifPresent(candidates::add),
                  () -> problems.add(notFound(id)));
        } catch (ReadException e) {
          problems.add(e);
        }
      }
    }
    return found.with(candidates, problems);
  }

  private static ReadException notFound(String id) {
    return new ReadException(ReadException.Reason.GONE, id + ": " + NOT_FOUND, null);
  }

  private static boolean hasBackfills(CheckpointStore.Entry entry) {
    try {
      return !CheckpointReader.read(entry.sourceId(), entry.state()).backfills().isEmpty();
    } catch (CheckpointException _) {
      return false; // the source is not polled, so its damaged checkpoint matters to no other
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
    return plan.isOwn(source.group()) || !plan.shard().has(source)
        ? Optional.empty()
        : Optional.of(Candidate.backfillsOnly(source, plan.reading(source.access())));
  }
}
