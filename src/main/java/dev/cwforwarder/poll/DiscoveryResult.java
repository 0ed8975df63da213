package dev.cwforwarder.poll;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a search for log groups found.
///
/// @param candidates what is polled, each source once
/// @param skipped groups that are left out, with the reason
/// @param problems what could not be searched, by access
/// @param unsearched Regions of these: a setting may name more groups there
record DiscoveryResult(
    List<Candidate> candidates,
    Map<String, String> skipped,
    List<ReadException> problems,
    Set<String> unsearched) {
  DiscoveryResult {
    candidates = List.copyOf(candidates);
    skipped = Map.copyOf(skipped);
    problems = List.copyOf(problems);
    unsearched = Set.copyOf(unsearched);
  }
}
