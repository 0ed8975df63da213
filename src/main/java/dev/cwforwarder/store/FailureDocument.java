package dev.cwforwarder.store;

import static java.util.Objects.requireNonNull;

import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.time.Instant;
import java.util.List;

/// The content of one object in the failure store, with the reason for storing it.
public sealed interface FailureDocument {
  /// First part of the key, so that each kind can be listed and expired separately.
  String folder();

  /// Why it could not be delivered, for the operator. Contains no keys, and no text of customers
  /// except for what the endpoint quotes in its response.
  String reason();

  /// When the failure was detected.
  Instant time();

  /// Events of one log stream as delivered by CloudWatch, after redaction.
  ///
  /// @param httpStatus status of the response; 0 when no request was sent
  record Events(
      Kind kind,
      String reason,
      int httpStatus,
      Instant time,
      LogSource source,
      List<LogEvent> events)
      implements FailureDocument {
    public Events {
      requireNonNull(kind, "kind is null");
      requireNonNull(reason, "reason is null");
      requireNonNull(time, "time is null");
      requireNonNull(source, "source is null");
      events = List.copyOf(events);
    }

    @Override
    public String folder() {
      return kind.folder;
    }
  }

  /// Undecodable input, byte for byte. It cannot be redacted.
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record RawInput(String reason, Instant time, byte[] input) implements FailureDocument {
    public RawInput {
      requireNonNull(reason, "reason is null");
      requireNonNull(time, "time is null");
    }

    @Override
    public String folder() {
      return "undecodable";
    }
  }

  /// Why events are stored.
  enum Kind {
    /// The endpoint refuses exactly these records.
    QUARANTINE("quarantine"),
    /// The endpoint accepted the request but rejected some of its records.
    REJECTED("rejected");

    private final String folder;

    Kind(String folder) {
      this.folder = folder;
    }
  }
}
