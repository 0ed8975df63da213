package dev.cwforwarder.config;

import static java.util.Objects.requireNonNull;

/// An ingestion key, sent as it is in the `authorization` header. Never prints itself.
public record ApiKey(String value) {
  /// No key: for endpoints that need none.
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
