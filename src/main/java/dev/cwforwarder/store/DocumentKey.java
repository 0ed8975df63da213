package dev.cwforwarder.store;

import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/// The key of a document: `<folder>/<function>/YYYY/MM/DD/<hash>.json.gz`.
///
/// Day and hash are derived from the content (source, ids, times and messages of the events, or the
/// input). A document that is stored again after a retry therefore replaces the first one, and no
/// other. The day is the day of the first event, or of the failure for undecodable input.
public final class DocumentKey {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int HASH_BYTES = 16;

  private DocumentKey() {}

  public static String of(FailureDocument document, String functionName) {
    return "%s/%s/%s/%s.json.gz"
        .formatted(document.folder(), functionName, DAY.format(day(document)), hash(document));
  }

  private static Instant day(FailureDocument document) {
    return switch (document) {
      case FailureDocument.Events events when !events.events().isEmpty() ->
          Instant.ofEpochMilli(events.events().getFirst().timestampMillis());
      case FailureDocument.Events _, FailureDocument.RawInput _ -> document.time();
    };
  }

  private static String hash(FailureDocument document) {
    MessageDigest digest = sha256();
    switch (document) {
      case FailureDocument.Events events -> update(digest, events);
      case FailureDocument.RawInput raw -> digest.update(raw.input());
    }
    return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  private static void update(MessageDigest digest, FailureDocument.Events document) {
    LogSource source = document.source();
    update(digest, source.account());
    update(digest, source.region());
    update(digest, source.logGroup());
    update(digest, source.logStream());
    for (LogEvent event : document.events()) {
      update(digest, event.id());
      update(digest, Long.toString(event.timestampMillis()));
      update(digest, event.message());
    }
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
