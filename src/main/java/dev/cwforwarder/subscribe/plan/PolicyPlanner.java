package dev.cwforwarder.subscribe.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Decides what to do with the account policy. A pure function, like [SubscriptionPlanner].
/// Policies that this stack does not manage are never changed.
public final class PolicyPlanner {
  private PolicyPlanner() {}

  /// The decision about the account policy.
  ///
  /// @param plan the decisions for all log groups; groups that must not be pushed are excluded from
  ///   the policy
  /// @param found the current policies of the account
  public static PolicyDecision plan(
      DesiredState desired, Identity self, SubscriptionPlan plan, List<AccountPolicy> found) {
    Optional<AccountPolicy> managed =
        found.stream().filter(policy -> self.manages(policy.name())).findFirst();
    return switch (desired.mode()) {
      case FILTERS ->
          managed
              .<PolicyDecision>map(
                  policy -> new PolicyDecision.Remove(policy, "no account policy is configured"))
              .orElseGet(() -> new PolicyDecision.None(feedbackLoop(self, found)));
      case ACCOUNT_POLICY -> withPolicy(desired.rules().getFirst(), self, plan, found);
    };
  }

  /// Describes a third-party policy that also sends the forwarder's own log groups to the
  /// forwarder.
  private static String feedbackLoop(Identity self, List<AccountPolicy> found) {
    return found.stream()
        .filter(policy -> self.isForwarder(policy.destinationArn()))
        .filter(policy -> !policy.exclusions().containsAll(self.allOwnGroups()))
        .findFirst()
        .map(
            policy ->
                "the account policy '%s', which this stack does not manage, forwards the forwarder's own log groups in a feedback loop: exclude %s from it"
                    .formatted(policy.name(), String.join(", ", self.allOwnGroups())))
        .orElse("");
  }

  private static PolicyDecision withPolicy(
      Rule rule, Identity self, SubscriptionPlan plan, List<AccountPolicy> found) {
    Optional<AccountPolicy> thirdParty =
        found.stream().filter(policy -> !self.manages(policy.name())).findFirst();
    if (thirdParty.isPresent()) {
      return new PolicyDecision.Refuse(
          "AWS allows one account policy, and the account already has '%s', which this stack does not manage; use mode: filters"
              .formatted(thirdParty.get().name()));
    }
    PolicyExclusions exclusions = new PolicyExclusions(List.copyOf(excluded(self, plan)));
    if (exclusions.bytes() > PolicyExclusions.MAX_BYTES) {
      return new PolicyDecision.Refuse(
          "an account policy can exclude log groups with %,d bytes of names, and this one needs %,d bytes (%,d groups); let the rule match more groups, or use mode: filters"
              .formatted(
                  PolicyExclusions.MAX_BYTES, exclusions.bytes(), exclusions.names().size()));
    }
    AccountPolicy policy = policy(rule, self, exclusions);
    return found.stream()
        .filter(other -> self.manages(other.name()))
        .findFirst()
        .map(current -> compare(current, policy))
        .orElseGet(() -> new PolicyDecision.Put(policy, "there is no policy yet"));
  }

  /// The forwarder's own log groups, whether they exist or not, and every group that must not be
  /// pushed.
  private static Set<String> excluded(Identity self, SubscriptionPlan plan) {
    Set<String> names = new TreeSet<>(self.allOwnGroups());
    for (Step step : plan.steps()) {
      if (self.isLocal(step.group()) && isExcluded(step.decision())) {
        names.add(step.group().name());
      }
    }
    return names;
  }

  private static boolean isExcluded(Decision decision) {
    return switch (decision) {
      case Decision.Skip skip ->
          switch (skip.why()) {
            case OWN_GROUP, FEEDBACK_LOOP, NEVER, NOT_WANTED, BY_HAND -> true;
            // A policy does not apply to these, or needs no permission for them.
            case LINKED_ACCOUNT, INFREQUENT_ACCESS, DELIVERY, DENIED, SLOTS_FULL -> false;
          };
      case Decision.Attach _, Decision.Update _, Decision.Keep _ -> false;
      case Decision.Remove remove -> !remove.reason().equals(SubscriptionPlanner.COVERED);
      case Decision.Covered _ -> false;
    };
  }

  private static AccountPolicy policy(Rule rule, Identity self, PolicyExclusions exclusions) {
    Rule.Template template = rule.template();
    return new AccountPolicy(
        self.filterName(),
        template.pattern(),
        template.destinationArn().isEmpty() ? self.destinationArn() : template.destinationArn(),
        template.roleArn(),
        template.distribution(),
        exclusions);
  }

  private static PolicyDecision compare(AccountPolicy current, AccountPolicy desired) {
    if (current.equals(desired)) {
      return new PolicyDecision.Keep(current, "up to date");
    }
    List<String> differences = new ArrayList<>();
    if (!current.exclusions().equals(desired.exclusions())) {
      differences.add(
          "excludes %d groups, was %d"
              .formatted(desired.exclusions().names().size(), current.exclusions().names().size()));
    }
    AccountPolicy sameFilter =
        new AccountPolicy(
            current.name(),
            desired.pattern(),
            desired.destinationArn(),
            desired.roleArn(),
            desired.distribution(),
            current.exclusions());
    if (!sameFilter.equals(current)) {
      differences.add("pattern or destination changed");
    }
    return new PolicyDecision.Put(desired, String.join(", ", differences));
  }
}
