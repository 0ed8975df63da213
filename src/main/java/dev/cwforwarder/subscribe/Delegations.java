package dev.cwforwarder.subscribe;

import dev.cwforwarder.subscribe.plan.Delegation;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import java.util.List;
import java.util.function.Consumer;

/// The log groups delegated to polling, as polling reads them. Implementations need not be
/// thread-safe.
public interface Delegations {
  /// A log group with its delegation.
  record Delegated(ListedGroup group, Delegation delegation) {}

  /// All current delegations, without dropped ones.
  ///
  /// @param damaged receives a message for each delegation that cannot be read; it is skipped
  List<Delegated> all(Consumer<String> damaged) throws SubscribeException;

  /// Writes a delegation, and replaces the current one of the group.
  void write(ListedGroup group, Delegation delegation) throws SubscribeException;
}
