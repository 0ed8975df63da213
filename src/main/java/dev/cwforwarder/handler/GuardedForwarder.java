package dev.cwforwarder.handler;

import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.forward.LogGroupId;
import dev.cwforwarder.forward.LoopGuard;
import dev.cwforwarder.telemetry.Log;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A forwarder behind a [LoopGuard] that is made at the first invocation: Lambda does not tell the
/// account before. Thread-safe.
public final class GuardedForwarder {
  private final Forwarder forwarder;
  private final Function<String, List<LogGroupId>> ownLogGroups;
  private final Log log;
  private volatile @Nullable Forwarder guarded;

  /// @param ownLogGroups the forwarder's own log groups, given the running function's ARN
  public GuardedForwarder(
      Forwarder forwarder, Function<String, List<LogGroupId>> ownLogGroups, Log log) {
    this.forwarder = forwarder;
    this.ownLogGroups = ownLogGroups;
    this.log = log;
  }

  Forwarder in(Invocation invocation) {
    Forwarder guard = guarded;
    if (guard == null) {
      guard = new LoopGuard(ownLogGroups.apply(invocation.functionArn()), forwarder, log);
      guarded = guard;
    }
    return guard;
  }
}
