package dev.cwforwarder.subscribe.plan;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The log groups that an account's policy leaves out; the only condition it knows.
///
/// @param names in order, each once
public record PolicyExclusions(List<String> names) {
  /// AWS takes 25 KB and does not say which.
  static final int MOST_BYTES = 25_000;

  private static final String BEGIN = "LogGroupName NOT IN [";
  private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");

  public PolicyExclusions {
    names = List.copyOf(new TreeSet<>(names));
  }

  /// Reads `LogGroupName NOT IN ["a", "b"]`. What is written otherwise leaves out nothing.
  public static PolicyExclusions parse(String criteria) {
    return new PolicyExclusions(
        criteria.strip().startsWith(BEGIN)
            ? NAME.matcher(criteria).results().map(PolicyExclusions::name).toList()
            : List.of());
  }

  private static String name(MatchResult found) {
    return found.group(1);
  }

  /// `LogGroupName NOT IN ["a","b"]`.
  public String criteria() {
    StringBuilder text = new StringBuilder(BEGIN);
    for (String name : names) {
      text.append(text.length() == BEGIN.length() ? "" : ",").append('"').append(name).append('"');
    }
    return text.append(']').toString();
  }

  boolean holdsAll(Collection<String> others) {
    return names.containsAll(others);
  }

  /// How long it is, for AWS.
  int bytes() {
    return criteria().getBytes(StandardCharsets.UTF_8).length;
  }
}
