package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A kind of object in [ObjectTable].
/// - `KIND if a, b=x`: the fields that its objects have.
/// - `attribute = a b`: the attribute that each of the fields becomes, in the order of the fields.
/// - `attribute = function(a)`: a part of a text; `severity = LEVEL` or `status(a)`; `x:boolean =
///   true`. The first severity counts.
/// - `… if a`: only if the object has the field; `a=x`: with this text, of which the beginning or
///   the end may be `*`; `a!=x`: with another one; `a>=400`: with at least this number.
final class ObjectForm {
  private static final int MAX_HEADERS = 64;
  private static final String IF = " if ";
  private static final List<String> FUNCTIONS =
      List.of(
          "acl",
          "client",
          "collection",
          "domain",
          "header",
          "lower",
          "machine",
          "protocol",
          "status",
          "target");

  private final List<Condition> required;
  private final FieldMapping names = new FieldMapping();
  private final List<Row> rows = new ArrayList<>();

  /// @param head the row with the kind
  ObjectForm(String head) {
    required = Condition.all(head);
  }

  /// Adds a row.
  void add(String row) {
    Row added = Row.of(row);
    // An event whose type is known has few fields: each is searched.
    boolean isKnown = required.isEmpty();
    if (added.function.isEmpty() && added.conditions.isEmpty() && !isKnown) {
      names.of(added.key, added.field);
    } else {
      rows.add(added);
    }
  }

  /// The part of a row before its conditions.
  static String head(String row) {
    int conditions = row.indexOf(IF);
    return conditions < 0 ? row : row.substring(0, conditions);
  }

  /// Adds the attributes and the severity of the object, if it is of this kind.
  ///
  /// @return whether it is
  boolean derive(LogFindings findings) {
    if (!Condition.hold(required, findings)) {
      return false;
    }
    names.apply(findings);
    rows.forEach(row -> row.derive(findings));
    return true;
  }

  /// @param severity that of a row with a level; otherwise undefined
  /// @param function what is done with the field; empty for nothing; for a constant, its name
  private record Row(
      AttributeKey<?> key,
      Severity severity,
      String function,
      String field,
      List<Condition> conditions) {
    static Row of(String row) {
      String head = head(row);
      int equals = TableRows.indexOf(head, " = ", 0);
      String attribute = head.substring(0, equals);
      String value = head.substring(equals + " = ".length());
      int open = value.indexOf('(');
      boolean isSeverity = attribute.equals("severity");
      boolean isConstant = isSeverity || attribute.endsWith(":boolean");
      return new Row(
          Keys.named(attribute),
          isSeverity && open < 0 ? Severity.valueOf(value) : Severity.UNDEFINED_SEVERITY_NUMBER,
          open > 0 ? function(value.substring(0, open)) : isConstant ? value : "",
          open > 0 ? value.substring(open + 1, TableRows.indexOf(value, ")", open)) : value,
          Condition.all(row));
    }

    private static String function(String name) {
      if (!FUNCTIONS.contains(name)) {
        throw new IllegalArgumentException("unknown function " + name + ", not in " + FUNCTIONS);
      }
      return name;
    }

    void derive(LogFindings findings) {
      if (!Condition.hold(conditions, findings)) {
        return;
      }
      if (severity != Severity.UNDEFINED_SEVERITY_NUMBER) {
        findings.severity(severity);
        return;
      }
      switch (function) {
        case "true", "false" -> FieldMapping.add(key, Boolean.valueOf(function), findings);
        case "header" -> header(findings);
        default -> {
          Object value = findings.find(field);
          if (value != null) {
            add(value, findings);
          }
        }
      }
    }

    private void add(Object value, LogFindings findings) {
      if (function.isEmpty()) {
        FieldMapping.add(key, value, findings);
      } else if (value instanceof String text) {
        add(text, findings);
      } else if (value instanceof Long status && function.equals("status")) {
        findings.severity(LineCursor.severityOf(status));
      }
    }

    private void add(String text, LogFindings findings) {
      switch (function) {
        case "lower" -> FieldMapping.add(key, text.toLowerCase(Locale.ROOT), findings);
        case "client" -> AccessObject.client(text, findings);
        case "collection" -> collection(text, findings);
        case "domain" -> LineColumn.domain(text, findings);
        case "target" -> RequestLine.target(text, 0, text.length(), findings);
        case "protocol" -> RequestLine.protocol(text, 0, text.length(), findings);
        case "acl" -> FieldMapping.add(key, between(text, "/webacl/", '/'), findings);
        case "machine" -> FieldMapping.add(key, machine(text), findings);
        default -> {} // a status that is a word
      }
    }

    /// A namespace of MongoDB, `shop.orders`: the database and its collection.
    private static void collection(String text, LogFindings findings) {
      int point = text.indexOf('.');
      if (point > 0) {
        findings.add(Keys.DB_NAMESPACE, text.substring(0, point));
        findings.add(Keys.DB_COLLECTION_NAME, text.substring(point + 1));
      }
    }

    /// The text between `start` and `end`; empty if one of them is missing.
    private static String between(String text, String start, char end) {
      int from = text.indexOf(start) + start.length();
      int to = text.indexOf(end, from);
      return from >= start.length() && to > from ? text.substring(from, to) : "";
    }

    /// The state machine of the execution `arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME`,
    /// or `express` instead of `execution`; empty for none.
    private static String machine(String arn) {
      String kind = arn.contains(":express:") ? ":express:" : ":execution:";
      String machine = between(arn, kind, ':');
      return machine.isEmpty()
          ? ""
          : arn.substring(0, arn.indexOf(kind)) + ":stateMachine:" + machine;
    }

    /// Adds the header with the last name in `field`, of the list with the names before it.
    private void header(LogFindings findings) {
      int point = field.lastIndexOf('.') + 1;
      for (int i = 0; i < MAX_HEADERS; i++) {
        String header = field.substring(0, point) + i;
        if (!(findings.find(header + ".name") instanceof String name)
            || !(findings.find(header + ".value") instanceof String value)) {
          return;
        }
        if (name.equalsIgnoreCase(field.substring(point))) {
          FieldMapping.add(key, value, findings);
        }
      }
    }
  }

  /// @param operator `=`, `!` for `!=`, or `>` for `>=`; a blank if the field only has to exist
  private record Condition(String field, char operator, String operand) {
    /// The conditions of a row.
    static List<Condition> all(String row) {
      int from = head(row).length() + IF.length();
      return from > row.length()
          ? List.of()
          : Stream.of(row.substring(from).split(",", 0))
              .map(String::strip)
              .map(Condition::of)
              .toList();
    }

    private static Condition of(String condition) {
      int equals = condition.indexOf('=');
      if (equals < 0) {
        return new Condition(condition, ' ', "");
      }
      char before = condition.charAt(equals - 1);
      boolean isLong = before == '!' || before == '>';
      return new Condition(
          condition.substring(0, isLong ? equals - 1 : equals),
          isLong ? before : '=',
          condition.substring(equals + 1));
    }

    static boolean hold(List<Condition> conditions, LogFindings findings) {
      for (int i = 0; i < conditions.size(); i++) {
        Condition condition = conditions.get(i);
        if (!condition.holds(findings.find(condition.field))) {
          return false;
        }
      }
      return true;
    }

    private boolean holds(@Nullable Object value) {
      return switch (operator) {
        case ' ' -> value != null;
        case '>' -> value instanceof Long number && number >= Long.parseLong(operand);
        case '!' -> value instanceof String && !operand.equals(value);
        default ->
            (value instanceof String || value instanceof Boolean) && matches(value.toString());
      };
    }

    private boolean matches(String text) {
      int length = operand.length() - 1;
      return operand.startsWith("*")
          ? text.regionMatches(text.length() - length, operand, 1, length)
          : operand.endsWith("*")
              ? text.regionMatches(0, operand, 0, length)
              : text.equals(operand);
    }
  }
}
