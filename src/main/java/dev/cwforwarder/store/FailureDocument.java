package dev.cwforwarder.store;

import static java.util.Objects.requireNonNull;

import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.time.Instant;
import java.util.List;

/// What is kept together, with the reason.
public sealed interface FailureDocument {
  /// First part of the key, so that each kind can be listed and expired on its own.
  String folder();

  /// Why it could not be delivered, for a person; holds no keys and, but for what the endpoint
  /// itself quotes, no customers' text.
  String reason();

  /// When it was found out.
  Instant time();

  /// Events of one log stream, as CloudWatch gave them.
  ///
  /// @param httpStatus what the endpoint answered; 0 when it was not asked
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

  /// Input that could not be decoded, byte for byte. It cannot be redacted.
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

  /// Why events are kept.
  enum Kind {
    /// The endpoint refuses these records, and only these.
    QUARANTINE("quarantine"),
    /// The endpoint took the request and threw away some of its records.
    REJECTED("rejected");

    private final String folder;

    Kind(String folder) {
      this.folder = folder;
    }
  }
}
