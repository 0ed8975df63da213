package dev.cwforwarder.subscribe;

import dev.cwforwarder.subscribe.plan.AccountPolicy;
import java.util.List;

/// The account-level subscription filter policies. Each method makes one request, without retries.
/// Implementations are thread-safe.
public interface AccountPolicies {
  /// The policies of this account and Region.
  List<AccountPolicy> all() throws SubscribeException;

  /// Creates the policy, or overwrites the one with the same name.
  void put(AccountPolicy policy) throws SubscribeException;

  void delete(String name) throws SubscribeException;
}
