package dev.cwforwarder.bench;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// The samples of one subject with one workload.
///
/// @param memoryMegabytes the memory of the function
public record Result(
    String subject, Mode mode, int events, int memoryMegabytes, List<Sample> samples) {
  public Result {
    requireNonNull(subject, "subject is null");
    requireNonNull(mode, "mode is null");
    samples = List.copyOf(samples);
  }

  Spread spread(ToDoubleFunction<Sample> figure) {
    return Spread.of(samples.stream().mapToDouble(figure).toArray());
  }

  double median(ToDoubleFunction<Sample> figure) {
    return spread(figure).median();
  }
}
