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
import dev.cwforwarder.replay.ObjectContent.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the events of objects in the failure bucket. Thread-safe.
///
/// Measures the inflated size of the payloads before any of them is decoded (docs/decisions/0007).
/// This inflates them twice, which adds about a third to the time of decoding.
public final class ObjectReader {
  /// Larger objects are not replayed. Lambda accepts events of 1 MB, which take twice that size as
  /// base64 and JSON.
  static final int MAX_OBJECT_BYTES = 16 * 1024 * 1024;

  /// The records of a batch may inflate to this many times the limit of one record. They are
  /// decoded one at a time: this bounds the time, not the memory.
  private static final int PAYLOADS_PER_OBJECT = 4;

  private final String region;
  private final int maxInflatedBytes;

  /// @param region the Region of events whose object does not contain it
  /// @param maxInflatedBytes limit of the inflated size of one payload. All records of a batch
  ///   together may inflate to [#PAYLOADS_PER_OBJECT] times this size
  public ObjectReader(String region, int maxInflatedBytes) {
    this.region = region;
    this.maxInflatedBytes = maxInflatedBytes;
  }

  /// Reads one object of `bucket`, without decoding its payloads.
  ///
  /// @return empty when the object does not exist
  /// @throws BucketException when other objects cannot be read either
  Optional<ObjectContent> read(Bucket bucket, String key, Folder folder)
      throws BucketException, UnreplayableException {
    try {
      Optional<byte[]> object = bucket.read(key, MAX_OBJECT_BYTES);
      return object.isEmpty() ? Optional.empty() : Optional.of(read(folder, object.get()));
    } catch (DecodeException e) {
      throw UnreplayableException.notDecodable(e);
    } catch (BucketException e) {
      if (!e.isOfOneObject()) {
        throw e;
      }
      throw new UnreplayableException("not readable", String.valueOf(e.getMessage()));
    }
  }

  /// Reads one object of `folder`, without decoding its payloads.
  ///
  /// @throws DecodeException when the object does not have the format of the folder
  /// @throws UnreplayableException when its payloads inflate to more than the limit of one object.
  ///   Nothing of it may be sent then: the next replay would send it again
  ObjectContent read(Folder folder, byte[] object) throws DecodeException, UnreplayableException {
    try {
      return content(folder, object);
    } catch (RuntimeException e) {
      throw DecodeException.unexpected(e);
    }
  }

  private ObjectContent content(Folder folder, byte[] object)
      throws DecodeException, UnreplayableException {
    return switch (folder) {
      case UNDELIVERED -> {
        OnFailureRecord failure = OnFailureRecord.read(object);
        yield single(decoder(failure.region()), failure.data(), failure.condition());
      }
      case BATCHES -> {
        DiscardedBatch batch = DiscardedBatch.read(object);
        long maxBytes = (long) PAYLOADS_PER_OBJECT * maxInflatedBytes;
        yield records(decoder(batch.region()), batch.records(), batch.condition(), maxBytes);
      }
      case QUARANTINE, REJECTED -> {
        StoredDocument stored = StoredDocument.read(object, maxInflatedBytes);
        yield single(decoder(stored.region()), object, stored.reason());
      }
      case UNDECODABLE -> {
        StoredDocument stored = StoredDocument.read(object, maxInflatedBytes);
        byte[] input = stored.input();
        yield event(input == null ? new byte[0] : input, stored.reason());
      }
    };
  }

  private static ObjectContent single(SubscriptionDecoder decoder, byte[] gzipped, String reason) {
    long bytes = decoder.inflatedBytes(gzipped);
    return new ObjectContent(
        List.of(new Payload(bytes, () -> decoder.decode(gzipped), null)), reason);
  }

  /// One undecodable record must not prevent the replay of the others.
  private static ObjectContent records(
      SubscriptionDecoder decoder, List<KinesisRecord> records, String reason, long maxBytes)
      throws UnreplayableException {
    List<Payload> payloads = new ArrayList<>(records.size());
    long total = 0;
    for (KinesisRecord record : records) {
      long bytes = inflatedBytes(decoder, record);
      total += bytes;
      if (total > maxBytes) {
        throw new UnreplayableException(
            "inflates to too much",
            "its records inflate to more than %,d bytes".formatted(maxBytes));
      }
      payloads.add(new Payload(bytes, () -> decoder.decodeMaybePlain(record.data()), record));
    }
    return new ObjectContent(payloads, reason);
  }

  private static long inflatedBytes(SubscriptionDecoder decoder, KinesisRecord record) {
    try {
      return decoder.inflatedBytes(record.data());
    } catch (DecodeException e) {
      return 0;
    }
  }

  /// The event with which the push or the Kinesis function was invoked. Its records are decoded
  /// together: it stays as it is until all of them can be decoded.
  private ObjectContent event(byte[] input, String reason)
      throws DecodeException, UnreplayableException {
    SubscriptionDecoder decoder = decoder("");
    if (!KinesisEvent.isKinesisEvent(input)) {
      return single(decoder, AwsLogsEnvelope.data(input), reason);
    }
    ObjectContent separate =
        records(decoder, KinesisEvent.records(input), reason, maxInflatedBytes);
    long bytes = separate.payloads().stream().mapToLong(Payload::inflatedBytes).sum();
    Payload all = new Payload(bytes, () -> decodeAll(separate.payloads()), null);
    return new ObjectContent(List.of(all), reason);
  }

  private static List<LogBatch> decodeAll(List<Payload> payloads) throws DecodeException {
    List<LogBatch> batches = new ArrayList<>();
    for (Payload payload : payloads) {
      batches.addAll(payload.decode());
    }
    return batches;
  }

  private SubscriptionDecoder decoder(String objectRegion) {
    return new SubscriptionDecoder(
        objectRegion.isEmpty() ? region : objectRegion, maxInflatedBytes);
  }
}
