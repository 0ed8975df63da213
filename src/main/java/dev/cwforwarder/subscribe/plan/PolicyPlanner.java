package dev.cwforwarder.subscribe.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Decides about the account's policy: a pure function, as [SubscriptionPlanner]. A policy that is
/// not of our name is never changed.
public final class PolicyPlanner {
  private PolicyPlanner() {}

  /// What is to be done.
  ///
  /// @param plan of all log groups: what is not to be pushed is left out
  /// @param found the account's policies
  public static PolicyDecision plan(
      DesiredState wanted, Identity us, SubscriptionPlan plan, List<AccountPolicy> found) {
    Optional<AccountPolicy> ours =
        found.stream().filter(policy -> us.isOurs(policy.name())).findFirst();
    return switch (wanted.mode()) {
      case FILTERS ->
          ours.<PolicyDecision>map(
                  policy -> new PolicyDecision.Remove(policy, "no account policy is wanted"))
              .orElseGet(() -> new PolicyDecision.None(circle(us, found)));
      case ACCOUNT_POLICY -> wanting(wanted.rules().getFirst(), us, plan, found);
    };
  }

  /// A policy of somebody else that leads here, and takes our own groups as well.
  private static String circle(Identity us, List<AccountPolicy> found) {
    return found.stream()
        .filter(policy -> us.leadsHere(policy.destinationArn()))
        .filter(policy -> !policy.except().holdsAll(us.allOwnGroups()))
        .findFirst()
        .map(
            policy ->
                "the account policy '%s', which is not of our name, sends the forwarder's own groups in circles: it must leave out %s"
                    .formatted(policy.name(), String.join(", ", us.allOwnGroups())))
        .orElse("");
  }

  private static PolicyDecision wanting(
      Rule rule, Identity us, SubscriptionPlan plan, List<AccountPolicy> found) {
    Optional<AccountPolicy> foreign =
        found.stream().filter(policy -> !us.isOurs(policy.name())).findFirst();
    if (foreign.isPresent()) {
      return new PolicyDecision.Refuse(
          "the account has the policy '%s', which is not of our name, and AWS takes one only; use mode: filters"
              .formatted(foreign.get().name()));
    }
    PolicyExclusions except = new PolicyExclusions(List.copyOf(leftOut(us, plan)));
    if (except.bytes() > PolicyExclusions.MOST_BYTES) {
      return new PolicyDecision.Refuse(
          "an account policy may name %,d bytes of log groups to leave out, and here are %,d (%,d groups); let the rule mean more of them, or use mode: filters"
              .formatted(PolicyExclusions.MOST_BYTES, except.bytes(), except.names().size()));
    }
    AccountPolicy policy = policy(rule, us, except);
    return found.stream()
        .filter(other -> us.isOurs(other.name()))
        .findFirst()
        .map(there -> compared(there, policy))
        .orElseGet(() -> new PolicyDecision.Put(policy, "there is none"));
  }

  /// The forwarder's own first of all, there or not; then every group that is not to be pushed.
  private static Set<String> leftOut(Identity us, SubscriptionPlan plan) {
    Set<String> names = new TreeSet<>(us.allOwnGroups());
    for (Step step : plan.steps()) {
      LogGroup group = step.group();
      boolean here = group.account().equals(us.account()) && group.region().equals(us.region());
      if (here && isLeftOut(step.decision())) {
        names.add(group.name());
      }
    }
    return names;
  }

  private static boolean isLeftOut(Decision decision) {
    return switch (decision) {
      case Decision.Skip skip ->
          switch (skip.why()) {
            case OWN_GROUP, NEVER, NOT_WANTED, BY_HAND -> true;
            // A policy reaches none of them, or needs no right to them.
            case LINKED_ACCOUNT, INFREQUENT_ACCESS, DELIVERY, DENIED, SLOTS_FULL -> false;
          };
      case Decision.Attach _, Decision.Update _, Decision.Keep _ -> false;
      case Decision.Remove remove -> !remove.reason().equals(SubscriptionPlanner.COVERED);
      case Decision.Covered _ -> false;
    };
  }

  private static AccountPolicy policy(Rule rule, Identity us, PolicyExclusions except) {
    Rule.Template template = rule.template();
    return new AccountPolicy(
        us.filterName(),
        template.pattern(),
        template.destinationArn().isEmpty() ? us.destinationArn() : template.destinationArn(),
        template.roleArn(),
        template.distribution(),
        except);
  }

  private static PolicyDecision compared(AccountPolicy there, AccountPolicy policy) {
    if (there.equals(policy)) {
      return new PolicyDecision.Keep(there, "it is as it should be");
    }
    List<String> differences = new ArrayList<>();
    if (!there.except().equals(policy.except())) {
      differences.add(
          "leaves out %d groups, was %d"
              .formatted(policy.except().names().size(), there.except().names().size()));
    }
    AccountPolicy same =
        new AccountPolicy(
            there.name(),
            policy.pattern(),
            policy.destinationArn(),
            policy.roleArn(),
            policy.distribution(),
            there.except());
    if (!same.equals(there)) {
      differences.add("pattern or destination changed");
    }
    return new PolicyDecision.Put(policy, String.join(", ", differences));
  }
}
