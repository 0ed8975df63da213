package dev.cwforwarder.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// All figures of one call of `scripts/bench.sh`.
///
/// @param date the date in ISO format
/// @param options the options of the call
/// @param calibrationMicros the median of the [Calibration]s before and after each run
public record Report(
    String date, String options, Machine machine, double calibrationMicros, List<Result> results) {
  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Report {
    requireNonNull(date, "date is null");
    requireNonNull(options, "options is null");
    requireNonNull(machine, "machine is null");
    results = List.copyOf(results);
  }

  static Report read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Report.class);
  }

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }

  /// The date, the options and the machine.
  String head() {
    return "%s, `scripts/bench.sh %s`\n\n%s. Calibration: %.2f µs.\n"
        .formatted(date, options, machine.text(), calibrationMicros);
  }

  /// The median of a figure; empty if it was not measured.
  Optional<Double> median(String subject, Mode mode, int events, ToDoubleFunction<Sample> figure) {
    return results.stream()
        .filter(result -> result.subject().equals(subject))
        .filter(result -> result.mode() == mode && result.events() == events)
        .map(result -> result.median(figure))
        .filter(median -> median > 0)
        .findFirst();
  }
}
