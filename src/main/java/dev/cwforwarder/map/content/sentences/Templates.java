package dev.cwforwarder.map.content.sentences;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The templates of a table, by the name before `=>`.
final class Templates {
  private static final String ARROW = " => ";
  private static final FirstOf NONE = new FirstOf(List.of());

  private final Map<String, FirstOf> byName = new HashMap<>();

  Templates(String table) {
    for (String row : table.split("\n", -1)) {
      int arrow = row.indexOf(ARROW);
      if (arrow > 0) {
        byName
            .computeIfAbsent(row.substring(0, arrow), _ -> new FirstOf(new ArrayList<>()))
            .templates()
            .add(new Template(row.substring(arrow + ARROW.length())));
      }
    }
  }

  /// The templates with this name. A name without templates has no line.
  Sentence of(String name) {
    return byName.getOrDefault(name, NONE);
  }

  private record FirstOf(List<Template> templates) implements Sentence {
    @Override
    public @Nullable String of(Function<String, @Nullable Object> fields) {
      for (Template template : templates) {
        String line = template.of(fields);
        if (line != null) {
          return line;
        }
      }
      return null;
    }
  }
}
