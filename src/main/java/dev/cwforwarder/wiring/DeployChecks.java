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

/// The parts of a deployment check, for the command line. They share one login.
public final class DeployChecks {
  /// Position in `arn:aws:lambda:region:account:function:name:alias`.
  private static final int NAME = 6;

  private final String name;
  private final LambdaApi function;

  private DeployChecks(String name, LambdaApi function) {
    this.name = name;
    this.function = function;
  }

  /// Checks of the function behind `alias`.
  ///
  /// @param env may set another endpoint of the Lambda API, like for every AWS tool
  /// @throws IllegalArgumentException when `alias` is not the ARN of a function's alias
  public static DeployChecks of(String alias, Map<String, String> env) {
    String endpoint =
        env.getOrDefault("AWS_ENDPOINT_URL_LAMBDA", env.getOrDefault("AWS_ENDPOINT_URL", ""));
    LambdaApi function = LambdaApi.open(alias, endpoint);
    return new DeployChecks(alias.split(":", -1)[NAME], function);
  }

  /// Sends one event through the function.
  ///
  /// @param id of this check, contained in its event
  public Finding run(String id) throws CheckException {
    return new DeployCheck(function, Clock.systemUTC()).run(function.account(), id);
  }

  /// Asks the function, and other functions of its stack, what they can reach.
  ///
  /// @param names names of the other functions
  public List<SelfCheckAnswer> selfChecks(List<String> names) {
    List<SelfCheckAnswer> answers = new ArrayList<>();
    answers.add(DeployCheck.selfCheck(name, function));
    for (String other : names) {
      answers.add(DeployCheck.selfCheck(other, function.sibling(other)));
    }
    return answers;
  }
}
