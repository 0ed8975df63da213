package dev.cwforwarder.poll;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/// Reads what [CheckpointFormat] wrote. Ignores members that it does not know.
final class CheckpointReader {
  private CheckpointReader() {}

  /// @throws CheckpointException only if it is damaged: not a checkpoint in a known format. The
  ///   source is not forwarded then, because starting again would lose events or repeat them
  static Checkpoint read(String sourceId, String state) throws CheckpointException {
    try (JsonParser json = CheckpointFormat.JSON.createParser(state)) {
      json.nextToken();
      StoredObject node = StoredObject.read(json);
      if (!node.text("format").equals(CheckpointFormat.VERSION)) {
        throw new IllegalArgumentException(
            "its format is '%s', expected '%s'"
                .formatted(node.text("format"), CheckpointFormat.VERSION));
      }
      return checkpoint(node);
    } catch (IOException | RuntimeException e) {
      throw CheckpointException.damaged(
          "the checkpoint of %s cannot be read: %s; the source is not forwarded until the checkpoint is repaired or reset"
              .formatted(sourceId, e.getMessage()),
          e);
    }
  }

  private static Checkpoint checkpoint(StoredObject node) {
    return new Checkpoint(
        node.list("tiers").stream().map(CheckpointReader::tier).toList(),
        node.list("repairs").stream().map(CheckpointReader::window).toList(),
        node.list("backfills").stream().map(CheckpointReader::window).toList(),
        node.number("auditFrom"),
        ReaderKind.ofStored(node.text("reader")),
        Instant.parse(node.text("probed")),
        node.flag("ingestionUnknown"),
        node.child("failure").map(CheckpointReader::failure).orElse(null));
  }

  private static Checkpoint.TierState tier(StoredObject node) {
    return new Checkpoint.TierState(
        new Tier(
            Duration.parse(node.text("from")),
            Duration.parse(node.text("to")),
            Duration.parse(node.text("every"))),
        node.number("watermark"),
        MinuteSums.decode(node.text("acknowledged")),
        node.child("open").map(CheckpointReader::window).orElse(null));
  }

  private static Window window(StoredObject node) {
    return new Window(
        node.number("after"),
        node.number("upTo"),
        node.number("latenessFrom"),
        node.number("latenessTo"),
        node.number("first"),
        node.number("last"),
        node.number("only"),
        cursor(node.child("cursor").orElseThrow()),
        MinuteSums.decode(node.text("delivered")),
        MinuteSums.decode(node.text("seen")));
  }

  private static Cursor cursor(StoredObject node) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(node.text("ids")));
    Set<Long> ids = new HashSet<>();
    while (bytes.hasRemaining()) {
      ids.add(bytes.getLong());
    }
    return new Cursor(
        node.number("from"), node.text("token"), node.number("at"), ids, node.flag("sorted"));
  }

  private static Failure failure(StoredObject node) {
    return new Failure(
        ReadException.Reason.ofStored(node.text("reason")),
        node.text("message"),
        Instant.parse(node.text("since")),
        (int) node.number("times"),
        Instant.parse(node.text("retryAt")));
  }
}
