package dev.cwforwarder.map.content.sentences;

import dev.cwforwarder.map.content.sources.KnownObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds the line of an object by what reading it has already recognized. Each table is loaded with
/// the first object that needs it.
public final class Sentences {
  private static final String PLATFORM = "platform.";

  private Sentences() {}

  /// A line.
  ///
  /// @param sentence makes the line from the fields
  public record Line(String text, Sentence sentence) {}

  /// The line of an object.
  ///
  /// @param knownObjects the flags of its [KnownObject]s
  /// @param type the text of its field `type`; null for none
  /// @param isRequest whether it describes an HTTP request and its status
  /// @param fields its fields and the attributes that are derived from them, by name
  /// @return null if the kind is not known, or the fields say too little
  public static @Nullable Line of(
      int knownObjects,
      @Nullable String type,
      boolean isRequest,
      Function<String, @Nullable Object> fields) {
    Line line = null;
    for (int kinds = knownObjects; kinds != 0 && line == null; kinds &= kinds - 1) {
      line = line(of(KnownObject.first(kinds)), fields);
    }
    if (line == null && type != null && type.startsWith(PLATFORM)) {
      line = line(PlatformTemplates.ALL.of(type), fields);
    }
    return line == null && isRequest ? line(RequestTemplates.ALL.of("HTTP"), fields) : line;
  }

  private static @Nullable Line line(Sentence sentence, Function<String, @Nullable Object> fields) {
    String text = sentence.of(fields);
    return text == null ? null : new Line(text, sentence);
  }

  private static Sentence of(KnownObject kind) {
    return switch (kind) {
      case METRICS -> MetricsSentence.EMBEDDED;
      case INSIGHTS -> MetricsSentence.PLAIN;
      case EVENT -> EventSentence.INSTANCE;
      default -> ObjectTemplates.ALL.of(kind.name());
    };
  }

  private static final class PlatformTemplates {
    static final Templates ALL = new Templates(SentenceTable.PLATFORM);
  }

  private static final class ObjectTemplates {
    static final Templates ALL = new Templates(SentenceTable.OBJECTS);
  }

  private static final class RequestTemplates {
    static final Templates ALL = new Templates(SentenceTable.REQUESTS);
  }
}
