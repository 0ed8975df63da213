package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.model.LogEvent;
import java.util.ArrayList;
import java.util.List;

/// Messages read the way the function reads them.
final class Reading {
  private static final ContentOptions RAW = new ContentOptions(true, false, false, false);
  private static final ContentOptions XRAY = new ContentOptions(true, true, true, false);

  private Reading() {}

  /// With the default settings, from any group.
  static Content of(String message) {
    return read(ContentOptions.DEFAULT, false, message);
  }

  static Content ofFunction(String message) {
    return read(ContentOptions.DEFAULT, true, message);
  }

  /// With `BODY=raw`.
  static Content raw(String message) {
    return read(RAW, false, message);
  }

  /// With `XRAY_TRACE_IDS=on`.
  static Content xray(String message) {
    return read(XRAY, true, message);
  }

  static Content read(ContentOptions options, boolean ofFunction, String message) {
    SourceKind kind = ofFunction ? SourceKind.FUNCTION : SourceKind.OTHER;
    return read(new ContentReader(options).batch(kind), message);
  }

  /// With the default settings, from a source of this kind.
  static Content of(SourceKind kind, String message) {
    return read(new ContentReader(ContentOptions.DEFAULT).batch(kind), message);
  }

  private static Content read(ContentReader.Batch batch, String message) {
    return batch.read(new LogEvent("uid", 0, message));
  }

  /// The attributes without the uid, as text: `name=value`.
  static List<String> attributes(Content content) {
    List<String> found = new ArrayList<>();
    content
        .attributes()
        .forEach(
            (key, value) -> {
              if (!key.equals(RecordKeys.UID)) {
                found.add(key.getKey() + "=" + value);
              }
            });
    return found;
  }
}
