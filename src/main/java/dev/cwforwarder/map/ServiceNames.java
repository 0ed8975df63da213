package dev.cwforwarder.map;

/// The configured service names of log groups: `OTEL_SERVICE_NAME` or `SERVICE_NAME_RULES`.
/// Implementations are pure functions.
@FunctionalInterface
public interface ServiceNames {
  /// The configured service of `logGroup`; empty to derive it from the names of the log group and
  /// the log stream.
  String serviceOf(String logGroup);

  /// Uses `name` for all log groups; an empty `name` configures nothing.
  static ServiceNames always(String name) {
    return new Constant(name);
  }

  /// One service for all log groups. Not a lambda: linking one costs a cold start milliseconds.
  record Constant(String name) implements ServiceNames {
    @Override
    public String serviceOf(String logGroup) {
      return name;
    }
  }
}
