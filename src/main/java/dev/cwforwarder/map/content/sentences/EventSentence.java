package dev.cwforwarder.map.content.sentences;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says what an event of EventBridge reports, by its `detail-type`.
final class EventSentence implements Sentence {
  static final EventSentence INSTANCE = new EventSentence();

  private static final Templates TEMPLATES = new Templates(SentenceTable.EVENTS);
  private static final String OTHERS = "*";

  private EventSentence() {}

  @Override
  public @Nullable String of(Function<String, @Nullable Object> fields) {
    String line =
        fields.apply("detail-type") instanceof String type ? TEMPLATES.of(type).of(fields) : null;
    return line == null ? TEMPLATES.of(OTHERS).of(fields) : line;
  }
}
