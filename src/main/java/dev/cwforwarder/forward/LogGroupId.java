package dev.cwforwarder.forward;

/// A log group, told apart from those of the same name elsewhere.
public record LogGroupId(String account, String region, String name) {
  private static final int PARTS = 7;

  /// Reads `arn:aws:logs:region:account:log-group:name`, with or without a trailing `:*`.
  ///
  /// @throws IllegalArgumentException when it is something else
  public static LogGroupId ofArn(String arn) {
    String[] parts = arn.split(":", PARTS);
    if (parts.length < PARTS
        || !parts[0].equals("arn")
        || !parts[2].equals("logs")
        || !parts[5].equals("log-group")) {
      throw new IllegalArgumentException("expected the ARN of a log group, got '" + arn + "'");
    }
    String name = parts[6].endsWith(":*") ? parts[6].substring(0, parts[6].length() - 2) : parts[6];
    return new LogGroupId(parts[4], parts[3], name);
  }
}
