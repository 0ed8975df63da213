package dev.cwforwarder.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A log group, as identified by its ARN.
public record LogGroupArn(String account, String region, String name) {
  private static final Pattern NAME = Pattern.compile("[-.#/\\w]{1,512}");
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:logs:([a-z0-9-]+):(\\d{12}):log-group:(" + NAME + ")(?::\\*)?");

  /// Parses `arn:aws:logs:region:account:log-group:name`, with or without a trailing `:*`.
  ///
  /// @throws IllegalArgumentException when `arn` is not the ARN of a log group
  static LogGroupArn parse(String arn) {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected the ARN of a log group, got '" + arn + "'");
    }
    return new LogGroupArn(parts.group(2), parts.group(1), parts.group(3));
  }

  /// Another log group in the same account and Region.
  ///
  /// @throws IllegalArgumentException when `other` is not a valid name
  LogGroupArn withName(String other) {
    return new LogGroupArn(
        account, region, Parsers.matching(NAME, "the name of a log group", other));
  }
}
