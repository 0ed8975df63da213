package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/// Parses messages of PostgreSQL's extension pgAudit:
/// `SESSION,1,1,READ,SELECT,TABLE,public.account,"select …",<none>`.
///
/// @see <a href="https://github.com/pgaudit/pgaudit#format">Format</a>
final class PgAudit {
  private static final AttributeKey<?>[] KEYS = {
    stringKey("pgaudit.type"),
    longKey("pgaudit.statement_id"),
    longKey("pgaudit.substatement_id"),
    stringKey("pgaudit.class"),
    Keys.DB_OPERATION_NAME,
    stringKey("pgaudit.object_type"),
    stringKey("pgaudit.object_name")
  };

  private PgAudit() {}

  static void read(String text, int at, LogFindings findings) {
    LineCursor cursor = new LineCursor(text, at);
    cursor.putFields(',', findings, KEYS);
    statement(text, cursor.next, findings);
  }

  /// The statement is quoted if it contains a comma or a quote; its own quotes are then doubled.
  private static void statement(String text, int from, LogFindings findings) {
    if (from >= text.length()) {
      return;
    }
    if (text.charAt(from) != '"') {
      int comma = text.indexOf(',', from);
      findings.add(Keys.DB_QUERY_TEXT, text.substring(from, comma < 0 ? text.length() : comma));
      return;
    }
    int to = text.indexOf('"', from + 1);
    while (to > 0 && text.startsWith("\"", to + 1)) {
      to = text.indexOf('"', to + 2);
    }
    if (to > 0) {
      findings.add(Keys.DB_QUERY_TEXT, text.substring(from + 1, to).replace("\"\"", "\""));
    }
  }
}
