package dev.cwforwarder.subscribe.plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Who we are: what of all that is found is ours.
///
/// @param account where filters are made
/// @param region where filters are made
/// @param filterName of the filters that are made; others of ours begin with it and a dot
/// @param destinationArn where they lead
/// @param ownGroups names of the forwarder's own log groups: forwarding them would write more of
///   them, without end
public record Identity(
    String account,
    String region,
    String filterName,
    String destinationArn,
    Set<String> ownGroups) {
  /// What every filter's name begins with; the stack's name follows. A stack's name holds no dot,
  /// so a stack `logs` never takes the filters of a stack `logs-2` for its own.
  public static final String PREFIX = "clickstack-forwarder-";

  private static final int ARN_PARTS = 7;
  private static final String FUNCTION = ":function:";
  private static final String DEFAULT_GROUP = "/aws/lambda/";

  public Identity {
    ownGroups = Set.copyOf(ownGroups);
    if (!filterName.startsWith(PREFIX) || filterName.length() == PREFIX.length()) {
      throw new IllegalArgumentException(
          "expected a filter name that begins with '%s' and goes on, got '%s'"
              .formatted(PREFIX, filterName));
    }
    if (ownGroups.isEmpty()) {
      throw new IllegalArgumentException(
          "the forwarder's own log groups are not known; without them it might subscribe itself");
    }
  }

  /// Whether a filter, or policy, of this name may be changed and removed.
  public boolean isOurs(String name) {
    return name.equals(filterName) || name.startsWith(filterName + ".");
  }

  /// Whether the group is the forwarder's own, also by the name that Lambda would give it.
  public boolean isOwn(LogGroup group) {
    return group.account().equals(account) && group.region().equals(region) && isOwn(group.name());
  }

  private boolean isOwn(String name) {
    return ownGroups.contains(name) || name.equals(defaultGroup());
  }

  /// The names that a policy must leave out.
  Set<String> allOwnGroups() {
    Set<String> all = new TreeSet<>(ownGroups);
    if (!defaultGroup().isEmpty()) {
      all.add(defaultGroup());
    }
    return all;
  }

  private String defaultGroup() {
    int function = destinationArn.indexOf(FUNCTION);
    if (function < 0) {
      return "";
    }
    String rest = destinationArn.substring(function + FUNCTION.length());
    int qualifier = rest.indexOf(':');
    return DEFAULT_GROUP + (qualifier < 0 ? rest : rest.substring(0, qualifier));
  }

  /// Whether a filter leads to the forwarder, by whichever alias or version.
  boolean leadsHere(String destination) {
    return target(destination).equals(target(destinationArn));
  }

  /// The ARN without a function's qualifier.
  private static String target(String arn) {
    String[] parts = arn.split(":", -1);
    return arn.contains(FUNCTION) && parts.length > ARN_PARTS
        ? String.join(":", List.of(parts).subList(0, ARN_PARTS))
        : arn;
  }
}
