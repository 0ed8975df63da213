package dev.cwforwarder.replay;

import dev.cwforwarder.decode.AwsLogsEnvelope;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.KeptInput;
import dev.cwforwarder.decode.OnFailureRecord;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.model.LogBatch;
import java.util.List;

/// Finds the events in objects of the failure bucket. Thread-safe.
public final class ObjectReader {
  private final String region;
  private final int maxInflatedBytes;

  /// @param region the Region of events whose object does not tell it
  /// @param maxInflatedBytes cap on one payload, inflated
  public ObjectReader(String region, int maxInflatedBytes) {
    this.region = region;
    this.maxInflatedBytes = maxInflatedBytes;
  }

  /// The events of one object.
  ///
  /// @param reason why they were not delivered, for a person
  record Content(List<LogBatch> batches, String reason) {}

  /// @throws DecodeException when the object is not what belongs into `folder`
  Content read(Folder folder, byte[] object) throws DecodeException {
    return switch (folder) {
      case UNDELIVERED -> {
        OnFailureRecord failure = OnFailureRecord.read(object);
        yield new Content(decode(failure.region(), failure.data()), failure.condition());
      }
      case QUARANTINE, REJECTED -> {
        KeptInput kept = KeptInput.read(object, maxInflatedBytes);
        yield new Content(decode(kept.region(), object), kept.reason());
      }
      case UNDECODABLE -> {
        KeptInput kept = KeptInput.read(object, maxInflatedBytes);
        byte[] input = kept.input();
        yield new Content(
            decode("", AwsLogsEnvelope.data(input == null ? new byte[0] : input)), kept.reason());
      }
    };
  }

  private List<LogBatch> decode(String ofObject, byte[] gzipped) throws DecodeException {
    return new SubscriptionDecoder(ofObject.isEmpty() ? region : ofObject, maxInflatedBytes)
        .decode(gzipped);
  }
}
