package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sentences.Sentence;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import org.jspecify.annotations.Nullable;

/// A log record with the content of one message.
public interface ContentRecord extends LogRecordData {
  Content content();

  /// What the body of the record was made with; null if it is a text of the message.
  static @Nullable Sentence sentence(LogRecordData logRecord) {
    return logRecord instanceof ContentRecord mapped ? mapped.content().sentence() : null;
  }
}
