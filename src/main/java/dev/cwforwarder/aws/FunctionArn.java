package dev.cwforwarder.aws;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ARN of a Lambda function or of one of its aliases.
///
/// @param arn the complete ARN
/// @param functionArn the ARN without the alias
record FunctionArn(String arn, String functionArn, String region, String account) {
  private static final Pattern ARN =
      Pattern.compile("(arn:[a-z-]+:lambda:([a-z0-9-]+):(\\d{12}):function:[\\w-]+)(:[\\w-]+)?");

  /// @throws IllegalArgumentException if `arn` is not the ARN of an alias
  static FunctionArn parse(String arn) {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches() || parts.group(4) == null) {
      throw new IllegalArgumentException(
          "alias: expected arn:aws:lambda:REGION:ACCOUNT:function:NAME:ALIAS, got '" + arn + "'");
    }
    return new FunctionArn(arn, parts.group(1), parts.group(2), parts.group(3));
  }

  /// The unqualified function `name`, next to this one.
  FunctionArn sibling(String name) {
    String sibling = functionArn.substring(0, functionArn.lastIndexOf(':') + 1) + name;
    if (!ARN.matcher(sibling).matches()) {
      throw new IllegalArgumentException("expected the name of a function, got '" + name + "'");
    }
    return new FunctionArn(sibling, sibling, region, account);
  }
}
