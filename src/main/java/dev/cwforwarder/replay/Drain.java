package dev.cwforwarder.replay;

import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.model.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

/// One replay that holds the lease: a single object first, then several bundles at a time. One
/// thread lists, renews the lease and removes; others read and forward.
final class Drain implements AutoCloseable {
  private static final int WORKERS = 3;
  private static final int OBJECTS = 200;
  private static final long BYTES = 1024 * 1024;

  /// Kept back for removing what was delivered, and for the metrics.
  private static final Duration TO_SETTLE = Duration.ofSeconds(5);

  /// Nothing is begun with less time left.
  private static final Duration TO_BEGIN = Duration.ofSeconds(2);

  private static final Duration BETWEEN_RENEWALS = Lease.TIME.dividedBy(6);
  private static final String MOVED = "replayed/";

  private final Bundle.Parts parts;
  private final ReplayRequest request;
  private final OldestFirst objects;
  private final Lease lease;
  private final Deadline deadline;
  private final Progress progress;
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          WORKERS, Thread.ofPlatform().daemon().name("replay-", 0).factory());
  private final Deque<Future<Bundle.Result>> running = new ArrayDeque<>();

  private long taken;
  private long removed;
  private final Map<String, Long> left = new TreeMap<>();
  private Delivery delivery = Delivery.NONE;
  private boolean proven;
  private ReplayReport.@Nullable End end;
  private String problem = "";

  Drain(
      Bundle.Parts parts,
      ReplayRequest request,
      OldestFirst objects,
      Lease lease,
      Deadline deadline,
      Progress progress) {
    this.parts = parts;
    this.request = request;
    this.objects = objects;
    this.lease = lease;
    this.deadline = deadline.minus(TO_SETTLE);
    this.progress = progress;
  }

  ReplayReport run() throws BucketException {
    begin();
    while (!running.isEmpty()) {
      settle(await(running.remove()));
      begin();
    }
    boolean done = objects.isEmpty();
    ReplayReport.End reason = done ? ReplayReport.End.DONE : ReplayReport.End.OUT_OF_TIME;
    return new ReplayReport(end == null ? reason : end, removed, left, delivery, problem);
  }

  /// Until ClickStack has taken something, one object at a time.
  private void begin() throws BucketException {
    int width = proven ? WORKERS : 1;
    while (end == null && running.size() < width && deadline.allows(TO_BEGIN)) {
      List<Bucket.Item> items = next(proven ? OBJECTS : 1);
      if (items.isEmpty()) {
        return;
      }
      running.add(workers.submit(new Bundle(parts, request, items, deadline)));
    }
  }

  private List<Bucket.Item> next(int most) throws BucketException {
    List<Bucket.Item> items = new ArrayList<>();
    long bytes = 0;
    for (Bucket.Item item = objects.peek(); item != null; item = objects.peek()) {
      bytes += item.bytes();
      boolean full = items.size() == most || (!items.isEmpty() && bytes > BYTES);
      if (full || taken == request.limit()) {
        break;
      }
      items.add(item);
      taken++;
      objects.skip();
    }
    return items;
  }

  private Bundle.Result await(Future<Bundle.Result> bundle) throws BucketException {
    while (true) {
      try {
        return bundle.get(BETWEEN_RENEWALS.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        hold();
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
    proven |= result.delivery().exported() > 0;
    result.left().forEach((reason, count) -> left.merge(reason, count, Long::sum));
    String failure = result.failure();
    if (failure != null) {
      stop(
          deadline.allows(TO_BEGIN) ? ReplayReport.End.UNAVAILABLE : ReplayReport.End.OUT_OF_TIME,
          failure);
    }
    if (!result.done().isEmpty() && hold()) {
      remove(result.done());
    }
    progress.at(removed, left.values().stream().mapToLong(Long::longValue).sum());
  }

  /// Whether the lease is still ours; without it nothing more is begun or removed.
  private boolean hold() throws BucketException {
    if (end == ReplayReport.End.LEASE_HELD) {
      return false;
    }
    boolean held = lease.renew();
    if (!held) {
      end = null;
      stop(ReplayReport.End.LEASE_HELD, "the lease was lost; what was sent may arrive twice");
    }
    return held;
  }

  private void remove(List<String> keys) throws BucketException {
    if (request.disposal() == ReplayRequest.Disposal.MOVE) {
      for (String key : keys) {
        parts.bucket().copy(key, MOVED + key);
      }
      if (!hold()) {
        return;
      }
    }
    Map<String, String> kept = parts.bucket().delete(keys);
    removed += keys.size() - kept.size();
    if (!kept.isEmpty()) {
      stop(
          ReplayReport.End.UNAVAILABLE,
          "%d delivered objects could not be deleted: %s"
              .formatted(kept.size(), kept.values().iterator().next()));
    }
  }

  /// The first reason is kept.
  private void stop(ReplayReport.End reason, String why) {
    if (end == null) {
      end = reason;
      problem = why;
    }
  }

  /// Waits for what is still running: an answer that nobody hears means a duplicate.
  @Override
  public void close() {
    workers.close();
  }
}
