package dev.cwforwarder.config;

import static java.util.Objects.requireNonNull;

/// An ingestion key, sent verbatim as the `authorization` header. Its string form is redacted.
public record ApiKey(String value) {
  /// No key, for endpoints without authorization.
  public static final ApiKey NONE = new ApiKey("");

  public ApiKey {
    requireNonNull(value, "value is null");
  }

  public boolean isPresent() {
    return !value.isEmpty();
  }

  @Override
  public String toString() {
    return isPresent() ? "ApiKey[redacted]" : "ApiKey[none]";
  }
}
