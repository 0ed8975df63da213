package dev.cwforwarder.poll;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A request to CloudWatch failed. The message contains the operation, the log group, the response
/// and a remedy; never log content.
public final class ReadException extends Exception {
  private static final long serialVersionUID = 1L;

  /// The kind of failure.
  public enum Reason {
    /// Too many requests.
    THROTTLED("THROTTLED"),
    /// The log group, or a named stream, does not exist.
    GONE("GONE"),
    /// The caller is not allowed to read the group.
    DENIED("DENIED"),
    /// The group's KMS key cannot be used.
    KMS_DENIED("KMS_DENIED"),
    /// The credentials are missing, expired or unknown to AWS.
    CREDENTIALS("CREDENTIALS"),
    /// This way of reading does not work for this group, but another may.
    UNSUPPORTED("UNSUPPORTED"),
    /// The page token is expired or invalid.
    TOKEN_EXPIRED("TOKEN_EXPIRED"),
    /// The range is older than the retention of the group.
    RETENTION_EXPIRED("RETENTION_EXPIRED"),
    /// No response, or HTTP 5xx. A later attempt may succeed.
    UNAVAILABLE("UNAVAILABLE"),
    /// The deadline passed.
    OUT_OF_TIME("OUT_OF_TIME"),
    /// Any other response: a bug in the forwarder, or a new behavior of AWS.
    UNEXPECTED("UNEXPECTED");

    private final String stored;

    Reason(String stored) {
      this.stored = stored;
    }

    /// The spelling in checkpoints. It must not change.
    public String stored() {
      return stored;
    }

    /// The reason with this spelling.
    ///
    /// @throws IllegalArgumentException if there is none
    static Reason ofStored(String text) {
      return Arrays.stream(values())
          .filter(reason -> reason.stored.equals(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no reason '%s'".formatted(text)));
    }
  }

  private final Reason reason;

  public ReadException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /// CloudWatch answered with the page token that it was sent.
  static ReadException noProgress(PollSource source) {
    return new ReadException(
        Reason.UNEXPECTED,
        "reading %s in %s makes no progress: CloudWatch answered with the page token that it was sent; a later run continues without the token"
            .formatted(source.group().name(), source.access().region()),
        null);
  }

  /// The kind of failure.
  public Reason reason() {
    return reason;
  }
}
