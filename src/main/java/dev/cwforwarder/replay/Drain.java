package dev.cwforwarder.replay;

import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.model.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Runs one replay while holding the lease: a single object first, then several bundles at a time.
/// One thread lists objects, renews the lease and removes objects; the others read and forward.
final class Drain implements AutoCloseable {
  private static final int WORKERS = 3;
  private static final int BUNDLE_OBJECTS = 200;
  private static final long BUNDLE_BYTES = 1024 * 1024;

  /// Reserved for removing delivered objects and for writing the metrics.
  private static final Duration SETTLE_TIME = Duration.ofSeconds(5);

  /// No bundle is started with less time left.
  private static final Duration MIN_BUNDLE_TIME = Duration.ofSeconds(2);

  private static final Duration BETWEEN_RENEWALS = Lease.TIME_TO_LIVE.dividedBy(6);
  private static final String MOVED_PREFIX = "replayed/";

  /// More objects in a row that cannot be removed end a replay: it would only send duplicates.
  private static final int MAX_NOT_REMOVED = 3;

  private final Bundle.Context context;
  private final ReplayRequest request;
  private final OldestFirst objects;
  private final Lease lease;
  private final Deadline deadline;
  private final Progress progress;
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          WORKERS, Thread.ofPlatform().daemon().name("replay-", 0).factory());
  private final Deque<Future<Bundle.Result>> running = new ArrayDeque<>();

  private long started;
  private long removed;
  private int notRemoved;
  private final Map<String, Long> left = new TreeMap<>();
  private final List<LeftObject> named = new ArrayList<>();
  private Delivery delivery = Delivery.NONE;
  private ReplayReport.@Nullable End end;
  private String problem = "";

  Drain(
      Bundle.Context context,
      ReplayRequest request,
      OldestFirst objects,
      Lease lease,
      Deadline deadline,
      Progress progress) {
    this.context = context;
    this.request = request;
    this.objects = objects;
    this.lease = lease;
    this.deadline = deadline.minus(SETTLE_TIME);
    this.progress = progress;
  }

  ReplayReport run() throws BucketException {
    start();
    while (!running.isEmpty()) {
      settle(await(running.remove()));
      start();
    }
    boolean done = objects.isEmpty();
    ReplayReport.End reason = done ? ReplayReport.End.DONE : ReplayReport.End.OUT_OF_TIME;
    return new ReplayReport(end == null ? reason : end, removed, left, named, delivery, problem);
  }

  /// Starts bundles; one object at a time until ClickStack has accepted something, and the bucket
  /// has removed it.
  private void start() throws BucketException {
    boolean proven = removed > 0 && delivery.exported() > 0;
    int width = proven ? WORKERS : 1;
    while (end == null && running.size() < width && deadline.allows(MIN_BUNDLE_TIME)) {
      List<Bucket.Item> items = next(proven ? BUNDLE_OBJECTS : 1);
      if (items.isEmpty()) {
        return;
      }
      running.add(workers.submit(new Bundle(context, request, items, deadline)));
    }
  }

  private List<Bucket.Item> next(int maxObjects) throws BucketException {
    List<Bucket.Item> items = new ArrayList<>();
    long bytes = 0;
    for (Bucket.Item item = objects.peek(); item != null; item = objects.peek()) {
      bytes += item.bytes();
      boolean full = items.size() == maxObjects || (!items.isEmpty() && bytes > BUNDLE_BYTES);
      if (full || started == request.limit()) {
        break;
      }
      items.add(item);
      started++;
      objects.advance();
    }
    return items;
  }

  private Bundle.Result await(Future<Bundle.Result> bundle) throws BucketException {
    while (true) {
      try {
        return bundle.get(BETWEEN_RENEWALS.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        renewLease();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a bundle failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BucketException("interrupted", e);
      }
    }
  }

  private void settle(Bundle.Result result) throws BucketException {
    delivery = delivery.plus(result.delivery());
    result.left().forEach(this::leave);
    String failure = result.failure();
    if (failure != null) {
      stop(
          deadline.allows(MIN_BUNDLE_TIME) && !result.delivery().outOfTime()
              ? ReplayReport.End.UNAVAILABLE
              : ReplayReport.End.OUT_OF_TIME,
          failure);
    }
    if (!result.done().isEmpty() && renewLease()) {
      remove(result.done());
    }
    progress.at(removed, left.values().stream().mapToLong(Long::longValue).sum());
  }

  /// Renews the lease.
  ///
  /// @return whether this replay still holds it; otherwise it starts and removes nothing more
  private boolean renewLease() throws BucketException {
    if (end == ReplayReport.End.LEASE_HELD) {
      return false;
    }
    boolean held = lease.renew();
    if (!held) {
      end = null;
      stop(ReplayReport.End.LEASE_HELD, "the lease was lost; events may have been sent twice");
    }
    return held;
  }

  private void remove(List<String> keys) throws BucketException {
    boolean move = request.disposal() == ReplayRequest.Disposal.MOVE;
    Map<String, String> failed = move ? copy(keys) : new LinkedHashMap<>();
    if (move && !renewLease()) {
      return;
    }
    List<String> deleted = keys.stream().filter(key -> !failed.containsKey(key)).toList();
    if (!deleted.isEmpty()) {
      failed.putAll(context.bucket().delete(deleted));
    }
    removed += keys.size() - failed.size();
    failed.forEach(
        (key, why) ->
            leave(
                new LeftObject(
                    key, move ? "delivered, not moved" : "delivered, not deleted", why)));
    notRemoved = failed.size() == keys.size() ? notRemoved + failed.size() : 0;
    if (notRemoved > MAX_NOT_REMOVED) {
      stop(
          ReplayReport.End.UNAVAILABLE,
          "%d delivered objects could not be %s: %s"
              .formatted(
                  notRemoved, move ? "moved" : "deleted", failed.values().iterator().next()));
    }
  }

  /// @return the keys that could not be copied, with the reasons
  private Map<String, String> copy(List<String> keys) throws BucketException {
    Map<String, String> failed = new LinkedHashMap<>();
    for (String key : keys) {
      try {
        context.bucket().copy(key, MOVED_PREFIX + key);
      } catch (BucketException e) {
        if (!e.isOfOneObject()) {
          throw e;
        }
        failed.put(key, String.valueOf(e.getMessage()));
      }
    }
    return failed;
  }

  private void leave(LeftObject object) {
    left.merge(object.reason(), 1L, Long::sum);
    if (named.size() < ReplayReport.MAX_NAMED) {
      named.add(object);
    }
  }

  /// Stops the replay; the first reason takes precedence.
  private void stop(ReplayReport.End reason, String why) {
    if (end == null) {
      end = reason;
      problem = why;
    }
  }

  /// Waits for running bundles: a response that is not received leads to duplicates.
  @Override
  public void close() {
    workers.close();
  }
}
