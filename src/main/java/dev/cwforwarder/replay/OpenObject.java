package dev.cwforwarder.replay;

import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.KinesisRecord;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.model.LogBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object whose events are being forwarded. Used by one thread.
final class OpenObject {
  private final String key;
  private final Folder folder;
  private final List<LogBatch> waiting = new ArrayList<>();
  private final List<Undecodable> undecodable = new ArrayList<>();
  private Delivery delivery = Delivery.NONE;
  private boolean complete;
  private @Nullable LeftObject left;

  /// One undecodable stream record.
  record Undecodable(KinesisRecord record, DecodeException problem) {
    String message() {
      return UnreplayableException.NOT_DECODABLE + ": " + problem.getMessage();
    }
  }

  OpenObject(String key, Folder folder) {
    this.key = key;
    this.folder = folder;
  }

  String key() {
    return key;
  }

  Folder folder() {
    return folder;
  }

  /// The batches that are not sent yet.
  List<LogBatch> waiting() {
    return List.copyOf(waiting);
  }

  void add(List<LogBatch> batches) {
    waiting.addAll(batches);
  }

  List<Undecodable> undecodable() {
    return undecodable;
  }

  void add(Undecodable record) {
    undecodable.add(record);
  }

  /// The outcome of everything sent so far.
  Delivery delivery() {
    return delivery;
  }

  /// Adds the outcome of the waiting batches.
  void sent(Delivery outcome) {
    delivery = delivery.plus(outcome);
    waiting.clear();
  }

  /// No batch follows.
  void complete() {
    complete = true;
  }

  /// The object stays in the bucket, and no more of it is sent.
  void leave(String reason, String problem) {
    left = new LeftObject(key, reason, problem);
    waiting.clear();
  }

  /// Why the object stays in the bucket; null when it need not.
  @Nullable LeftObject left() {
    return left;
  }

  /// Whether nothing of the object has to be sent any more.
  boolean isSent() {
    return left != null || (complete && waiting.isEmpty());
  }
}
