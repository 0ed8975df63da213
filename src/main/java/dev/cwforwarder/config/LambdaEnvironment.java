package dev.cwforwarder.config;

import java.util.Map;

/// The environment variables that Lambda sets for the running function. All empty outside Lambda.
///
/// @param functionName name of the function
/// @param logGroup the function's own log group
/// @param snapStart whether Lambda takes a snapshot of this environment
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Environment
///   variables</a>
public record LambdaEnvironment(String functionName, String logGroup, boolean snapStart) {
  public static LambdaEnvironment fromEnv(Map<String, String> env) {
    return new LambdaEnvironment(
        env.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", ""),
        env.getOrDefault("AWS_LAMBDA_LOG_GROUP_NAME", ""),
        "snap-start".equals(env.get("AWS_LAMBDA_INITIALIZATION_TYPE")));
  }
}
