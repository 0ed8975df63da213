package dev.cwforwarder.check;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/// A deployed function behind an alias.
public interface DeployedFunction {
  /// The response of an invocation.
  ///
  /// @param failed whether the function itself failed
  /// @param payload the function's response, or JSON with `errorMessage`
  /// @param log the last lines of the function's log, as far as Lambda returns them
  record Reply(boolean failed, String payload, String log) {
    public Reply {
      requireNonNull(payload, "payload is null");
      requireNonNull(log, "log is null");
    }
  }

  /// The configuration of the function.
  ///
  /// @param version version number; `$LATEST` for the unpublished version
  /// @param properties the properties that affect the function's behavior, by name; environment
  ///   variables as `Environment.NAME`
  record Configuration(String version, Map<String, String> properties) {
    public Configuration {
      requireNonNull(version, "version is null");
      properties = Map.copyOf(properties);
    }
  }

  /// Invokes the alias and waits for the response.
  Reply invoke(String event) throws CheckException;

  /// The version that the alias points to.
  Configuration behindAlias() throws CheckException;

  /// The configuration of the last deployment.
  Configuration latest() throws CheckException;
}
