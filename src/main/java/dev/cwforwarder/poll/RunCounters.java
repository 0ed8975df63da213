package dev.cwforwarder.poll;

import dev.cwforwarder.forward.Delivery;

/// Counts the work of a run. Thread-safe.
final class RunCounters {
  private Delivery delivery = Delivery.NONE;
  private long requests;
  private long throttled;
  private long bytesScanned;
  private long late;
  private long repaired;

  synchronized void request() {
    requests++;
  }

  synchronized void throttled() {
    throttled++;
  }

  synchronized void scanned(long bytes) {
    bytesScanned += bytes;
  }

  synchronized void delivered(Delivery one, boolean late) {
    delivery = delivery.plus(one);
    this.late += late ? one.received() - one.undelivered() : 0;
  }

  synchronized void repaired(int minutes) {
    repaired += minutes;
  }

  synchronized Delivery delivery() {
    return delivery;
  }

  synchronized PollReport.Counts counts() {
    return new PollReport.Counts(requests, throttled, bytesScanned, late, repaired);
  }
}
