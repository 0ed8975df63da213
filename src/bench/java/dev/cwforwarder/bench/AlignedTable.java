package dev.cwforwarder.bench;

import java.util.List;

/// A Markdown table whose columns are aligned, so that it is readable on a terminal, too.
final class AlignedTable {
  private AlignedTable() {}

  /// @param rows the cells of each row, with the header first
  static String of(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder table = new StringBuilder(line(rows.getFirst(), widths));
    for (int width : widths) {
      table.append("|").append("-".repeat(width + 2));
    }
    table.append("|\n");
    rows.stream().skip(1).forEach(row -> table.append(line(row, widths)));
    return table.toString();
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append("| ")
          .append(cells.get(i))
          .append(" ".repeat(widths[i] - cells.get(i).length() + 1));
    }
    return line.append("|\n").toString();
  }
}
