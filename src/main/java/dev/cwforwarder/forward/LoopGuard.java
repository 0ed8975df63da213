package dev.cwforwarder.forward;

import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.telemetry.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Drops events of the forwarder's own log groups. Forwarding them would create a feedback loop.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions-recursion-prevention.html">Log
///   recursion prevention</a>
public final class LoopGuard implements Forwarder {
  static final String REASON = "loop";

  private final List<LogGroup> own;
  private final Forwarder next;
  private final Log log;

  /// @param own the forwarder's own log groups
  public LoopGuard(List<LogGroup> own, Forwarder next, Log log) {
    this.own = List.copyOf(own);
    this.next = next;
    this.log = log;
  }

  @Override
  public Delivery forward(LogBatch batch, Deadline deadline) {
    if (!hasOwnName(batch.source().logGroup())) {
      return next.forward(batch, deadline);
    }
    LogBatch others = others(batch);
    return dropped(batch, others).plus(next.forward(others, deadline));
  }

  @Override
  public List<Delivery> forwardAll(List<LogBatch> batches, Deadline deadline) {
    List<LogBatch> others = batches.stream().map(this::others).toList();
    List<Delivery> deliveries = next.forwardAll(others, deadline);
    List<Delivery> all = new ArrayList<>(batches.size());
    for (int i = 0; i < batches.size(); i++) {
      all.add(dropped(batches.get(i), others.get(i)).plus(deliveries.get(i)));
    }
    return all;
  }

  /// `batch` without events of the forwarder's own log groups.
  private LogBatch others(LogBatch batch) {
    String group = batch.source().logGroup();
    if (!hasOwnName(group)) {
      return batch;
    }
    List<LogEvent> others = new ArrayList<>(batch.events());
    others.removeIf(event -> isOwn(RecordMapper.origin(batch.source(), event)));
    int dropped = batch.size() - others.size();
    if (dropped > 0) {
      log.warn(
          "%d events of the forwarder's own log group %s dropped; remove its subscription filter"
              .formatted(dropped, group));
    }
    return new LogBatch(batch.source(), others);
  }

  private static Delivery dropped(LogBatch batch, LogBatch others) {
    return batch.size() == others.size()
        ? Delivery.NONE
        : Delivery.dropped(batch.size() - others.size(), REASON);
  }

  private boolean hasOwnName(String group) {
    for (LogGroup id : own) {
      if (id.name().equals(group)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOwn(LogSource origin) {
    return own.contains(new LogGroup(origin.account(), origin.region(), origin.logGroup()));
  }

  /// Creates the guard at the first invocation, because Lambda does not provide the account before.
  /// Thread-safe.
  public static final class Late {
    private final Function<String, List<LogGroup>> own;
    private final Forwarder next;
    private final Log log;
    private volatile @Nullable Forwarder guard;

    /// @param own the forwarder's log groups, given the ARN of the running function
    public Late(Function<String, List<LogGroup>> own, Forwarder next, Log log) {
      this.own = own;
      this.next = next;
      this.log = log;
    }

    /// The guarded forwarder.
    ///
    /// @param functionArn of the running function
    public Forwarder in(String functionArn) {
      Forwarder made = guard;
      if (made == null) {
        made = new LoopGuard(own.apply(functionArn), next, log);
        guard = made;
      }
      return made;
    }
  }
}
