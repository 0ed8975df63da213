package dev.cwforwarder.poll;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// CloudWatch did not give what was asked for. The message says what was asked of which group, what
/// the answer was, and what may help; never what a log says.
public final class ReadException extends Exception {
  private static final long serialVersionUID = 1L;

  /// What stands in the way.
  public enum Reason {
    /// Too many requests; less is more.
    THROTTLED("THROTTLED"),
    /// The log group, or a stream that was named, does not exist.
    GONE("GONE"),
    /// The caller may not read it.
    DENIED("DENIED"),
    /// The group's key cannot be used.
    KMS_DENIED("KMS_DENIED"),
    /// No credentials, expired ones, or ones that AWS does not know.
    CREDENTIALS("CREDENTIALS"),
    /// This way of reading does not work for this group; another may.
    UNSUPPORTED("UNSUPPORTED"),
    /// The page token is too old or not known any more.
    TOKEN_EXPIRED("TOKEN_EXPIRED"),
    /// The range lies before what is still kept.
    RETENTION_EXPIRED("RETENTION_EXPIRED"),
    /// No answer, or one of the 5xx kind; may work later.
    UNAVAILABLE("UNAVAILABLE"),
    /// The deadline came first.
    OUT_OF_TIME("OUT_OF_TIME"),
    /// An answer that should not be; a mistake of ours, or something new.
    UNEXPECTED("UNEXPECTED");

    private final String stored;

    Reason(String stored) {
      this.stored = stored;
    }

    /// How checkpoints name it: never changed.
    public String stored() {
      return stored;
    }

    /// The reason that was stored so.
    ///
    /// @throws IllegalArgumentException when there is none
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

  /// What stands in the way.
  public Reason reason() {
    return reason;
  }
}
