package dev.cwforwarder.subscribe.plan;

import dev.cwforwarder.model.StackFunction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The filter pattern of X-Ray's log group of spans. It excludes spans in progress, which are
/// written again when they end, and the spans of the forwarder's own functions: while they are
/// traced, each invocation would create the span that causes the next one. In a stack with a long
/// name, the names of the functions are shortened and not known, so no pattern can exclude them.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter
///   pattern syntax</a>
public final class SpanPattern {
  /// The log group of Transaction Search.
  public static final String GROUP = "aws/spans";

  private static final String COMPLETE = "$.attributes.['aws.xray.inprogress'] NOT EXISTS";
  private static final String SERVICE = "$.resource.attributes.['service.name']";

  private SpanPattern() {}

  /// The pattern of the filter for `group`: that of the rule, or if it has none, the one for spans.
  static String of(ListedGroup group, Rule.Template template, Identity self) {
    return group.name().equals(GROUP) && template.pattern().isEmpty()
        ? withoutOwn(self)
        : template.pattern();
  }

  private static String withoutOwn(Identity self) {
    if (!areNamesKnown(self)) {
      return "{ " + COMPLETE + " }";
    }
    String others =
        Arrays.stream(StackFunction.values())
            .map(StackFunction::logicalId)
            .map(function -> "%s != \"%s-%s-*\"".formatted(SERVICE, self.stackName(), function))
            .collect(Collectors.joining(" && "));
    return "{ (%s) && ((%s NOT EXISTS) || (%s)) }".formatted(COMPLETE, SERVICE, others);
  }

  private static boolean areNamesKnown(Identity self) {
    return Arrays.stream(StackFunction.values())
        .allMatch(function -> function.hasFullName(self.stackName()));
  }

  /// What needs the operator's attention while the forwarder's functions are traced: spans that are
  /// pushed by a filter or policy that does not exclude their own; empty if nothing.
  public static String problem(List<Step> steps, Identity self) {
    if (!self.tracing()) {
      return "";
    }
    return steps.stream()
        .filter(step -> step.group().name().equals(GROUP))
        .map(step -> loop(step.decision(), self))
        .filter(loop -> !loop.isEmpty())
        .findFirst()
        .map(
            loop ->
                "%s sends %s to the forwarder without excluding the spans of its own functions, which are traced: each invocation would cause the next. Set Tracing to off, or %s"
                    .formatted(loop, GROUP, remedy(self)))
        .orElse("");
  }

  private static String remedy(Identity self) {
    return areNamesKnown(self)
        ? "subscribe " + GROUP + " with a rule without a pattern"
        : "deploy a stack with a shorter name, whose functions a pattern can exclude";
  }

  /// What subscribes the group without excluding the spans; empty for nothing.
  private static String loop(Decision decision, Identity self) {
    return switch (decision) {
      case Decision.Attach(Filter filter, _) -> loop(filter, self);
      case Decision.Update(Filter filter, _) -> loop(filter, self);
      case Decision.Keep(Filter filter, _) -> loop(filter, self);
      case Decision.Covered _ -> "the account policy";
      case Decision.Skip(SkipReason why, _) when why == SkipReason.BY_HAND ->
          "a filter that this stack does not manage";
      case Decision.Skip _, Decision.Remove _ -> "";
    };
  }

  private static String loop(Filter filter, Identity self) {
    boolean excludesOwn = areNamesKnown(self) && filter.pattern().equals(withoutOwn(self));
    return excludesOwn ? "" : "the filter '" + filter.name() + "'";
  }
}
