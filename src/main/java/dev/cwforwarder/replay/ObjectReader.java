package dev.cwforwarder.replay;

import dev.cwforwarder.decode.AwsLogsEnvelope;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.DiscardedBatch;
import dev.cwforwarder.decode.KinesisEvent;
import dev.cwforwarder.decode.KinesisRecord;
import dev.cwforwarder.decode.OnFailureRecord;
import dev.cwforwarder.decode.StoredDocument;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.model.LogBatch;
import java.util.ArrayList;
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
  /// @param undecodable what else is in it, and cannot be decoded
  /// @param reason why they were not delivered, for a person
  record Content(List<LogBatch> batches, List<Undecodable> undecodable, String reason) {
    Content(List<LogBatch> batches, String reason) {
      this(batches, List.of(), reason);
    }
  }

  /// One record of a stream, as an event of its own.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Undecodable(byte[] event, String problem) {}

  /// @throws DecodeException when the object is not what belongs into `folder`
  Content read(Folder folder, byte[] object) throws DecodeException {
    return switch (folder) {
      case UNDELIVERED -> {
        OnFailureRecord failure = OnFailureRecord.read(object);
        yield new Content(decode(failure.region(), failure.data()), failure.condition());
      }
      case BATCHES -> batch(DiscardedBatch.read(object));
      case QUARANTINE, REJECTED -> {
        StoredDocument kept = StoredDocument.read(object, maxInflatedBytes);
        yield new Content(decode(kept.region(), object), kept.reason());
      }
      case UNDECODABLE -> {
        StoredDocument kept = StoredDocument.read(object, maxInflatedBytes);
        byte[] input = kept.input();
        yield new Content(event(input == null ? new byte[0] : input), kept.reason());
      }
    };
  }

  /// One record that cannot be decoded must not keep the others in the bucket.
  private Content batch(DiscardedBatch discarded) {
    SubscriptionDecoder decoder = decoder(discarded.region());
    List<LogBatch> batches = new ArrayList<>();
    List<Undecodable> undecodable = new ArrayList<>();
    for (KinesisRecord record : discarded.records()) {
      try {
        batches.addAll(decoder.decodeMaybePlain(record.data()));
      } catch (DecodeException e) {
        undecodable.add(new Undecodable(record.asEvent(), "not decodable: " + e.getMessage()));
      }
    }
    return new Content(batches, undecodable, discarded.condition());
  }

  /// What either function was invoked with.
  private List<LogBatch> event(byte[] input) throws DecodeException {
    if (!KinesisEvent.isOne(input)) {
      return decode("", AwsLogsEnvelope.data(input));
    }
    List<LogBatch> batches = new ArrayList<>();
    for (KinesisRecord record : KinesisEvent.records(input)) {
      batches.addAll(decoder("").decodeMaybePlain(record.data()));
    }
    return batches;
  }

  private List<LogBatch> decode(String ofObject, byte[] gzipped) throws DecodeException {
    return decoder(ofObject).decode(gzipped);
  }

  private SubscriptionDecoder decoder(String ofObject) {
    return new SubscriptionDecoder(ofObject.isEmpty() ? region : ofObject, maxInflatedBytes);
  }
}
