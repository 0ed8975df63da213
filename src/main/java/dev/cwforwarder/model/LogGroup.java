package dev.cwforwarder.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Identifies a log group across accounts and Regions.
///
/// @param account twelve-digit id of the account that owns it
public record LogGroup(String account, String region, String name) {
  private static final Pattern NAME = Pattern.compile("[-.#/\\w]{1,512}");
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:logs:([a-z0-9-]+):(\\d{12}):log-group:(" + NAME + ")(?::\\*)?");

  /// Parses `arn:aws:logs:region:account:log-group:name`, with or without a trailing `:*`.
  ///
  /// @throws IllegalArgumentException when `arn` is not the ARN of a log group
  public static LogGroup parse(String arn) {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected the ARN of a log group, got '" + arn + "'");
    }
    return new LogGroup(parts.group(2), parts.group(1), parts.group(3));
  }

  /// Another log group in the same account and Region.
  ///
  /// @throws IllegalArgumentException when `other` is not a valid name
  public LogGroup withName(String other) {
    if (!NAME.matcher(other).matches()) {
      throw new IllegalArgumentException(
          "expected the name of a log group, got '%s'".formatted(other));
    }
    return new LogGroup(account, region, other);
  }

  /// `account/region/name`.
  public String id() {
    return account + "/" + region + "/" + name;
  }
}
