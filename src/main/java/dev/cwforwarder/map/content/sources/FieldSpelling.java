package dev.cwforwarder.map.content.sources;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The spelling under which the tables list a field, since loggers spell the same name differently:
/// `trace_id`, `traceId`, `Trace-ID` and `_trace_id` are `traceid`.
public final class FieldSpelling {
  private static final int MAX_SHORT_LENGTH = 3;

  /// Objects in which loggers put the fields of a request or a response.
  private static final Set<String> CONTAINERS =
      Set.of(
          ("http req request res response httprequest httpresponse requestinfo httpinfo access"
                  + " accesslog meta metadata properties fields attributes context ctx extra data"
                  + " payload detail details network headers proxy")
              .split(" ", -1));

  private FieldSpelling() {}

  /// `name` in lower case, without `_`, `-` and `/`, and without `@` at its beginning. Points
  /// remain. Names of one letter, such as zap's `L` and `S`, and short ones with `@`, such as
  /// Serilog's `@t` and `@tr`, are as they were.
  public static String normalize(String name) {
    int length = name.length();
    if (length < 2 || (length <= MAX_SHORT_LENGTH && name.charAt(0) == '@')) {
      return name;
    }
    StringBuilder normalized = new StringBuilder(length);
    for (int i = name.charAt(0) == '@' ? 1 : 0; i < length; i++) {
      char c = name.charAt(i);
      if (c != '_' && c != '-' && c != '/') {
        normalized.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
      }
    }
    return normalized.toString();
  }

  /// A normalized name without the container at its beginning: `method` of `request.method`; null
  /// if it is in no known container.
  static @Nullable String withoutContainer(String name) {
    int point = name.indexOf('.');
    return point > 0 && CONTAINERS.contains(name.substring(0, point))
        ? name.substring(point + 1)
        : null;
  }
}
