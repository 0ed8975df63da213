package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.LambdaApi;
import dev.cwforwarder.check.CheckException;
import dev.cwforwarder.check.DeployCheck;
import dev.cwforwarder.check.Finding;
import java.time.Clock;
import java.util.Map;

/// Builds the parts of a deployment check, for the command line.
public final class DeployChecks {
  private DeployChecks() {}

  /// Sends one event through the function behind `alias`.
  ///
  /// @param id of this check, contained in its event
  /// @param env may set another endpoint of the Lambda API, like for every AWS tool
  /// @throws IllegalArgumentException when `alias` is not the ARN of a function's alias
  public static Finding run(String alias, String id, Map<String, String> env)
      throws CheckException {
    String endpoint =
        env.getOrDefault("AWS_ENDPOINT_URL_LAMBDA", env.getOrDefault("AWS_ENDPOINT_URL", ""));
    LambdaApi function = LambdaApi.open(alias, endpoint);
    return new DeployCheck(function, Clock.systemUTC()).run(function.account(), id);
  }
}
