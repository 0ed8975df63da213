package dev.cwforwarder.map.content;

import dev.cwforwarder.testing.RandomPayloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Generates JSON objects as text that use everything the grammar allows: escapes, exponents,
/// duplicate and dotted names, and names with a role. Deterministic for a seed.
final class RandomJson {
  private static final String[] NAMES = {
    "message",
    "msg",
    "log",
    "event",
    "body",
    "@m",
    "@mt",
    "level",
    "severity",
    "log.level",
    "status",
    "statusCode",
    "trace_id",
    "traceId",
    "span_id",
    "traceparent",
    "dd",
    "dd.trace_id",
    "requestId",
    "AWSRequestId",
    "cold_start",
    "type",
    "record",
    "metrics",
    "durationMs",
    "time",
    "errorType",
    "stackTrace",
    "error",
    "httpMethod",
    "path",
    "a",
    "a.b",
    "b",
    "0",
    "",
    ".",
    "a..b",
    "original",
    "original.a",
    "log.record.uid",
    "record.uid",
    "cloudwatch",
    "cloudwatch.x",
    "faas",
    "faas.invocation_id",
    "faas.coldstart",
    "aws.lambda.duration_ms",
    "timestamp",
    "service.name"
  };
  private static final String[] TEXTS = {
    "error",
    "INFO",
    "platform.report",
    "platform.start",
    "platform.runtimeDone",
    "timeout",
    "GET",
    "200",
    "4bf92f3577b34da6a3ce929d0e0e4736",
    "00f067aa0ba902b7",
    "0",
    "null",
    "true",
    "",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "8f507cfc-1a5b-4697-b07a-ac58fc914c95",
    "1-5759e988-bd862e3fe1be46a994272793",
    "{\"level\":\"warn\",\"inner\":7}",
    "{\"a\":{\"b\":[1,null]}} ",
    "{no object",
    "[1,2]"
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "-0.0",
    "1.0",
    "1e3",
    "1E+3",
    "-2.5e-3",
    "0.1",
    "1e400",
    "-1E999",
    "5e-324",
    "1e-400",
    "9007199254740993",
    "-9223372036854775808",
    "9223372036854775807",
    "9223372036854775808",
    "123456789012345678901234567890",
    "3.14159265358979323846264338327950288",
    "30",
    "500",
    "1.5"
  };

  private final Random random;
  private final RandomPayloads texts;

  RandomJson(long seed) {
    this.random = new Random(seed);
    this.texts = new RandomPayloads(seed);
  }

  /// Generates an object with all of its scalars except nulls.
  Sample object() {
    StringBuilder json = new StringBuilder();
    List<Scalar> scalars = new ArrayList<>();
    object(json, scalars, 5);
    return new Sample(json.toString(), scalars);
  }

  private void object(StringBuilder json, List<Scalar> scalars, int depth) {
    json.append('{').append(blank());
    for (int i = random.nextInt(6); i > 0; i--) {
      text(json, random.nextInt(5) == 0 ? texts.text(6) : any(NAMES));
      json.append(blank()).append(':').append(blank());
      value(json, scalars, depth - 1);
      json.append(blank()).append(i > 1 ? "," : "");
    }
    json.append('}');
  }

  private void array(StringBuilder json, List<Scalar> scalars, int depth) {
    json.append('[').append(blank());
    for (int i = random.nextInt(4); i > 0; i--) {
      value(json, scalars, depth - 1);
      json.append(blank()).append(i > 1 ? "," : "");
    }
    json.append(']');
  }

  private void value(StringBuilder json, List<Scalar> scalars, int depth) {
    switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0 -> json.append("null");
      case 1 -> word(json, scalars, random.nextBoolean() ? "true" : "false");
      case 2 -> number(json, scalars, any(NUMBERS));
      case 3 -> number(json, scalars, Long.toString(random.nextLong()));
      case 4 -> string(json, scalars, texts.text(12));
      case 5 -> string(json, scalars, any(TEXTS));
      case 6 -> array(json, scalars, depth);
      default -> object(json, scalars, depth);
    }
  }

  private static void word(StringBuilder json, List<Scalar> scalars, String word) {
    json.append(word);
    scalars.add(new Scalar(Kind.BOOLEAN, word));
  }

  private static void number(StringBuilder json, List<Scalar> scalars, String number) {
    json.append(number);
    scalars.add(new Scalar(Kind.NUMBER, number));
  }

  private void string(StringBuilder json, List<Scalar> scalars, String value) {
    text(json, value);
    scalars.add(new Scalar(Kind.TEXT, value));
  }

  private void text(StringBuilder json, String value) {
    json.append('"');
    value.codePoints().forEach(codePoint -> character(json, codePoint));
    json.append('"');
  }

  /// Escapes both halves of a surrogate pair or neither, because the text would not be valid
  /// Unicode otherwise.
  private void character(StringBuilder json, int codePoint) {
    if (codePoint < ' ' || random.nextInt(8) == 0) {
      String digits = random.nextBoolean() ? "%04x" : "%04X";
      for (char unit : Character.toChars(codePoint)) {
        json.append("\\u").append(String.format(digits, (int) unit));
      }
    } else if (codePoint == '"'
        || codePoint == '\\'
        || (codePoint == '/' && random.nextBoolean())) {
      json.append('\\').appendCodePoint(codePoint);
    } else {
      json.appendCodePoint(codePoint);
    }
  }

  private String blank() {
    return random.nextInt(6) == 0 ? any(new String[] {" ", "\n", "\t", "\r\n", "  "}) : "";
  }

  private String any(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  enum Kind {
    NUMBER,
    TEXT,
    BOOLEAN
  }

  /// A number as written, a text without escapes, or `true` or `false`.
  record Scalar(Kind kind, String value) {}

  /// An object with its scalars.
  record Sample(String json, List<Scalar> scalars) {
    Sample {
      scalars = List.copyOf(scalars);
    }
  }
}
