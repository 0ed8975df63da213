package dev.cwforwarder.poll;

import java.util.List;
import java.util.TreeSet;

/// Which streams of a log group are read.
public sealed interface StreamFilter {
  /// Every stream.
  record All() implements StreamFilter {}

  /// The streams with these names: at most 100, the limit of the API.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html">FilterLogEvents</a>
  record Names(List<String> names) implements StreamFilter {
    public static final int MAX_NAMES = 100;

    public Names {
      names = List.copyOf(new TreeSet<>(names));
      if (names.isEmpty() || names.size() > MAX_NAMES) {
        throw new IllegalArgumentException(
            "expected 1 to %d stream names, got %d".formatted(MAX_NAMES, names.size()));
      }
    }
  }

  /// The streams whose names start with `prefix`.
  record Prefix(String prefix) implements StreamFilter {
    public Prefix {
      if (prefix.isEmpty()) {
        throw new IllegalArgumentException("the stream prefix is empty");
      }
    }
  }
}
