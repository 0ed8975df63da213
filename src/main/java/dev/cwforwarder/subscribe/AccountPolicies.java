package dev.cwforwarder.subscribe;

import dev.cwforwarder.subscribe.plan.AccountPolicy;
import java.util.List;

/// The account's subscription filter policies. Each method is one request, made once.
/// Implementations are thread-safe.
public interface AccountPolicies {
  /// Those of this account and Region.
  List<AccountPolicy> all() throws SubscribeException;

  /// Makes the policy, or writes over the one of its name.
  void put(AccountPolicy policy) throws SubscribeException;

  void delete(String name) throws SubscribeException;
}
