package dev.cwforwarder.map.content.sentences;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A line with the names of fields in braces, which their values replace. Parsed when it is first
/// used.
/// - `{a.b}`: the value of a field. Without it, there is no line.
/// - `{a|b}`: the first of several fields that has a value.
/// - `[ in {a}]`: a part that is omitted if one of its fields has no value.
/// - `{a~name}`: the name in an ARN. `{a.*}`: the elements of a list.
/// - `{a=x}`, `{a!=x}`: the value if it is `x`, or another value; `{?a}`: nothing, but the field is
///   necessary.
final class Template implements Sentence {
  private static final int MAX_ELEMENTS = 8;

  private final String source;
  private @Nullable List<Part> parsed;

  Template(String source) {
    this.source = source;
  }

  @Override
  public @Nullable String of(Function<String, @Nullable Object> fields) {
    List<Part> parts = parsed;
    if (parts == null) {
      parts = new Parser().parts();
      parsed = parts; // if two threads parse at the same time, either result may be used
    }
    StringBuilder line = new StringBuilder(96);
    return append(parts, line, fields) ? FieldText.line(line) : null;
  }

  @Override
  public String toString() {
    return source;
  }

  private static boolean append(
      List<Part> parts, StringBuilder line, Function<String, @Nullable Object> fields) {
    for (Part part : parts) {
      if (!part.append(line, fields)) {
        return false;
      }
    }
    return true;
  }

  /// Appends a part to the line, unless a value that it needs is missing.
  private sealed interface Part {
    boolean append(StringBuilder line, Function<String, @Nullable Object> fields);
  }

  private record Literal(String text) implements Part {
    @Override
    public boolean append(StringBuilder line, Function<String, @Nullable Object> fields) {
      line.append(text);
      return true;
    }
  }

  private record Choice(List<Field> alternatives) implements Part {
    @Override
    public boolean append(StringBuilder line, Function<String, @Nullable Object> fields) {
      for (Field field : alternatives) {
        String text = field.text(fields);
        if (text != null) {
          line.append(text);
          return true;
        }
      }
      return false;
    }
  }

  private record Optional(List<Part> parts) implements Part {
    @Override
    public boolean append(StringBuilder line, Function<String, @Nullable Object> fields) {
      int start = line.length();
      if (!Template.append(parts, line, fields)) {
        line.setLength(start);
      }
      return true;
    }
  }

  /// How the value of a field is used.
  private enum Use {
    VALUE,
    NAME,
    LIST,
    PRESENCE,
    EQUAL,
    UNEQUAL
  }

  /// @param argument what the value is compared with
  private record Field(String path, Use use, String argument) {
    static Field of(String field) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        boolean differs = field.charAt(equals - 1) == '!';
        String path = field.substring(0, differs ? equals - 1 : equals);
        return new Field(path, differs ? Use.UNEQUAL : Use.EQUAL, field.substring(equals + 1));
      }
      if (field.startsWith("?")) {
        return new Field(field.substring(1), Use.PRESENCE, "");
      }
      if (field.endsWith(".*")) {
        return new Field(field.substring(0, field.length() - 1), Use.LIST, "");
      }
      return field.endsWith("~name")
          ? new Field(field.substring(0, field.indexOf('~')), Use.NAME, "")
          : new Field(field, Use.VALUE, "");
    }

    @Nullable String text(Function<String, @Nullable Object> fields) {
      if (use == Use.LIST) {
        return list(fields);
      }
      Object value = fields.apply(path);
      if (use == Use.NAME && value instanceof String arn) {
        return FieldText.of(FieldText.name(arn));
      }
      String text = FieldText.of(value);
      return switch (use) {
        case VALUE, NAME, LIST -> text;
        case PRESENCE -> text == null ? null : "";
        case EQUAL -> argument.equals(text) ? text : null;
        case UNEQUAL -> argument.equals(text) ? null : text;
      };
    }

    private @Nullable String list(Function<String, @Nullable Object> fields) {
      List<String> elements = new ArrayList<>();
      String text = FieldText.of(fields.apply(path + 0));
      while (text != null && elements.size() < MAX_ELEMENTS) {
        elements.add(text);
        text = FieldText.of(fields.apply(path + elements.size()));
      }
      if (text != null) {
        elements.add("…");
      }
      return elements.isEmpty() ? null : elements.toString();
    }
  }

  /// Parses the template once. A malformed one is an error in the table.
  private final class Parser {
    private int at;

    List<Part> parts() {
      List<Part> parts = sequence();
      if (at < source.length()) {
        throw malformed("] without [");
      }
      return parts;
    }

    private List<Part> sequence() {
      List<Part> parts = new ArrayList<>();
      while (at < source.length() && source.charAt(at) != ']') {
        parts.add(part());
      }
      return List.copyOf(parts);
    }

    private Part part() {
      char first = source.charAt(at);
      if (first == '{') {
        return choice();
      }
      if (first == '[') {
        at++;
        List<Part> parts = sequence();
        if (at++ == source.length()) {
          throw malformed("[ without ]");
        }
        return new Optional(parts);
      }
      int start = at;
      while (at < source.length() && "{[]".indexOf(source.charAt(at)) < 0) {
        at++;
      }
      return new Literal(source.substring(start, at));
    }

    private Part choice() {
      int end = source.indexOf('}', at);
      if (end < 0) {
        throw malformed("{ without }");
      }
      List<Field> fields = new ArrayList<>();
      for (String field : source.substring(at + 1, end).split("\\|", -1)) {
        fields.add(Field.of(field));
      }
      at = end + 1;
      return new Choice(List.copyOf(fields));
    }

    private IllegalStateException malformed(String problem) {
      return new IllegalStateException("template " + source + ": " + problem);
    }
  }
}
