package dev.cwforwarder.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the ARN of a log group tells.
public record LogGroupArn(String account, String region, String name) {
  private static final Pattern NAME = Pattern.compile("[-.#/\\w]{1,512}");
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:logs:([a-z0-9-]+):(\\d{12}):log-group:(" + NAME + ")(?::\\*)?");

  /// Reads `arn:aws:logs:region:account:log-group:name`, with or without a trailing `:*`.
  ///
  /// @throws IllegalArgumentException when it is something else
  static LogGroupArn parse(String arn) {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected the ARN of a log group, got '" + arn + "'");
    }
    return new LogGroupArn(parts.group(2), parts.group(1), parts.group(3));
  }

  /// Another log group of the same account and Region.
  ///
  /// @throws IllegalArgumentException when `other` is no name of a log group
  LogGroupArn withName(String other) {
    if (!NAME.matcher(other).matches()) {
      throw new IllegalArgumentException("expected the name of a log group, got '" + other + "'");
    }
    return new LogGroupArn(account, region, other);
  }
}
