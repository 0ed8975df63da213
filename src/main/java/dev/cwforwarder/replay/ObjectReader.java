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

/// Reads the events of objects in the failure bucket. Thread-safe.
public final class ObjectReader {
  private final String region;
  private final int maxInflatedBytes;

  /// @param region the Region of events whose object does not contain it
  /// @param maxInflatedBytes limit of the inflated size of one payload
  public ObjectReader(String region, int maxInflatedBytes) {
    this.region = region;
    this.maxInflatedBytes = maxInflatedBytes;
  }

  /// The content of one object.
  ///
  /// @param undecodable records of the object that cannot be decoded
  /// @param reason why the events were not delivered, for the operator
  record Content(List<LogBatch> batches, List<Undecodable> undecodable, String reason) {
    Content(List<LogBatch> batches, String reason) {
      this(batches, List.of(), reason);
    }
  }

  /// One undecodable stream record, as an event of its own.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Undecodable(byte[] event, String problem) {}

  /// Reads one object of `folder`.
  ///
  /// @throws DecodeException when the object does not have the format of the folder
  Content read(Folder folder, byte[] object) throws DecodeException {
    return switch (folder) {
      case UNDELIVERED -> {
        OnFailureRecord failure = OnFailureRecord.read(object);
        yield new Content(decode(failure.region(), failure.data()), failure.condition());
      }
      case BATCHES -> batch(DiscardedBatch.read(object));
      case QUARANTINE, REJECTED -> {
        StoredDocument stored = StoredDocument.read(object, maxInflatedBytes);
        yield new Content(decode(stored.region(), object), stored.reason());
      }
      case UNDECODABLE -> {
        StoredDocument stored = StoredDocument.read(object, maxInflatedBytes);
        byte[] input = stored.input();
        yield new Content(event(input == null ? new byte[0] : input), stored.reason());
      }
    };
  }

  /// One undecodable record must not prevent the replay of the others.
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

  /// Decodes the event with which the push or the Kinesis function was invoked.
  private List<LogBatch> event(byte[] input) throws DecodeException {
    if (!KinesisEvent.isKinesisEvent(input)) {
      return decode("", AwsLogsEnvelope.data(input));
    }
    List<LogBatch> batches = new ArrayList<>();
    for (KinesisRecord record : KinesisEvent.records(input)) {
      batches.addAll(decoder("").decodeMaybePlain(record.data()));
    }
    return batches;
  }

  private List<LogBatch> decode(String objectRegion, byte[] gzipped) throws DecodeException {
    return decoder(objectRegion).decode(gzipped);
  }

  private SubscriptionDecoder decoder(String objectRegion) {
    return new SubscriptionDecoder(
        objectRegion.isEmpty() ? region : objectRegion, maxInflatedBytes);
  }
}
