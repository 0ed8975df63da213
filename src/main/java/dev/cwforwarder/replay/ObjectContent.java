package dev.cwforwarder.replay;

import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.KinesisRecord;
import dev.cwforwarder.model.LogBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The content of one object. Its payloads are decoded one at a time, so that only one of them
/// needs memory.
///
/// @param reason why the events were not delivered, for the operator
record ObjectContent(List<Payload> payloads, String reason) {
  /// Payloads of this inflated size are decoded by one thread at a time.
  private static final long LARGE_BYTES = 8L * 1024 * 1024;

  ObjectContent {
    payloads = List.copyOf(payloads);
  }

  /// Decodes a payload.
  @FunctionalInterface
  interface Decoding {
    List<LogBatch> decode() throws DecodeException;
  }

  /// One payload of an object.
  ///
  /// @param record the stream record with the payload; null when the object has no other payload
  record Payload(long inflatedBytes, Decoding decoding, @Nullable KinesisRecord record) {
    /// @throws DecodeException also for an unexpected error, which must not stop a replay
    List<LogBatch> decode() throws DecodeException {
      try {
        return decoding.decode();
      } catch (RuntimeException e) {
        throw DecodeException.unexpected(e);
      }
    }
  }

  boolean isLarge() {
    return payloads.stream().anyMatch(payload -> payload.inflatedBytes() > LARGE_BYTES);
  }

  /// Whether one of the events is from `group`. Always true when `group` is empty, or when the only
  /// payload cannot be decoded.
  boolean isOfGroup(String group) {
    return group.isEmpty() || payloads.stream().anyMatch(payload -> isOfGroup(payload, group));
  }

  private static boolean isOfGroup(Payload payload, String group) {
    try {
      return payload.decode().stream().anyMatch(batch -> batch.source().logGroup().equals(group));
    } catch (DecodeException e) {
      return payload.record() == null;
    }
  }
}
