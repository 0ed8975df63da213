package dev.cwforwarder.subscribe.plan;

/// What becomes of a log group, or of one of its filters.
public sealed interface Decision {
  /// For people.
  String reason();

  /// A filter is made.
  record Attach(Filter filter, String reason) implements Decision {}

  /// A filter of ours is written over.
  record Update(Filter filter, String reason) implements Decision {}

  /// The filter is as it should be.
  record Keep(Filter filter, String reason) implements Decision {}

  /// A filter of ours goes.
  record Remove(Filter filter, String reason) implements Decision {}

  /// The account's policy takes it.
  record Covered(String reason) implements Decision {}

  /// It is left as it is.
  record Skip(SkipReason why, String reason) implements Decision {}

  /// Whether something has to be done.
  default boolean isChange() {
    return switch (this) {
      case Attach _, Update _, Remove _ -> true;
      case Keep _, Covered _, Skip _ -> false;
    };
  }

  /// Whether its events are pushed once this is done.
  default boolean isPushed() {
    return switch (this) {
      case Attach _, Update _, Keep _, Covered _ -> true;
      case Remove _, Skip _ -> false;
    };
  }

  /// As it is printed: `attach`, or the reason of a skip.
  default String shown() {
    return switch (this) {
      case Attach _ -> "attach";
      case Update _ -> "update";
      case Keep _ -> "keep";
      case Remove _ -> "remove";
      case Covered _ -> "covered";
      case Skip skip -> "skip: " + skip.why().shown();
    };
  }
}
