package dev.cwforwarder.subscribe;

import org.jspecify.annotations.Nullable;

/// A request to CloudWatch Logs, or to the store of delegations, failed. The message names the
/// request, the response and a remedy.
public final class SubscribeException extends Exception {
  private static final long serialVersionUID = 1;

  /// The cause of the failure.
  public enum Reason {
    /// The log group or filter does not exist any more.
    GONE,
    /// The group has the maximum number of filters.
    SLOTS_FULL,
    /// The group's log class does not support filters.
    CLASS,
    /// A policy denies it: of the caller, the organization or the destination.
    DENIED,
    /// The account's request quota is exceeded, or two requests changed the same group
    /// concurrently.
    THROTTLED,
    /// The caller's credentials are missing, invalid or expired.
    CREDENTIALS,
    /// AWS refused the destination, its role or the filter pattern.
    DESTINATION,
    /// There was no response.
    UNAVAILABLE,
    /// The deadline does not leave enough time for the request.
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
