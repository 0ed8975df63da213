package dev.cwforwarder.subscribe.plan;

/// What to do with a log group, or with one of its filters.
public sealed interface Decision {
  /// The reason, as a phrase for the operator.
  String reason();

  /// Create the filter.
  record Attach(Filter filter, String reason) implements Decision {}

  /// Overwrite a filter that this stack manages.
  record Update(Filter filter, String reason) implements Decision {}

  /// The filter is up to date.
  record Keep(Filter filter, String reason) implements Decision {}

  /// Delete a filter that this stack manages.
  record Remove(Filter filter, String reason) implements Decision {}

  /// The account policy applies to the group, so it needs no filter.
  record Covered(String reason) implements Decision {}

  /// The group is not subscribed.
  record Skip(SkipReason why, String reason) implements Decision {}

  /// Whether the decision requires a change.
  default boolean isChange() {
    return switch (this) {
      case Attach _, Update _, Remove _ -> true;
      case Keep _, Covered _, Skip _ -> false;
    };
  }

  /// Whether the group's events are pushed once the decision is carried out.
  default boolean isPushed() {
    return switch (this) {
      case Attach _, Update _, Keep _, Covered _ -> true;
      case Remove _, Skip _ -> false;
    };
  }

  /// The decision in reports: `attach`, or `skip: ` and the reason.
  default String label() {
    return switch (this) {
      case Attach _ -> "attach";
      case Update _ -> "update";
      case Keep _ -> "keep";
      case Remove _ -> "remove";
      case Covered _ -> "covered";
      case Skip skip -> "skip: " + skip.why().label();
    };
  }
}
