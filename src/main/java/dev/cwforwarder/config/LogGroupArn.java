package dev.cwforwarder.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the ARN of a log group tells.
public record LogGroupArn(String account, String region, String name) {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:[a-z-]+:logs:([a-z0-9-]+):(\\d{12}):log-group:([-.#/\\w]{1,512})(?::\\*)?");

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
}
