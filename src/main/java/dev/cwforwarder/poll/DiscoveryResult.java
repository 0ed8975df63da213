package dev.cwforwarder.poll;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The result of a search for log groups.
///
/// @param candidates the sources to poll, each once
/// @param skipped log groups and sources that are not polled, with the reason
/// @param missing log groups that a setting names and that do not exist: messages by
///   [MissingGroups#id]
/// @param problems why searches failed
/// @param unsearched Regions of failed searches: settings may name more groups there
record DiscoveryResult(
    List<Candidate> candidates,
    Map<String, String> skipped,
    Map<String, String> missing,
    List<ReadException> problems,
    Set<String> unsearched) {
  DiscoveryResult {
    candidates = List.copyOf(candidates);
    skipped = Map.copyOf(skipped);
    missing = Map.copyOf(missing);
    problems = List.copyOf(problems);
    unsearched = Set.copyOf(unsearched);
  }

  /// The same search, with other candidates and problems.
  DiscoveryResult with(List<Candidate> others, List<ReadException> otherProblems) {
    return new DiscoveryResult(others, skipped, missing, otherProblems, unsearched);
  }
}
