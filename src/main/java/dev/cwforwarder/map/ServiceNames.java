package dev.cwforwarder.map;

/// The service of a log group where somebody has said so: `OTEL_SERVICE_NAME` or
/// `SERVICE_NAME_RULES`. Implementations are pure.
@FunctionalInterface
public interface ServiceNames {
  /// The service of `logGroup`; empty when the names of group and stream are to tell.
  String serviceOf(String logGroup);

  /// `name` for all groups; empty for none.
  static ServiceNames always(String name) {
    // No lambda: linking one costs a cold start milliseconds.
    return new ServiceNames() {
      @Override
      public String serviceOf(String logGroup) {
        return name;
      }
    };
  }
}
