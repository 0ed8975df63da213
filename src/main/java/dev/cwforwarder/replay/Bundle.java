package dev.cwforwarder.replay;

import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Reads some objects and forwards what is in them, as many as fit in a request together. Removes
/// nothing. Used by one thread.
final class Bundle implements Callable<Bundle.Result> {
  /// Larger objects stay: Lambda takes events of 1 MB, which is twice that much in base64 and JSON.
  static final int MAX_OBJECT_BYTES = 16 * 1024 * 1024;

  /// Text that is collected before it is sent, in characters: bounds the memory of a bundle.
  private static final long ENOUGH = 2_000_000;

  private final Parts parts;
  private final ReplayRequest request;
  private final List<Bucket.Item> items;
  private final Deadline deadline;

  private final List<Opened> opened = new ArrayList<>();
  private long collected;
  private final List<String> done = new ArrayList<>();
  private final Map<String, Long> left = new TreeMap<>();
  private Delivery delivery = Delivery.NONE;
  private @Nullable String failure;

  /// What all bundles work with.
  ///
  /// @param push takes Lambda's records: what is refused goes to quarantine
  /// @param inPlace takes what comes from our own folders: what is refused is kept already
  /// @param undecodable keeps what of a batch cannot be decoded
  record Parts(
      Bucket bucket,
      ObjectReader reader,
      Forwarder push,
      Forwarder inPlace,
      UndecodableInput undecodable) {}

  /// @param done keys of objects with nothing undelivered
  /// @param left how many stay, by reason
  /// @param failure what stands in the way of everything; null when nothing does
  record Result(
      List<String> done, Map<String, Long> left, Delivery delivery, @Nullable String failure) {}

  private record Opened(String key, Folder folder, ObjectReader.Content content) {
    List<LogBatch> batches() {
      return content.batches();
    }
  }

  Bundle(Parts parts, ReplayRequest request, List<Bucket.Item> items, Deadline deadline) {
    this.parts = parts;
    this.request = request;
    this.items = items;
    this.deadline = deadline;
  }

  @Override
  public Result call() {
    try {
      for (Bucket.Item item : items) {
        if (failure == null) {
          open(item);
        }
      }
    } catch (BucketException e) {
      failure = e.getMessage();
    }
    forward();
    return new Result(done, left, delivery, failure);
  }

  private void open(Bucket.Item item) throws BucketException {
    Folder folder = Folder.containing(item.key()).orElseThrow();
    if (item.bytes() > MAX_OBJECT_BYTES) {
      leave("too large");
      return;
    }
    Optional<byte[]> object = parts.bucket().read(item.key(), MAX_OBJECT_BYTES);
    if (object.isEmpty()) {
      return;
    }
    try {
      add(new Opened(item.key(), folder, parts.reader().read(folder, object.get())));
    } catch (DecodeException e) {
      leave("not decodable");
    }
  }

  private void add(Opened one) {
    if (!isOfGroup(one.batches(), request.group())) {
      return;
    }
    boolean together = one.folder() != Folder.REJECTED;
    if (!opened.isEmpty() && (!together || opened.getLast().folder() != one.folder())) {
      forward();
    }
    opened.add(one);
    for (LogBatch batch : one.batches()) {
      for (LogEvent event : batch.events()) {
        collected += event.message().length();
      }
    }
    if (collected >= ENOUGH || !together) {
      forward();
    }
  }

  static boolean isOfGroup(List<LogBatch> batches, String group) {
    return group.isEmpty()
        || batches.stream().anyMatch(batch -> batch.source().logGroup().equals(group));
  }

  private void forward() {
    if (opened.isEmpty()) {
      return;
    }
    if (failure == null) {
      Forwarder forwarder =
          opened.getFirst().folder().keepsWhatIsRefused() ? parts.inPlace() : parts.push();
      List<LogBatch> batches = opened.stream().flatMap(one -> one.batches().stream()).toList();
      settle(forwarder.forwardAll(batches, deadline));
    }
    opened.clear();
    collected = 0;
  }

  private void settle(List<Delivery> deliveries) {
    int next = 0;
    for (Opened one : opened) {
      Delivery ofOne = Delivery.NONE;
      for (int i = 0; i < one.batches().size(); i++) {
        ofOne = ofOne.plus(deliveries.get(next++));
      }
      if (ofOne.undelivered() == 0) {
        ofOne = ofOne.plus(keep(one.content().undecodable()));
      }
      delivery = delivery.plus(ofOne);
      settle(one, ofOne);
    }
  }

  private Delivery keep(List<ObjectReader.Undecodable> records) {
    Delivery kept = Delivery.NONE;
    for (ObjectReader.Undecodable record : records) {
      kept = kept.plus(parts.undecodable().keep(record.event(), record.problem(), deadline));
    }
    return kept;
  }

  private void settle(Opened one, Delivery ofOne) {
    if (ofOne.undelivered() > 0) {
      failure = failure == null ? ofOne.summary() : failure;
    } else if (one.folder().keepsWhatIsRefused() && !ofOne.stored().isEmpty()) {
      leave("refused again");
    } else if (one.folder() == Folder.REJECTED && ofOne.rejected() > 0) {
      leave("rejected again");
    } else {
      done.add(one.key());
    }
  }

  private void leave(String reason) {
    left.merge(reason, 1L, Long::sum);
  }
}
