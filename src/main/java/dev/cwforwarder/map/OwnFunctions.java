package dev.cwforwarder.map;

import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.model.StackFunction;
import java.util.List;
import java.util.Set;

/// The Lambda functions of this forwarder, by account, Region and name. Forwarding their spans
/// would create a feedback loop: each invocation would be traced.
///
/// The functions of a stack cannot refer to each other, so the names that CloudFormation generates
/// (`STACK-LOGICALID-RANDOM`) are derived from the names of their log groups.
public final class OwnFunctions {
  private static final String PREFIX = "/aws/lambda/";

  /// A part of a shortened name has at least this many characters.
  private static final int MIN_PART = 8;

  private final List<LogGroup> groups;
  private final String runningName;

  /// @param groups the forwarder's own log groups
  /// @param runningName the name of the running function; empty outside Lambda
  public OwnFunctions(Set<LogGroup> groups, String runningName) {
    this.groups = List.copyOf(groups);
    this.runningName = runningName;
  }

  /// Whether `arn` is the ARN of one of the functions, with or without a version or alias.
  boolean isOwn(String arn) {
    String[] parts = arn.split(":", -1);
    return parts.length >= 7
        && parts[2].equals("lambda")
        && parts[5].equals("function")
        && isOwn(parts[4], parts[3], parts[6]);
  }

  boolean isOwn(String account, String region, String name) {
    for (LogGroup group : groups) {
      if (group.account().equals(account)
          && group.region().equals(region)
          && (name.equals(runningName) || isNameOf(group.name(), name))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNameOf(String group, String name) {
    if (!group.startsWith(PREFIX)) {
      return false;
    }
    String given = group.substring(PREFIX.length());
    if (given.equals(name)) {
      return true;
    }
    for (StackFunction function : StackFunction.values()) {
      if (given.endsWith(function.groupSuffix())) {
        String stack = given.substring(0, given.length() - function.groupSuffix().length());
        return isGenerated(name, stack, function);
      }
    }
    return false;
  }

  private static boolean isGenerated(String name, String stack, StackFunction function) {
    int random = name.lastIndexOf('-');
    if (random < 0 || name.length() - random <= StackFunction.RANDOM_CHARACTERS) {
      return false;
    }
    String given = name.substring(0, random);
    if (function.hasFullName(stack)) {
      return given.equals(stack + '-' + function.logicalId());
    }
    int resourceAt = given.lastIndexOf('-') + 1;
    return resourceAt > MIN_PART
        && given.length() - resourceAt >= MIN_PART
        && stack.startsWith(given.substring(0, resourceAt - 1))
        && function.logicalId().startsWith(given.substring(resourceAt));
  }
}
