package dev.cwforwarder.subscribe.plan;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The selection criteria of an account policy: the log groups it does not apply to. AWS supports
/// no other criteria.
///
/// @param names sorted, without duplicates
public record PolicyExclusions(List<String> names) {
  /// The quota is 25 KB; AWS does not document whether that means 25,000 or 25,600 bytes.
  static final int MAX_BYTES = 25_000;

  private static final String PREFIX = "LogGroupName NOT IN [";
  private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");

  public PolicyExclusions {
    names = List.copyOf(new TreeSet<>(names));
  }

  /// Parses `LogGroupName NOT IN ["a", "b"]`. Criteria of any other form exclude nothing.
  public static PolicyExclusions parse(String criteria) {
    return new PolicyExclusions(
        criteria.strip().startsWith(PREFIX)
            ? NAME.matcher(criteria).results().map(PolicyExclusions::name).toList()
            : List.of());
  }

  private static String name(MatchResult match) {
    return match.group(1);
  }

  /// The criteria as AWS expects them: `LogGroupName NOT IN ["a","b"]`.
  public String criteria() {
    StringBuilder text = new StringBuilder(PREFIX);
    for (String name : names) {
      text.append(text.length() == PREFIX.length() ? "" : ",").append('"').append(name).append('"');
    }
    return text.append(']').toString();
  }

  boolean containsAll(Collection<String> others) {
    return names.containsAll(others);
  }

  /// The size that counts towards the quota.
  int bytes() {
    return criteria().getBytes(StandardCharsets.UTF_8).length;
  }
}
