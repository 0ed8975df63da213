package dev.cwforwarder.map.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;

/// Reads a JSON object in one pass into attributes with flattened names (`a.b`, `list.0`), as
/// ClickStack's collector names them, and notes on the way what a field says of the record. Whole
/// numbers stay exact; those beyond 64 bits become text; nulls are left out. Thread-safe.
final class JsonMessage {
  /// Deeper values are cut.
  static final int MAX_DEPTH = 32;

  /// No text is as deep that was not made to be.
  private static final int MAX_NESTING = 10_000;

  /// Longer numbers have digits that no double keeps.
  private static final int LONGEST_NUMBER = 32;

  private final JsonFactory json =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();
  private final FieldNames names;

  JsonMessage(FieldNames names) {
    this.names = names;
  }

  /// Whether a JSON object may begin at `at`.
  static boolean mayBegin(String text, int at) {
    if (at >= text.length() || text.charAt(at) != '{') {
      return false;
    }
    int next = at + 1;
    while (next < text.length() && text.charAt(next) <= ' ') {
      next++;
    }
    return next < text.length() && (text.charAt(next) == '"' || text.charAt(next) == '}');
  }

  /// Reads the object at the beginning of `text`.
  ///
  /// @return where it ends; -1 if it is none, and `draft` holds nothing then
  int read(String text, RecordBuilder draft) {
    try (JsonParser parser = json.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return -1;
      }
      new Walk(parser, draft).object(names.root());
      return (int) parser.currentLocation().getCharOffset();
    } catch (IOException e) {
      // Also what is nested too deep to be read.
      draft.clear();
      return -1;
    }
  }

  /// One parse.
  private final class Walk {
    private final JsonParser parser;
    private final RecordBuilder draft;

    Walk(JsonParser parser, RecordBuilder draft) {
      this.parser = parser;
      this.draft = draft;
    }

    void object(FieldName parent) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        FieldName name = names.child(parent, parser.currentName());
        value(name, parser.nextToken());
      }
    }

    private void array(FieldName parent) throws IOException {
      int index = 0;
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        value(names.child(parent, Integer.toString(index++)), token);
      }
    }

    private void value(FieldName name, JsonToken token) throws IOException {
      switch (token) {
        case VALUE_STRING -> text(name, parser.getText());
        case VALUE_NUMBER_INT -> whole(name);
        case VALUE_NUMBER_FLOAT -> decimal(name);
        case VALUE_TRUE, VALUE_FALSE -> truth(name, token == JsonToken.VALUE_TRUE);
        case START_OBJECT, START_ARRAY -> container(name, token);
        default -> {} // null
      }
    }

    private void container(FieldName name, JsonToken token) throws IOException {
      if (name.depth() >= MAX_DEPTH || draft.fields.size() >= RecordBuilder.MOST_ATTRIBUTES) {
        draft.cut = true;
        parser.skipChildren();
      } else if (token == JsonToken.START_OBJECT) {
        object(name);
      } else {
        array(name);
      }
    }

    private void text(FieldName name, String value) {
      if (name.role().kind() == FieldRole.Kind.MESSAGE) {
        draft.message(name, value);
      } else {
        FieldSemantics.note(draft, name.role(), value);
        draft.text(name, value);
      }
    }

    private void whole(FieldName name) throws IOException {
      if (parser.getTextLength() > 20
          || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        draft.text(name, parser.getText());
        draft.shield = true;
        return;
      }
      long value = parser.getLongValue();
      FieldSemantics.note(draft, name.role(), value);
      draft.whole(name, value);
    }

    private void decimal(FieldName name) throws IOException {
      if (parser.getTextLength() <= LONGEST_NUMBER) {
        double value = parser.getDoubleValue();
        if (Double.isFinite(value)) {
          if (name.role().kind() == FieldRole.Kind.TIME) {
            draft.time(name.role(), BodyTime.nanos(value));
          }
          draft.decimal(name, value);
          return;
        }
      }
      draft.text(name, parser.getText());
    }

    private void truth(FieldName name, boolean value) {
      if (name.role().kind() == FieldRole.Kind.COLD_START) {
        draft.fields.addIfFree(RecordKeys.COLD_START, value);
      }
      draft.truth(name, value);
    }
  }
}
