package dev.cwforwarder.subscribe.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides about log groups: a pure function of what is wanted, what was found, and who we are.
///
/// Filters that are not of our name are never changed or removed. Our own groups are never
/// subscribed.
public final class SubscriptionPlanner {
  static final String COVERED = "the account's policy takes it";

  private static final String STANDARD = "STANDARD";
  private static final String INFREQUENT_ACCESS = "INFREQUENT_ACCESS";
  private static final String DELIVERY = "DELIVERY";

  private final DesiredState wanted;
  private final Identity us;

  private SubscriptionPlanner(DesiredState wanted, Identity us) {
    this.wanted = wanted;
    this.us = us;
  }

  /// The plan for these groups.
  public static SubscriptionPlan plan(DesiredState wanted, Identity us, List<FoundGroup> found) {
    SubscriptionPlanner planner = new SubscriptionPlanner(wanted, us);
    List<Step> steps = new ArrayList<>();
    for (FoundGroup group : found) {
      planner.decide(group).forEach(decision -> steps.add(new Step(group.group(), decision)));
    }
    return new SubscriptionPlan(steps);
  }

  private List<Decision> decide(FoundGroup found) {
    Optional<Decision.Skip> barred = barred(found);
    if (barred.isPresent()) {
      return without(found, barred.get());
    }
    Optional<Rule> rule = wanted.rule(found);
    if (rule.isEmpty()) {
      return without(found, new Decision.Skip(SkipReason.NOT_WANTED, "no rule means it"));
    }
    Optional<Decision.Skip> impossible = impossible(found);
    if (impossible.isPresent()) {
      return List.of(impossible.get());
    }
    return switch (wanted.mode()) {
      case FILTERS -> wanting(found, rule.get());
      case ACCOUNT_POLICY ->
          byHand(found)
              .<List<Decision>>map(List::of)
              .orElseGet(() -> without(found, new Decision.Covered(COVERED)));
    };
  }

  /// Never subscribed, whatever the rules say.
  private Optional<Decision.Skip> barred(FoundGroup found) {
    LogGroup group = found.group();
    if (us.isOwn(group)) {
      return Optional.of(new Decision.Skip(SkipReason.OWN_GROUP, ownGroup(found)));
    }
    if (wanted.never().test(group.name())) {
      return Optional.of(new Decision.Skip(SkipReason.NEVER, "its name is in never"));
    }
    return Optional.empty();
  }

  private String ownGroup(FoundGroup found) {
    return found.filters().stream()
        .filter(filter -> !us.isOurs(filter.name()) && us.leadsHere(filter.destinationArn()))
        .findFirst()
        .map(
            filter ->
                "the forwarder's own, and the filter '%s', which is not of our name, sends it in circles: remove that"
                    .formatted(filter.name()))
        .orElse("the forwarder's own: it would go in circles");
  }

  /// Wanted, but it cannot be had. Filters of ours, or that lead here, which are there nevertheless
  /// work, or do no harm.
  private Optional<Decision.Skip> impossible(FoundGroup found) {
    LogGroup group = found.group();
    if (!group.account().equals(us.account()) || !group.region().equals(us.region())) {
      return skip(
          SkipReason.LINKED_ACCOUNT,
          "it is of account %s in %s; filters are made in %s in %s"
              .formatted(group.account(), group.region(), us.account(), us.region()));
    }
    return switch (group.logClass()) {
      case INFREQUENT_ACCESS -> skip(SkipReason.INFREQUENT_ACCESS, "its class takes no filters");
      case DELIVERY -> skip(SkipReason.DELIVERY, "its class gives its logs to S3 or Firehose only");
      default ->
          ours(found).isEmpty() && byHand(found).isEmpty() ? refused(found) : deniedOnly(found);
    };
  }

  private static Optional<Decision.Skip> deniedOnly(FoundGroup found) {
    return found.refusal() == Refusal.DENIED ? refused(found) : Optional.empty();
  }

  private static Optional<Decision.Skip> refused(FoundGroup found) {
    return switch (found.refusal()) {
      case null -> Optional.empty();
      case SLOTS_FULL ->
          skip(
              SkipReason.SLOTS_FULL,
              "it has %d filters of others, and AWS takes no more"
                  .formatted(found.filters().size()));
      case CLASS ->
          skip(
              SkipReason.INFREQUENT_ACCESS,
              "AWS takes no filter for its class %s".formatted(classOf(found.group())));
      case DENIED -> skip(SkipReason.DENIED, "the caller lacks the right to its filters or tags");
    };
  }

  private static String classOf(LogGroup group) {
    return group.logClass().isEmpty() ? STANDARD : group.logClass();
  }

  private static Optional<Decision.Skip> skip(SkipReason why, String reason) {
    return Optional.of(new Decision.Skip(why, reason));
  }

  /// What is ours goes; what is left is `otherwise`.
  private List<Decision> without(FoundGroup found, Decision otherwise) {
    List<Decision> decisions = new ArrayList<>();
    for (Filter filter : ours(found)) {
      decisions.add(new Decision.Remove(filter, otherwise.reason()));
    }
    if (decisions.isEmpty() || otherwise.isPushed()) {
      decisions.add(otherwise);
    }
    return decisions;
  }

  private List<Decision> wanting(FoundGroup found, Rule rule) {
    Filter filter = filter(rule);
    List<Decision> decisions = new ArrayList<>();
    Optional<Filter> there =
        found.filters().stream().filter(other -> other.name().equals(us.filterName())).findFirst();
    if (there.isPresent()) {
      decisions.add(compared(there.get(), filter, rule));
    }
    for (Filter other : ours(found)) {
      if (!other.name().equals(us.filterName())) {
        decisions.add(new Decision.Remove(other, "one filter of ours is enough"));
      }
    }
    if (there.isEmpty()) {
      decisions.add(byHand(found).orElseGet(() -> new Decision.Attach(filter, means(rule))));
    }
    return decisions;
  }

  private static Decision compared(Filter there, Filter filter, Rule rule) {
    List<String> differences = there.differences(filter);
    return differences.isEmpty()
        ? new Decision.Keep(there, means(rule))
        : new Decision.Update(filter, String.join(", ", differences));
  }

  private static String means(Rule rule) {
    return "rule '%s'".formatted(rule.name());
  }

  /// A second filter to the same place would double every event.
  private Optional<Decision> byHand(FoundGroup found) {
    return found.filters().stream()
        .filter(filter -> !us.isOurs(filter.name()) && us.leadsHere(filter.destinationArn()))
        .findFirst()
        .map(
            filter ->
                new Decision.Skip(
                    SkipReason.BY_HAND,
                    "the filter '%s', which is not of our name, leads to the forwarder already"
                        .formatted(filter.name())));
  }

  private List<Filter> ours(FoundGroup found) {
    return found.filters().stream().filter(filter -> us.isOurs(filter.name())).toList();
  }

  private Filter filter(Rule rule) {
    Rule.Template template = rule.template();
    return new Filter(
        us.filterName(),
        template.pattern(),
        template.destinationArn().isEmpty() ? us.destinationArn() : template.destinationArn(),
        template.roleArn(),
        template.distribution(),
        template.emitSystemFields(),
        template.transformed());
  }
}
