package dev.cwforwarder.replay;

import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.KinesisRecord;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Reads some objects and forwards their events, several objects per request. Does not remove
/// objects. Used by one thread.
final class Bundle implements Callable<Bundle.Result> {
  /// Number of characters to collect before sending; bounds the memory of a bundle.
  private static final long SEND_AT_CHARACTERS = 2_000_000;

  private static final String NOT_PROCESSABLE = "not processable";

  private final Context context;
  private final ReplayRequest request;
  private final List<Bucket.Item> items;
  private final Deadline deadline;

  private final List<OpenObject> opened = new ArrayList<>();
  private long collected;
  private final List<String> done = new ArrayList<>();
  private final List<LeftObject> left = new ArrayList<>();
  private Delivery delivery = Delivery.NONE;
  private @Nullable String failure;

  /// The collaborators of all bundles.
  ///
  /// @param push forwards the records that Lambda wrote; refused ones go to quarantine
  /// @param inPlace forwards documents that the forwarder stored; refused ones stay where they are
  /// @param undecodable stores the undecodable records of a batch
  /// @param large held while a large object is decoded and sent, so that only one needs memory
  record Context(
      Bucket bucket,
      ObjectReader reader,
      Forwarder push,
      Forwarder inPlace,
      UndecodableInput undecodable,
      Semaphore large) {}

  /// The outcome of a bundle.
  ///
  /// @param done keys of the objects without undelivered events
  /// @param left the objects that stay in the bucket
  /// @param failure why the replay cannot continue; null when it can
  record Result(
      List<String> done, List<LeftObject> left, Delivery delivery, @Nullable String failure) {}

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
    OpenObject one = new OpenObject(item.key(), Folder.containing(item.key()).orElseThrow());
    if (item.bytes() > ObjectReader.MAX_OBJECT_BYTES) {
      leave(one, "too large", "it has %,d bytes".formatted(item.bytes()));
      return;
    }
    try {
      Optional<ObjectContent> content =
          context.reader().read(context.bucket(), one.key(), one.folder());
      if (content.isPresent()) {
        add(one, content.get());
      }
    } catch (UnreplayableException e) {
      leave(one, e.reason(), e.problem());
    }
  }

  private void add(OpenObject one, ObjectContent content) {
    if (!content.isLarge()) {
      collect(one, content);
      return;
    }
    forward();
    context.large().acquireUninterruptibly();
    try {
      collect(one, content);
      forward();
    } finally {
      context.large().release();
    }
  }

  private void collect(OpenObject one, ObjectContent content) {
    if (!content.isOfGroup(request.group())) {
      return;
    }
    boolean sharesRequests = one.folder() != Folder.REJECTED;
    if (!opened.isEmpty() && (!sharesRequests || opened.getLast().folder() != one.folder())) {
      forward();
    }
    opened.add(one);
    for (ObjectContent.Payload payload : content.payloads()) {
      if (failure != null || one.left() != null) {
        return;
      }
      decode(one, payload);
    }
    one.complete();
    if (!sharesRequests) {
      forward();
    }
  }

  private void decode(OpenObject one, ObjectContent.Payload payload) {
    try {
      List<LogBatch> batches = payload.decode();
      one.add(batches);
      for (LogBatch batch : batches) {
        for (LogEvent event : batch.events()) {
          collected += event.message().length();
        }
      }
    } catch (DecodeException e) {
      if (payload.record() == null) {
        one.leave(UnreplayableException.NOT_DECODABLE, String.valueOf(e.getMessage()));
      } else {
        one.add(new OpenObject.Undecodable(payload.record(), e));
      }
    }
    if (collected >= SEND_AT_CHARACTERS) {
      forward();
    }
  }

  /// Sends the waiting batches. Only an object with more payloads stays open.
  private void forward() {
    if (failure == null) {
      send();
    }
    collected = 0;
    opened.stream().filter(OpenObject::isSent).forEach(this::settle);
    opened.removeIf(OpenObject::isSent);
  }

  private void send() {
    List<LogBatch> batches = opened.stream().flatMap(one -> one.waiting().stream()).toList();
    if (batches.isEmpty()) {
      return;
    }
    Forwarder forwarder =
        opened.getFirst().folder().leavesRefusedInPlace() ? context.inPlace() : context.push();
    List<Delivery> deliveries;
    try {
      deliveries = forwarder.forwardAll(batches, deadline);
    } catch (RuntimeException e) {
      // An error of the forwarder, caused by one of the objects: the others must not wait for it.
      opened.forEach(one -> sendAlone(forwarder, one));
      return;
    }
    int next = 0;
    for (OpenObject one : opened) {
      int end = next + one.waiting().size();
      sent(one, deliveries.subList(next, end));
      next = end;
    }
  }

  private void sendAlone(Forwarder forwarder, OpenObject one) {
    if (failure != null || one.waiting().isEmpty()) {
      return;
    }
    try {
      sent(one, forwarder.forwardAll(one.waiting(), deadline));
    } catch (RuntimeException e) {
      one.leave(NOT_PROCESSABLE, String.valueOf(DecodeException.unexpected(e).getMessage()));
    }
  }

  private void sent(OpenObject one, List<Delivery> deliveries) {
    Delivery sum = deliveries.stream().reduce(Delivery.NONE, Delivery::plus);
    one.sent(sum);
    count(one, sum);
  }

  /// The first undelivered event ends the bundle.
  private void count(OpenObject one, Delivery part) {
    delivery = delivery.plus(part);
    if (part.undelivered() > 0 && failure == null) {
      failure = one.delivery().summary();
    }
  }

  private void settle(OpenObject one) {
    if (one.left() != null) {
      left.add(one.left());
      return;
    }
    if (one.delivery().undelivered() == 0) {
      Delivery stored = store(one.undecodable());
      one.sent(stored);
      count(one, stored);
    }
    Delivery all = one.delivery();
    if (all.undelivered() > 0) {
      return;
    }
    if (one.folder().leavesRefusedInPlace() && !all.stored().isEmpty()) {
      leave(one, "refused again", String.valueOf(all.problem()));
    } else if (one.folder() == Folder.REJECTED && all.rejected() > 0) {
      leave(one, "rejected again", String.valueOf(all.problem()));
    } else {
      done.add(one.key());
    }
  }

  /// Stores each record that may be damaged on its own, and all that are not from CloudWatch Logs
  /// in one document.
  private Delivery store(List<OpenObject.Undecodable> records) {
    Delivery stored = Delivery.NONE;
    List<KinesisRecord> foreign = new ArrayList<>();
    String problem = "";
    for (OpenObject.Undecodable one : records) {
      if (one.problem().isForeign()) {
        problem = foreign.isEmpty() ? one.message() : problem;
        foreign.add(one.record());
      } else {
        byte[] event = KinesisRecord.asEvent(List.of(one.record()));
        stored = stored.plus(context.undecodable().store(event, one.message(), deadline));
      }
    }
    return foreign.isEmpty()
        ? stored
        : stored.plus(
            context
                .undecodable()
                .foreign(() -> KinesisRecord.asEvent(foreign), foreign.size(), problem, deadline));
  }

  private void leave(OpenObject one, String reason, String problem) {
    left.add(new LeftObject(one.key(), reason, problem));
  }
}
