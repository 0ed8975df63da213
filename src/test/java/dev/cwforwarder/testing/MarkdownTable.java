package dev.cwforwarder.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The rows of a table in a Markdown document, without the header.
public record MarkdownTable(List<List<String>> rows) {
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

  public MarkdownTable {
    rows = rows.stream().map(List::copyOf).toList();
  }

  /// The table whose first column is `firstColumn`.
  ///
  /// @throws IllegalStateException if `document` has none
  public static MarkdownTable of(String document, String firstColumn) {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Project.text(document).lines().toList()) {
      if (line.startsWith("| " + firstColumn + " |")) {
        inside = true;
      } else if (inside && line.startsWith("|")) {
        rows.add(cells(line));
      } else if (inside) {
        return new MarkdownTable(rows.subList(1, rows.size()));
      }
    }
    throw new IllegalStateException(document + " has no table '" + firstColumn + "'");
  }

  /// The texts in backticks in column `index` of all rows, in order.
  public List<String> codeIn(int index) {
    return rows.stream().flatMap(row -> code(row.get(index))).toList();
  }

  /// The texts in backticks in `text`.
  public static Stream<String> code(String text) {
    return CODE.matcher(text).results().map((MatchResult match) -> match.group(1));
  }

  private static List<String> cells(String line) {
    String[] parts = line.split("\\|", -1);
    return Arrays.stream(parts, 1, parts.length - 1).map(String::strip).toList();
  }
}
