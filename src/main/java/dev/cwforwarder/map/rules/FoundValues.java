package dev.cwforwarder.map.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The values that rules found in the texts of one record. They are redacted wherever else they are
/// in the record, even where no rule matches them.
final class FoundValues {
  /// Shorter values are not unique enough: they are redacted only where a rule matches.
  static final int MIN_LENGTH = 4;

  /// Bounds the number of characters that are searched for values, so that the time remains linear.
  private static final long MAX_SEARCHED = 16_000_000;

  private final Map<String, Integer> counts;
  private final Set<String> inBody = new HashSet<>();
  private final Map<String, Redaction> values = new LinkedHashMap<>();
  private boolean isBody;

  /// @param counts receives the number of redacted matches by rule name
  FoundValues(Map<String, Integer> counts) {
    this.counts = counts;
  }

  /// Values that do not count.
  FoundValues() {
    this(new HashMap<>());
  }

  /// Sets whether the texts that follow are the body.
  void body(boolean next) {
    isBody = next;
  }

  void add(String value, Redaction redaction) {
    if (value.length() >= MIN_LENGTH) {
      values.putIfAbsent(value, redaction);
      if (isBody) {
        inBody.add(value);
      }
    }
  }

  void addAll(FoundValues others) {
    others.values.forEach(this::add);
  }

  void count(Redaction redaction, int matches) {
    counts.merge(redaction.name(), matches, Integer::sum);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /// The values to search for in texts of this total length: first those that were found in
  /// attributes alone. There is a limit only to hostile records: a body of 1 MB is searched for 16
  /// values, one of 10 KB for 1,600.
  Search search(long length) {
    long limit = Math.max(16, MAX_SEARCHED / Math.max(1, length));
    List<Map.Entry<String, Redaction>> searched = new ArrayList<>();
    List<Map.Entry<String, Redaction>> others = new ArrayList<>();
    for (Map.Entry<String, Redaction> value : values.entrySet()) {
      (inBody.contains(value.getKey()) ? others : searched).add(value);
    }
    boolean complete = searched.size() <= limit;
    searched.addAll(others);
    return new Search(searched.subList(0, (int) Math.min(limit, searched.size())), complete);
  }

  /// The values to search for.
  ///
  /// @param complete whether all values are among them that no rule matched in the body
  record Search(List<Map.Entry<String, Redaction>> values, boolean complete) {}
}
