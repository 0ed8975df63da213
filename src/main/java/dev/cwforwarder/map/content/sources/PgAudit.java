package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/// Messages of PostgreSQL's extension pgAudit:
/// `SESSION,1,1,READ,SELECT,TABLE,public.account,"select …",<none>`.
///
/// @see <a href="https://github.com/pgaudit/pgaudit#format">Format</a>
final class PgAudit {
  private static final AttributeKey<String> TYPE = stringKey("pgaudit.type");
  private static final AttributeKey<Long> STATEMENT_ID = longKey("pgaudit.statement_id");
  private static final AttributeKey<Long> SUBSTATEMENT_ID = longKey("pgaudit.substatement_id");
  private static final AttributeKey<String> CLASS = stringKey("pgaudit.class");
  private static final AttributeKey<String> OBJECT_TYPE = stringKey("pgaudit.object_type");
  private static final AttributeKey<String> OBJECT_NAME = stringKey("pgaudit.object_name");

  private PgAudit() {}

  static void read(String text, int at, LogFindings found) {
    LineCursor part = new LineCursor(text, at);
    part.until(',');
    part.put(TYPE, found);
    part.until(',');
    part.putWhole(STATEMENT_ID, found);
    part.until(',');
    part.putWhole(SUBSTATEMENT_ID, found);
    part.until(',');
    part.put(CLASS, found);
    part.until(',');
    part.put(Keys.DB_OPERATION_NAME, found);
    part.until(',');
    part.put(OBJECT_TYPE, found);
    part.until(',');
    part.put(OBJECT_NAME, found);
    statement(text, part.next, found);
  }

  /// In quotes if it has a comma or one in it; then its own are doubled.
  private static void statement(String text, int from, LogFindings found) {
    if (from >= text.length()) {
      return;
    }
    if (text.charAt(from) != '"') {
      int comma = text.indexOf(',', from);
      found.add(Keys.DB_QUERY_TEXT, text.substring(from, comma < 0 ? text.length() : comma));
      return;
    }
    int to = text.indexOf('"', from + 1);
    while (to > 0 && text.startsWith("\"", to + 1)) {
      to = text.indexOf('"', to + 2);
    }
    if (to > 0) {
      found.add(Keys.DB_QUERY_TEXT, text.substring(from + 1, to).replace("\"\"", "\""));
    }
  }
}
