package dev.cwforwarder.poll;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Finds the sources of a plan. Each run searches again, so a named group may be created later. Not
/// thread-safe.
final class SourceFinder {
  private final GroupFinder groups;
  private final PollPlan plan;
  private final Map<String, Candidate> candidates = new LinkedHashMap<>();
  private final Map<String, String> skipped = new TreeMap<>();
  private final Map<String, String> missing = new TreeMap<>();
  private final List<ReadException> problems = new ArrayList<>();
  private final Set<String> unsearched = new HashSet<>();

  private SourceFinder(GroupFinder groups, PollPlan plan) {
    this.groups = groups;
    this.plan = plan;
  }

  /// Searches all entries. A failed search does not affect the other entries.
  static DiscoveryResult find(GroupFinder groups, PollPlan plan) {
    SourceFinder finder = new SourceFinder(groups, plan);
    for (PollPlan.Entry entry : plan.entries()) {
      finder.search(entry);
    }
    return new DiscoveryResult(
        List.copyOf(finder.candidates.values()),
        finder.skipped,
        finder.missing,
        finder.problems,
        finder.unsearched);
  }

  private void search(PollPlan.Entry entry) {
    try {
      for (PollPlan.Named named : entry.named()) {
        named(entry, named);
      }
      for (PollPlan.Discover discover : entry.discover()) {
        discover(entry, discover);
      }
    } catch (ReadException e) {
      problems.add(e);
      unsearched.add(entry.access().region());
    }
  }

  private void named(PollPlan.Entry entry, PollPlan.Named named) throws ReadException {
    String name = named.name();
    int before = candidates.size() + skipped.size();
    groups.find(
        entry.access(),
        new GroupFinder.Query(name, "", named.isArn()),
        group -> {
          if (group.name().equals(name)
              && (!named.isArn() || named.group().startsWith(group.arn()))) {
            add(entry, group, named.streams());
          }
          return group.name().compareTo(name) <= 0;
        });
    if (candidates.size() + skipped.size() == before) {
      String region = entry.access().region();
      missing.putIfAbsent(
          MissingGroups.id(region, named.group()), MissingGroups.message(region, named.group()));
    }
  }

  private void discover(PollPlan.Entry entry, PollPlan.Discover discover) throws ReadException {
    Map<String, PollSource.Group> found = new LinkedHashMap<>();
    for (GroupFinder.Query query : queries(discover)) {
      groups.find(
          entry.access(),
          query,
          group -> {
            if (matches(discover, group)) {
              found.putIfAbsent(group.account() + group.name(), group);
            }
            return found.size() <= discover.limit();
          });
    }
    int count = 0;
    for (PollSource.Group group : found.values()) {
      if (count < discover.limit()) {
        count++;
        add(entry, group, discover.streams());
      } else {
        skipped.putIfAbsent(
            group.identity(), "exceeds autodiscover's limit of %d".formatted(discover.limit()));
      }
    }
  }

  private static List<GroupFinder.Query> queries(PollPlan.Discover discover) {
    List<GroupFinder.Query> queries = new ArrayList<>();
    for (String prefix : discover.prefixes()) {
      queries.add(new GroupFinder.Query(prefix, "", discover.includeLinked()));
    }
    if (queries.isEmpty()) {
      for (String pattern : discover.patterns()) {
        queries.add(new GroupFinder.Query("", pattern, discover.includeLinked()));
      }
    }
    if (queries.isEmpty()) {
      queries.add(new GroupFinder.Query("", "", discover.includeLinked()));
    }
    return queries;
  }

  private boolean matches(PollPlan.Discover discover, PollSource.Group group) {
    if (plan.isOwn(group)) {
      skipped.put(group.identity(), OWN);
      return false;
    }
    if (discover.excludes(group.name())) {
      skipped.putIfAbsent(group.identity(), "excluded");
      return false;
    }
    boolean contains =
        discover.prefixes().isEmpty()
            || discover.patterns().isEmpty()
            || discover.patterns().stream().anyMatch(group.name()::contains);
    return contains
        && (discover.accounts().isEmpty() || discover.accounts().contains(group.account()));
  }

  static final String OWN =
      "the forwarder's own log group: reading it would create a feedback loop";

  private void add(PollPlan.Entry entry, PollSource.Group group, List<StreamFilter> streams) {
    if (plan.isOwn(group)) {
      skipped.put(group.identity(), OWN);
      return;
    }
    for (StreamFilter filter : streams) {
      PollSource source = new PollSource(entry.access(), group, filter);
      if (plan.shard().has(source)) {
        candidates.putIfAbsent(source.id(), Candidate.named(source, entry.reading()));
      } else {
        skipped.putIfAbsent(source.id(), "belongs to another shard");
      }
    }
  }
}
