package dev.cwforwarder.map.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.cwforwarder.map.content.text.MessageText;
import java.io.IOException;

/// Parses a JSON object in a single pass into attributes with flattened names (`a.b`, `list.0`), as
/// ClickStack's collector names them, and applies the roles of the fields. Integers remain exact;
/// those beyond 64 bits become text; nulls are dropped. Thread-safe.
final class JsonMessage {
  /// Values that are nested deeper are dropped.
  static final int MAX_DEPTH = 32;

  /// The maximum nesting depth of the parser; only artificial input is nested more deeply.
  private static final int MAX_NESTING = 10_000;

  /// Longer numbers have digits that a double cannot represent.
  private static final int MAX_NUMBER_LENGTH = 32;

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

  /// Also accepts what is not JSON but often written: `NaN` and `Infinity` of Python, and a comma
  /// behind the last field.
  private final JsonFactory lenient =
      new JsonFactoryBuilder(json)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  private final FieldNames names;

  JsonMessage(FieldNames names) {
    this.names = names;
  }

  /// Parses the object at the beginning of `text`.
  ///
  /// @return the index after the object; -1 if there is none, and `builder` is then empty
  int read(String text, RecordBuilder builder) {
    try (JsonParser parser = json.createParser(text)) {
      return read(parser, new Walk(parser, builder));
    } catch (IOException e) {
      // Includes objects that are nested too deeply to be parsed.
      builder.clear();
      return -1;
    }
  }

  private int read(JsonParser parser, Walk walk) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return -1;
    }
    walk.object(names.root());
    return (int) parser.currentLocation().getCharOffset();
  }

  /// Parses the object at the beginning of `text`, or the fields before the cut if the text ends
  /// within the object because something limits the length of messages.
  ///
  /// @return the index after the object, or the end of a text that was cut; -1 if there is none,
  ///   and `builder` is then empty
  int readOrCut(String text, RecordBuilder builder) {
    int end = read(text, builder);
    if (end >= 0) {
      return end;
    }
    CutText cut = CutText.of(text);
    int lenientEnd = readBeforeCut(cut, builder);
    boolean isRecord = builder.isLogRecord() || (cut.isCertain() && builder.fields.size() > 0);
    if (!isRecord) {
      builder.clear();
      return -1;
    }
    if (lenientEnd >= 0) {
      return lenientEnd;
    }
    builder.cut = true;
    builder.fields.addIfAbsent(RecordKeys.TRUNCATED, true);
    return text.length();
  }

  /// @return the index after the object if it is complete; else -1
  private int readBeforeCut(CutText cut, RecordBuilder builder) {
    CutText valid = new CutText(withValidEscapes(cut.text()), cut.isCertain());
    try (JsonParser parser = lenient.createParser(valid.text())) {
      Walk walk = new Walk(parser, builder);
      try {
        int end = read(parser, walk);
        boolean isChanged = valid.text().length() > cut.text().length();
        return isChanged && end > 0 ? lengthBefore(valid.text().substring(0, end)) : end;
      } catch (StreamReadException e) {
        if (!valid.isAtEnd(e)) {
          throw e;
        }
        walk.removeCutNumber(valid.text());
      }
    } catch (IOException _) {
      builder.clear(); // malformed, not cut
    }
    return -1;
  }

  /// The text with the escapes that nginx writes, `\x22`, as they are.
  private static String withValidEscapes(String text) {
    return text.contains("\\\\x") ? text : text.replace("\\x", "\\\\x");
  }

  /// The length of a text before [#withValidEscapes] changed it.
  private static int lengthBefore(String text) {
    return text.replace("\\\\x", "\\x").length();
  }

  /// Walks through the tokens of one object.
  private final class Walk {
    private final JsonParser parser;
    private final RecordBuilder builder;
    private JsonToken last = JsonToken.NOT_AVAILABLE;

    Walk(JsonParser parser, RecordBuilder builder) {
      this.parser = parser;
      this.builder = builder;
    }

    void object(FieldName parent) throws IOException {
      FieldName name = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        name = names.childAfter(name, parent, parser.currentName());
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

    /// Removes a number whose last digits may be missing.
    void removeCutNumber(String text) {
      boolean isCut = last.isNumeric() && MessageText.isDigit(text, text.length() - 1);
      if (isCut && !builder.truncated && builder.fields.size() > 0) {
        builder.fields.removeLast();
      }
    }

    private void value(FieldName name, JsonToken token) throws IOException {
      last = token;
      switch (token) {
        case VALUE_STRING -> stringValue(name, parser.getText());
        case VALUE_NUMBER_INT -> longValue(name);
        case VALUE_NUMBER_FLOAT -> doubleValue(name);
        case VALUE_TRUE, VALUE_FALSE -> booleanValue(name, token == JsonToken.VALUE_TRUE);
        case START_OBJECT, START_ARRAY -> container(name, token);
        // Null values are dropped; the collector stores them as empty texts.
        default -> builder.needsGuard |= name.isReserved();
      }
    }

    private void container(FieldName name, JsonToken token) throws IOException {
      builder.levels.see(name.role().bits());
      boolean isFull = builder.fields.size() >= RecordBuilder.MAX_ATTRIBUTES;
      if (name.depth() >= MAX_DEPTH || isFull) {
        builder.truncated = true;
        // The collector reads the members, which may have reserved names.
        builder.needsGuard |= isFull || name.isReserved();
        parser.skipChildren();
      } else if (token == JsonToken.START_OBJECT) {
        object(name);
      } else {
        array(name);
      }
    }

    private void stringValue(FieldName name, String value) {
      FieldRole.Kind kind = name.role().kind();
      boolean isZap = kind == FieldRole.Kind.ZAP_MESSAGE && builder.levels.hasCandidates();
      if (kind == FieldRole.Kind.MESSAGE || isZap) {
        builder.offerMessage(name, value);
      } else {
        FieldSemantics.apply(builder, name.role(), value);
        builder.addString(name, value);
      }
    }

    private void longValue(FieldName name) throws IOException {
      if (parser.getTextLength() > 20
          || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        builder.addString(name, parser.getText());
        builder.needsGuard = true;
        return;
      }
      long value = parser.getLongValue();
      FieldSemantics.apply(builder, name.role(), value);
      builder.addLong(name, value);
    }

    private void doubleValue(FieldName name) throws IOException {
      if (parser.getTextLength() <= MAX_NUMBER_LENGTH) {
        double value = parser.getDoubleValue();
        if (Double.isFinite(value)) {
          if (name.role().kind() == FieldRole.Kind.TIME) {
            builder.offerTime(name.role(), null, BodyTime.nanos(value));
          }
          builder.addDouble(name, value);
          return;
        }
      }
      builder.addString(name, parser.getText());
    }

    private void booleanValue(FieldName name, boolean value) {
      if (name.role().kind() == FieldRole.Kind.COLD_START) {
        builder.fields.addIfAbsent(RecordKeys.COLD_START, value);
      } else if (value && name.role().kind() == FieldRole.Kind.FLAGS) {
        builder.flags = 1; // trace_sampled
      }
      builder.addBoolean(name, value);
    }
  }
}
