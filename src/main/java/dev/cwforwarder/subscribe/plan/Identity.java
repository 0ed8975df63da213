package dev.cwforwarder.subscribe.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Identifies this stack, the filters it manages and its own log groups.
///
/// @param account the account in which filters are created
/// @param region the Region in which filters are created
/// @param filterName the name of the filters to create; this stack also manages filters whose name
///   starts with it and a dot
/// @param destinationArn the destination of the filters
/// @param ownGroups names of the forwarder's own log groups. Forwarding them would create a
///   feedback loop
/// @param tracing whether X-Ray traces the forwarder's functions
public record Identity(
    String account,
    String region,
    String filterName,
    String destinationArn,
    Set<String> ownGroups,
    boolean tracing) {
  /// The prefix of every filter name; the stack name follows. Stack names contain no dots, so the
  /// stack `logs` never manages the filters of the stack `logs-2`.
  public static final String PREFIX = "clickstack-forwarder-";

  private static final int ARN_PARTS = 7;
  private static final String FUNCTION = ":function:";

  /// The start of the names of the log groups that Lambda creates for functions.
  public static final String FUNCTION_GROUPS = "/aws/lambda/";

  public Identity {
    ownGroups = Set.copyOf(ownGroups);
    if (!filterName.startsWith(PREFIX) || filterName.length() == PREFIX.length()) {
      throw new IllegalArgumentException(
          "expected a filter name that starts with '%s' followed by the stack name, got '%s'"
              .formatted(PREFIX, filterName));
    }
    if (ownGroups.isEmpty()) {
      throw new IllegalArgumentException(
          "the forwarder's own log groups are not set; they are required to prevent a feedback"
              + " loop");
    }
  }

  /// A forwarder whose functions are not traced.
  public Identity(
      String account,
      String region,
      String filterName,
      String destinationArn,
      Set<String> ownGroups) {
    this(account, region, filterName, destinationArn, ownGroups, false);
  }

  String stackName() {
    return filterName.substring(PREFIX.length());
  }

  /// Whether this stack manages the filter or policy `name`, and so may change and delete it.
  public boolean manages(String name) {
    return name.equals(filterName) || name.startsWith(filterName + ".");
  }

  /// Whether the group is one of the forwarder's own, including the default log group of its
  /// function.
  public boolean isOwn(ListedGroup group) {
    return isLocal(group) && isOwn(group.name());
  }

  /// Whether the group is in this account and Region, where filters can be created.
  public boolean isLocal(ListedGroup group) {
    return group.id().account().equals(account) && group.id().region().equals(region);
  }

  private boolean isOwn(String name) {
    return ownGroups.contains(name) || defaultGroup(destinationArn).equals(Optional.of(name));
  }

  /// The names that an account policy must exclude.
  public Set<String> allOwnGroups() {
    Set<String> all = new TreeSet<>(ownGroups);
    defaultGroup(destinationArn).ifPresent(all::add);
    return all;
  }

  /// The default log group of a function other than the forwarder; empty if the destination is not
  /// such a function in this account and Region.
  public Optional<String> groupOfOther(String destination) {
    String[] parts = destination.split(":", -1);
    boolean local =
        parts.length >= ARN_PARTS && parts[3].equals(region) && parts[4].equals(account);
    return local && !isForwarder(destination) ? defaultGroup(destination) : Optional.empty();
  }

  private static Optional<String> defaultGroup(String destination) {
    int function = destination.indexOf(FUNCTION);
    if (function < 0) {
      return Optional.empty();
    }
    String rest = destination.substring(function + FUNCTION.length());
    int qualifier = rest.indexOf(':');
    return Optional.of(FUNCTION_GROUPS + (qualifier < 0 ? rest : rest.substring(0, qualifier)));
  }

  /// Whether `destination` is the forwarder, through any alias or version.
  boolean isForwarder(String destination) {
    return unqualified(destination).equals(unqualified(destinationArn));
  }

  /// The ARN without the function's qualifier.
  private static String unqualified(String arn) {
    String[] parts = arn.split(":", -1);
    return arn.contains(FUNCTION) && parts.length > ARN_PARTS
        ? String.join(":", List.of(parts).subList(0, ARN_PARTS))
        : arn;
  }
}
