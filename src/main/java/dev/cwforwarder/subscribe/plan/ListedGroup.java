package dev.cwforwarder.subscribe.plan;

import dev.cwforwarder.model.LogGroup;
import java.time.Instant;

/// A log group as `DescribeLogGroups` returns it.
///
/// @param arn without the trailing `:*`
/// @param logClass `STANDARD`, `INFREQUENT_ACCESS`, …; empty if AWS does not return it
/// @param created its creation time
public record ListedGroup(LogGroup id, String arn, String logClass, Instant created) {
  public ListedGroup {
    if (id.name().isEmpty() || id.account().isEmpty() || id.region().isEmpty()) {
      throw new IllegalArgumentException(
          "a log group needs an account, a Region and a name, got '%s'".formatted(id.id()));
    }
  }

  public String name() {
    return id.name();
  }

  /// Whether its class is the standard one, which supports filters.
  public boolean isStandard() {
    return logClass.isEmpty() || logClass.equals("STANDARD");
  }
}
