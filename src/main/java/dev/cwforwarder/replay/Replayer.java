package dev.cwforwarder.replay;

import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.model.Deadline;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Forwards the objects of the failure bucket, oldest first, and removes each object after all of
/// its events are accounted for. A replay can be stopped at any point and started again.
///
/// Thread-safe; the lease in the bucket allows one replay at a time.
public final class Replayer {
  private final Bundle.Context context;

  /// @param push forwards the records that Lambda wrote; refused ones go to quarantine
  /// @param inPlace forwards documents that the forwarder stored; uses an [InPlaceStore]
  /// @param undecodable stores the undecodable records of a batch
  public Replayer(
      Bucket bucket,
      ObjectReader reader,
      Forwarder push,
      Forwarder inPlace,
      UndecodableInput undecodable) {
    this.context = new Bundle.Context(bucket, reader, push, inPlace, undecodable, new Semaphore(1));
  }

  /// Replays until no object is left, `deadline` is near, or ClickStack is unavailable.
  ///
  /// @throws BucketException when listing the bucket or writing the lease fails; all removed
  ///   objects were delivered
  public ReplayReport run(ReplayRequest request, Deadline deadline, Progress progress)
      throws BucketException {
    OldestFirst objects = new OldestFirst(context.bucket(), request);
    if (objects.isEmpty()) {
      return ReplayReport.nothing(ReplayReport.End.DONE, "");
    }
    Optional<Lease> lease = Lease.acquire(context.bucket(), UUID.randomUUID().toString());
    if (lease.isEmpty()) {
      return ReplayReport.nothing(
          ReplayReport.End.LEASE_HELD,
          "if not, it was killed: try again in %d seconds"
              .formatted(Lease.TIME_TO_LIVE.toSeconds()));
    }
    return drain(request, objects, lease.get(), deadline, progress);
  }

  private ReplayReport drain(
      ReplayRequest request, OldestFirst objects, Lease lease, Deadline deadline, Progress progress)
      throws BucketException {
    BucketException failed = null;
    try (Drain drain = new Drain(context, request, objects, lease, deadline, progress)) {
      return drain.run();
    } catch (BucketException e) {
      failed = e;
      throw e;
    } finally {
      release(lease, failed);
    }
  }

  /// A lease that is not released expires on its own.
  private static void release(Lease lease, @Nullable BucketException failed) {
    try {
      lease.release();
    } catch (BucketException e) {
      if (failed != null) {
        failed.addSuppressed(e);
      }
    }
  }
}
