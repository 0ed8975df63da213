package dev.cwforwarder.check;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/// A function as it is deployed, behind an alias.
public interface DeployedFunction {
  /// What an invocation answered.
  ///
  /// @param failed whether the function itself failed
  /// @param payload its answer, or JSON with `errorMessage`
  /// @param log the last lines it logged, as far as Lambda gives them
  record Reply(boolean failed, String payload, String log) {
    public Reply {
      requireNonNull(payload, "payload is null");
      requireNonNull(log, "log is null");
    }
  }

  /// How the function is configured.
  ///
  /// @param version its number; `$LATEST` for the newest
  /// @param properties what counts for how it runs, by name; environment variables as
  ///   `Environment.NAME`
  record Configuration(String version, Map<String, String> properties) {
    public Configuration {
      requireNonNull(version, "version is null");
      properties = Map.copyOf(properties);
    }
  }

  /// Invokes the alias and waits for the outcome.
  Reply invoke(String event) throws CheckException;

  /// The version that the alias points at.
  Configuration behindAlias() throws CheckException;

  /// What the last deployment has configured.
  Configuration latest() throws CheckException;
}
