package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.LambdaApi;
import dev.cwforwarder.check.CheckException;
import dev.cwforwarder.check.DeployCheck;
import dev.cwforwarder.check.Finding;
import dev.cwforwarder.check.SelfCheckAnswer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Builds the parts of a deployment check, for the command line.
public final class DeployChecks {
  /// Position in `arn:aws:lambda:region:account:function:name:alias`.
  private static final int NAME = 6;

  private DeployChecks() {}

  /// Asks the function behind `alias`, and other functions of its stack, what they can reach.
  ///
  /// @param names names of the other functions
  /// @param env like for [#run]
  public static List<SelfCheckAnswer> selfChecks(
      String alias, List<String> names, Map<String, String> env) {
    LambdaApi function = open(alias, env);
    List<SelfCheckAnswer> answers = new ArrayList<>();
    answers.add(DeployCheck.selfCheck(alias.split(":", -1)[NAME], function));
    for (String name : names) {
      answers.add(DeployCheck.selfCheck(name, function.sibling(name)));
    }
    return answers;
  }

  private static LambdaApi open(String alias, Map<String, String> env) {
    return LambdaApi.open(
        alias,
        env.getOrDefault("AWS_ENDPOINT_URL_LAMBDA", env.getOrDefault("AWS_ENDPOINT_URL", "")));
  }

  /// Sends one event through the function behind `alias`.
  ///
  /// @param id of this check, contained in its event
  /// @param env may set another endpoint of the Lambda API, like for every AWS tool
  /// @throws IllegalArgumentException when `alias` is not the ARN of a function's alias
  public static Finding run(String alias, String id, Map<String, String> env)
      throws CheckException {
    LambdaApi function = open(alias, env);
    return new DeployCheck(function, Clock.systemUTC()).run(function.account(), id);
  }
}
