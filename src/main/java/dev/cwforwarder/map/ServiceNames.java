package dev.cwforwarder.map;

/// The service of a log group where somebody has said so: `OTEL_SERVICE_NAME` or
/// `SERVICE_NAME_RULES`. Implementations are pure.
@FunctionalInterface
public interface ServiceNames {
  /// The service of `logGroup`; empty when the names of group and stream are to tell.
  String serviceOf(String logGroup);

  /// `name` for all groups; empty for none.
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
