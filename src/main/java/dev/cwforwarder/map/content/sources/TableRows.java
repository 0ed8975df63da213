package dev.cwforwarder.map.content.sources;

import java.util.function.Consumer;

/// The rows of a table in the source code.
final class TableRows {
  private TableRows() {}

  /// Passes each row of `table`.
  ///
  /// @throws IllegalArgumentException with the row, if `parser` rejects it
  static void forEach(String table, Consumer<String> parser) {
    for (String row : table.split("\n", 0)) {
      try {
        parser.accept(row);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("Row <" + row.strip() + ">: " + e.getMessage(), e);
      }
    }
  }

  /// The index of `part` in `text`, at or after `from`.
  ///
  /// @throws IllegalArgumentException if there is none
  static int indexOf(String text, String part, int from) {
    int at = text.indexOf(part, from);
    if (at < 0) {
      throw new IllegalArgumentException("expected '" + part + "' in '" + text + "'");
    }
    return at;
  }
}
