package dev.cwforwarder.replay;

import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.UndecodableInput;
import dev.cwforwarder.model.Deadline;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Forwards what waits in the failure bucket, oldest first, and removes each object once everything
/// in it is accounted for. Can be stopped at any point and begun again.
///
/// Thread-safe; the lease in the bucket sees to it that one replay runs at a time.
public final class Replayer {
  private final Bundle.Parts parts;

  /// @param push takes Lambda's records; what is refused goes to quarantine
  /// @param inPlace takes what comes from quarantine and the like, with an [InPlaceStore]
  /// @param undecodable keeps what of a batch cannot be decoded
  public Replayer(
      Bucket bucket,
      ObjectReader reader,
      Forwarder push,
      Forwarder inPlace,
      UndecodableInput undecodable) {
    this.parts = new Bundle.Parts(bucket, reader, push, inPlace, undecodable);
  }

  /// Replays until there is no more, `deadline` is near, or ClickStack does not take what is sent.
  ///
  /// @throws BucketException when the bucket cannot be listed or the lease not be written; what was
  ///   removed was delivered
  public ReplayReport run(ReplayRequest request, Deadline deadline, Progress progress)
      throws BucketException {
    OldestFirst objects = new OldestFirst(parts.bucket(), request);
    if (objects.isEmpty()) {
      return ReplayReport.nothing(ReplayReport.End.DONE, "");
    }
    Optional<Lease> taken = Lease.take(parts.bucket(), UUID.randomUUID().toString());
    if (taken.isEmpty()) {
      return ReplayReport.nothing(
          ReplayReport.End.LEASE_HELD,
          "if none is, it was killed: try again in %d seconds".formatted(Lease.TIME.toSeconds()));
    }
    Lease lease = taken.get();
    BucketException failed = null;
    try (Drain drain = new Drain(parts, request, objects, lease, deadline, progress)) {
      return drain.run();
    } catch (BucketException e) {
      failed = e;
      throw e;
    } finally {
      release(lease, failed);
    }
  }

  /// A lease that is not given back runs out by itself.
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
