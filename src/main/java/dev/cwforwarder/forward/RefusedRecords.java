package dev.cwforwarder.forward;

import dev.cwforwarder.export.ExportResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The single records of a batch that cannot be exported, by reason. Not thread-safe.
final class RefusedRecords {
  static final String REFUSED = "refused";
  static final String TOO_LARGE = "too_large";

  private static final Why LARGER_THAN_A_REQUEST =
      new Why(TOO_LARGE, 0, "larger than a request when encoded (MAX_REQUEST_BYTES)");

  private final Map<Why, List<Integer>> indices = new LinkedHashMap<>();

  /// Why records are refused.
  ///
  /// @param name value of the metric's dimension `reason`
  /// @param httpStatus status of the response; 0 when no request was sent
  /// @param reason description for the operator
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

  /// The positions of all records in the batch.
  Stream<Integer> positions() {
    return indices.values().stream().flatMap(List::stream);
  }

  /// Whether the endpoint refused any of the records.
  boolean anyByEndpoint() {
    return indices.keySet().stream().anyMatch(why -> why.name().equals(REFUSED));
  }

  /// The reason of the first record that the endpoint refused.
  String firstReason() {
    return indices.keySet().stream()
        .filter(why -> why.name().equals(REFUSED))
        .map(Why::reason)
        .findFirst()
        .orElse("");
  }

  /// The positions of the records in the batch, by reason.
  Map<Why, List<Integer>> byReason() {
    return indices;
  }

  private void add(int index, Why why) {
    indices.computeIfAbsent(why, _ -> new ArrayList<>()).add(index);
  }
}
