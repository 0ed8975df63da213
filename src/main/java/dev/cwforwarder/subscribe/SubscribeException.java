package dev.cwforwarder.subscribe;

import org.jspecify.annotations.Nullable;

/// CloudWatch Logs does not do what it is asked. The message says what was asked, what it answered
/// and what to do.
public final class SubscribeException extends Exception {
  private static final long serialVersionUID = 1;

  /// What it means.
  public enum Reason {
    /// There is no such log group, or filter, any more.
    GONE,
    /// The group has as many filters as it may have.
    SLOTS_FULL,
    /// The group's class takes no filters.
    CLASS,
    /// The caller lacks the right.
    DENIED,
    /// Too many requests, of whomever, or two at once for the same group.
    THROTTLED,
    /// The caller's credentials are missing, wrong or have expired.
    CREDENTIALS,
    /// The destination is not there, or does not let CloudWatch Logs in.
    DESTINATION,
    /// No answer.
    UNAVAILABLE,
    /// The deadline came first.
    OUT_OF_TIME,
    UNEXPECTED
  }

  private final Reason reason;

  public SubscribeException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
