package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.model.LogEvent;
import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.List;

/// Parses messages like the function does.
public final class Parsing {
  private static final ContentOptions RAW =
      new ContentOptions(true, false, XrayTraceIds.OFF, false);
  private static final ContentOptions XRAY = new ContentOptions(true, true, XrayTraceIds.ON, false);

  private Parsing() {}

  /// Parses with the default settings, from any log group.
  public static Content of(String message) {
    return read(ContentOptions.DEFAULT, false, message);
  }

  static Content inFunction(String message) {
    return read(ContentOptions.DEFAULT, true, message);
  }

  /// Parses with `BODY=raw`.
  static Content raw(String message) {
    return read(RAW, false, message);
  }

  /// Parses with `XRAY_TRACE_IDS=on`.
  static Content xray(String message) {
    return read(XRAY, true, message);
  }

  static Content read(ContentOptions options, boolean isFunction, String message) {
    SourceKind kind = isFunction ? SourceKind.FUNCTION : SourceKind.OTHER;
    return read(new ContentReader(options).batch(kind), message);
  }

  /// Parses with the default settings, from a source of this kind.
  static Content of(SourceKind kind, String message) {
    return read(new ContentReader(ContentOptions.DEFAULT).batch(kind), message);
  }

  private static Content read(ContentReader.Batch batch, String message) {
    return batch.read(new LogEvent("uid", 0, message));
  }

  /// The fields of the message, also those that are no attributes because the record states their
  /// values elsewhere.
  static List<String> fields(Content content) {
    List<String> found = new ArrayList<>();
    Content.forEachField(content.attributes(), (key, value) -> add(key, value, found));
    return found;
  }

  /// The attributes except the uid, as text in the form `name=value`.
  static List<String> attributes(Content content) {
    List<String> found = new ArrayList<>();
    content.attributes().forEach((key, value) -> add(key, value, found));
    return found;
  }

  private static void add(AttributeKey<?> key, Object value, List<String> found) {
    if (!key.equals(RecordKeys.UID)) {
      found.add(key.getKey() + "=" + value);
    }
  }
}
