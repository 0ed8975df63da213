package dev.cwforwarder.forward;

import dev.cwforwarder.export.ExportResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The single records of a batch that cannot be exported, by what was said of them. Not
/// thread-safe.
final class RefusedRecords {
  static final String REFUSED = "refused";
  static final String TOO_LARGE = "too_large";

  private static final Why LARGER_THAN_A_REQUEST =
      new Why(TOO_LARGE, 0, "encoded, they are more than one request may hold (MAX_REQUEST_BYTES)");

  private final Map<Why, List<Integer>> indices = new LinkedHashMap<>();

  /// Why records are refused.
  ///
  /// @param name value of the metric's dimension `reason`
  /// @param httpStatus what the endpoint answered; 0 when it was not asked
  /// @param reason for a person
  record Why(String name, int httpStatus, String reason) {}

  void refused(int index, ExportResult.Refused refused) {
    add(index, new Why(REFUSED, refused.status(), refused.reason()));
  }

  void tooLarge(int index) {
    add(index, LARGER_THAN_A_REQUEST);
  }

  boolean isEmpty() {
    return indices.isEmpty();
  }

  /// Positions in the batch.
  Stream<Integer> positions() {
    return indices.values().stream().flatMap(List::stream);
  }

  boolean anyByEndpoint() {
    return indices.keySet().stream().anyMatch(why -> why.name().equals(REFUSED));
  }

  /// The first reason the endpoint gave.
  String firstReason() {
    return indices.keySet().stream()
        .filter(why -> why.name().equals(REFUSED))
        .map(Why::reason)
        .findFirst()
        .orElse("");
  }

  /// Positions in the batch, by reason.
  Map<Why, List<Integer>> byReason() {
    return indices;
  }

  private void add(int index, Why why) {
    indices.computeIfAbsent(why, _ -> new ArrayList<>()).add(index);
  }
}
