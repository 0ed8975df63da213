package dev.cwforwarder.subscribe.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what to do with each log group. A pure function of the desired state, the current state
/// and this stack's identity.
///
/// Third-party filters are never changed or removed. The forwarder's own log groups are never
/// subscribed.
public final class SubscriptionPlanner {
  static final String COVERED = "the account policy applies to it";

  private static final String INFREQUENT_ACCESS = "INFREQUENT_ACCESS";
  private static final String DELIVERY = "DELIVERY";

  private final DesiredState desired;
  private final Identity self;
  private final LoopingGroups loops;

  private SubscriptionPlanner(DesiredState desired, Identity self, LoopingGroups loops) {
    this.desired = desired;
    this.self = self;
    this.loops = loops;
  }

  /// The decisions for these log groups.
  ///
  /// @param loops the log groups of other forwarders that must not be subscribed
  public static SubscriptionPlan plan(
      DesiredState desired, Identity self, LoopingGroups loops, List<FoundGroup> found) {
    SubscriptionPlanner planner = new SubscriptionPlanner(desired, self, loops);
    List<Step> steps = new ArrayList<>();
    for (FoundGroup group : found) {
      planner.decide(group).forEach(decision -> steps.add(new Step(group.group(), decision)));
    }
    return new SubscriptionPlan(steps);
  }

  private List<Decision> decide(FoundGroup found) {
    Optional<Decision.Skip> excluded = excluded(found);
    if (excluded.isPresent()) {
      return removalsOr(found, excluded.get());
    }
    Optional<Rule> rule = desired.rule(found);
    if (rule.isEmpty()) {
      return removalsOr(found, new Decision.Skip(SkipReason.NOT_WANTED, "no rule matches it"));
    }
    Optional<Decision.Skip> loop = feedbackLoop(found.group(), rule.get());
    if (loop.isPresent()) {
      return removalsOr(found, loop.get());
    }
    Optional<Decision.Skip> unsupported = unsupported(found);
    if (unsupported.isPresent()) {
      return List.of(unsupported.get());
    }
    return switch (desired.mode()) {
      case FILTERS -> withFilter(found, rule.get());
      case ACCOUNT_POLICY ->
          unmanagedFilter(found)
              .<List<Decision>>map(List::of)
              .orElseGet(() -> removalsOr(found, new Decision.Covered(COVERED)));
    };
  }

  /// Why the group is never subscribed, whatever the rules say; empty if it may be.
  private Optional<Decision.Skip> excluded(FoundGroup found) {
    ListedGroup group = found.group();
    if (self.isOwn(group)) {
      return Optional.of(new Decision.Skip(SkipReason.OWN_GROUP, ownGroup(found)));
    }
    if (desired.never().test(group.name())) {
      return Optional.of(new Decision.Skip(SkipReason.NEVER, "its name matches 'never'"));
    }
    return Optional.empty();
  }

  /// Why the rule would create a feedback loop through another function; empty if it would not.
  private Optional<Decision.Skip> feedbackLoop(ListedGroup group, Rule rule) {
    if (!self.isLocal(group)) {
      return Optional.empty();
    }
    if (self.groupOfOther(destination(rule)).equals(Optional.of(group.name()))) {
      return skip(
          SkipReason.OWN_GROUP,
          "the log group of the rule's destination: sending it there would create a feedback loop");
    }
    String evidence = loops.evidence().get(group.name());
    return evidence == null || rule.wholeNames().contains(group.name())
        ? Optional.empty()
        : skip(
            SkipReason.FEEDBACK_LOOP,
            "its function receives %s, the forwarder's own log group: both would forward each other's logs without end"
                .formatted(evidence));
  }

  private String ownGroup(FoundGroup found) {
    return found.filters().stream()
        .filter(filter -> !self.manages(filter.name()) && self.isForwarder(filter.destinationArn()))
        .findFirst()
        .map(
            filter ->
                "the forwarder's own log group; the filter '%s', which this stack does not manage, creates a feedback loop: delete it"
                    .formatted(filter.name()))
        .orElse("the forwarder's own log group: forwarding it would create a feedback loop");
  }

  /// Why the group cannot be subscribed although a rule matches it; empty if it can be. Existing
  /// filters to the forwarder are not changed: they work, or have no effect.
  private Optional<Decision.Skip> unsupported(FoundGroup found) {
    ListedGroup group = found.group();
    if (!self.isLocal(group)) {
      return skip(
          SkipReason.LINKED_ACCOUNT,
          "it is in account %s in %s; filters can be created in %s in %s"
              .formatted(group.id().account(), group.id().region(), self.account(), self.region()));
    }
    return switch (group.logClass()) {
      case INFREQUENT_ACCESS ->
          skip(SkipReason.INFREQUENT_ACCESS, "its log class does not support filters");
      case DELIVERY -> skip(SkipReason.DELIVERY, "its log class delivers only to S3 and Firehose");
      default ->
          managed(found).isEmpty() && unmanagedFilter(found).isEmpty()
              ? refused(found)
              : Optional.empty();
    };
  }

  private static Optional<Decision.Skip> refused(FoundGroup found) {
    return switch (found.refusal()) {
      case null -> Optional.empty();
      case SLOTS_FULL ->
          skip(
              SkipReason.SLOTS_FULL,
              "third-party filters use all of its filters (%d)".formatted(found.filters().size()));
      case CLASS ->
          skip(
              SkipReason.INFREQUENT_ACCESS,
              "its log class %s does not support filters".formatted(found.group().logClass()));
    };
  }

  private static Optional<Decision.Skip> skip(SkipReason why, String reason) {
    return Optional.of(new Decision.Skip(why, reason));
  }

  /// Removes the managed filters. `otherwise` is the decision if there are none, or if the group is
  /// pushed without them.
  private List<Decision> removalsOr(FoundGroup found, Decision otherwise) {
    List<Decision> decisions = new ArrayList<>();
    for (Filter filter : managed(found)) {
      decisions.add(new Decision.Remove(filter, otherwise.reason()));
    }
    if (decisions.isEmpty() || otherwise.isPushed()) {
      decisions.add(otherwise);
    }
    return decisions;
  }

  private List<Decision> withFilter(FoundGroup found, Rule rule) {
    Filter filter = filter(found.group(), rule);
    List<Decision> decisions = new ArrayList<>();
    Optional<Filter> current =
        found.filters().stream()
            .filter(other -> other.name().equals(self.filterName()))
            .findFirst();
    if (current.isPresent()) {
      decisions.add(compare(current.get(), filter, rule));
    }
    for (Filter other : managed(found)) {
      if (!other.name().equals(self.filterName())) {
        decisions.add(
            new Decision.Remove(
                other, "another filter of this stack already subscribes the group"));
      }
    }
    if (current.isEmpty()) {
      decisions.add(
          unmanagedFilter(found).orElseGet(() -> new Decision.Attach(filter, matched(rule))));
    }
    return decisions;
  }

  private static Decision compare(Filter current, Filter desired, Rule rule) {
    List<String> differences = current.differences(desired);
    return differences.isEmpty()
        ? new Decision.Keep(current, matched(rule))
        : new Decision.Update(desired, String.join(", ", differences));
  }

  private static String matched(Rule rule) {
    return "rule '%s'".formatted(rule.name());
  }

  /// A filter to the forwarder that this stack does not manage. A second filter would duplicate
  /// every event.
  private Optional<Decision> unmanagedFilter(FoundGroup found) {
    return found.filters().stream()
        .filter(filter -> !self.manages(filter.name()) && self.isForwarder(filter.destinationArn()))
        .findFirst()
        .map(
            filter ->
                new Decision.Skip(
                    SkipReason.BY_HAND,
                    "the filter '%s', which this stack does not manage, already sends the group's events to the forwarder"
                        .formatted(filter.name())));
  }

  private List<Filter> managed(FoundGroup found) {
    return found.filters().stream().filter(filter -> self.manages(filter.name())).toList();
  }

  private Filter filter(ListedGroup group, Rule rule) {
    Rule.Template template = rule.template();
    return new Filter(
        self.filterName(),
        SpanPattern.of(group, template, self),
        destination(rule),
        template.roleArn(),
        template.distribution(),
        template.emitSystemFields(),
        template.transformed());
  }

  private String destination(Rule rule) {
    String destination = rule.template().destinationArn();
    return destination.isEmpty() ? self.destinationArn() : destination;
  }
}
