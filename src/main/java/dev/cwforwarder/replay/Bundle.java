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

/// Reads some objects and forwards their events, several objects per request. Does not remove
/// objects. Used by one thread.
final class Bundle implements Callable<Bundle.Result> {
  /// Larger objects are not replayed. Lambda accepts events of 1 MB, which take twice that size as
  /// base64 and JSON.
  static final int MAX_OBJECT_BYTES = 16 * 1024 * 1024;

  /// Number of characters to collect before sending; bounds the memory of a bundle.
  private static final long SEND_AT_CHARACTERS = 2_000_000;

  private final Context context;
  private final ReplayRequest request;
  private final List<Bucket.Item> items;
  private final Deadline deadline;

  private final List<Opened> opened = new ArrayList<>();
  private long collected;
  private final List<String> done = new ArrayList<>();
  private final Map<String, Long> left = new TreeMap<>();
  private Delivery delivery = Delivery.NONE;
  private @Nullable String failure;

  /// The collaborators of all bundles.
  ///
  /// @param push forwards the records that Lambda wrote; refused ones go to quarantine
  /// @param inPlace forwards documents that the forwarder stored; refused ones stay where they are
  /// @param undecodable stores the undecodable records of a batch
  record Context(
      Bucket bucket,
      ObjectReader reader,
      Forwarder push,
      Forwarder inPlace,
      UndecodableInput undecodable) {}

  /// The outcome of a bundle.
  ///
  /// @param done keys of the objects without undelivered events
  /// @param left number of objects that stay in the bucket, by reason
  /// @param failure why the replay cannot continue; null when it can
  record Result(
      List<String> done, Map<String, Long> left, Delivery delivery, @Nullable String failure) {}

  private record Opened(String key, Folder folder, ObjectReader.Content content) {
    List<LogBatch> batches() {
      return content.batches();
    }
  }

  Bundle(Context context, ReplayRequest request, List<Bucket.Item> items, Deadline deadline) {
    this.context = context;
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
    Optional<byte[]> object = context.bucket().read(item.key(), MAX_OBJECT_BYTES);
    if (object.isEmpty()) {
      return;
    }
    try {
      add(new Opened(item.key(), folder, context.reader().read(folder, object.get())));
    } catch (DecodeException e) {
      leave("not decodable");
    }
  }

  private void add(Opened one) {
    if (!isOfGroup(one.batches(), request.group())) {
      return;
    }
    boolean sharesRequests = one.folder() != Folder.REJECTED;
    if (!opened.isEmpty() && (!sharesRequests || opened.getLast().folder() != one.folder())) {
      forward();
    }
    opened.add(one);
    for (LogBatch batch : one.batches()) {
      for (LogEvent event : batch.events()) {
        collected += event.message().length();
      }
    }
    if (collected >= SEND_AT_CHARACTERS || !sharesRequests) {
      forward();
    }
  }

  /// Whether one of the batches is from `group`; always true when `group` is empty.
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
          opened.getFirst().folder().leavesRefusedInPlace() ? context.inPlace() : context.push();
      List<LogBatch> batches = opened.stream().flatMap(one -> one.batches().stream()).toList();
      settle(forwarder.forwardAll(batches, deadline));
    }
    opened.clear();
    collected = 0;
  }

  private void settle(List<Delivery> deliveries) {
    int next = 0;
    for (Opened one : opened) {
      Delivery ofObject = Delivery.NONE;
      for (int i = 0; i < one.batches().size(); i++) {
        ofObject = ofObject.plus(deliveries.get(next++));
      }
      if (ofObject.undelivered() == 0) {
        ofObject = ofObject.plus(store(one.content().undecodable()));
      }
      delivery = delivery.plus(ofObject);
      settle(one, ofObject);
    }
  }

  private Delivery store(List<ObjectReader.Undecodable> records) {
    Delivery stored = Delivery.NONE;
    for (ObjectReader.Undecodable record : records) {
      stored = stored.plus(context.undecodable().store(record.event(), record.problem(), deadline));
    }
    return stored;
  }

  private void settle(Opened one, Delivery ofObject) {
    if (ofObject.undelivered() > 0) {
      failure = failure == null ? ofObject.summary() : failure;
    } else if (one.folder().leavesRefusedInPlace() && !ofObject.stored().isEmpty()) {
      leave("refused again");
    } else if (one.folder() == Folder.REJECTED && ofObject.rejected() > 0) {
      leave("rejected again");
    } else {
      done.add(one.key());
    }
  }

  private void leave(String reason) {
    left.merge(reason, 1L, Long::sum);
  }
}
