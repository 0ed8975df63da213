package dev.cwforwarder.replay;

import org.jspecify.annotations.Nullable;

/// A request to the bucket failed; the message says which one, why, and what may help.
public final class BucketException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean ofOneObject;

  public BucketException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private BucketException(String message, @Nullable Throwable cause, boolean ofOneObject) {
    super(message, cause);
    this.ofOneObject = ofOneObject;
  }

  /// S3 refuses this one object, for example because of its KMS key or its storage class. Requests
  /// for other objects can succeed.
  public static BucketException ofOneObject(String message, @Nullable Throwable cause) {
    return new BucketException(message, cause, true);
  }

  public boolean isOfOneObject() {
    return ofOneObject;
  }
}
