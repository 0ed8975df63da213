package dev.cwforwarder.config;

import java.util.regex.Pattern;

/// Validates names of AWS resources. Each method throws an [IllegalArgumentException] that states
/// what it expected.
final class AwsNames {
  private static final Pattern LOG_GROUP = Pattern.compile("[-.#/\\w]{1,512}");
  private static final Pattern LOG_GROUP_GLOB = Pattern.compile("[-.#/\\w*]{1,512}");
  private static final Pattern ROLE =
      Pattern.compile("arn:[a-z-]+:iam::\\d{12}:role/[\\w+=,.@/-]+");
  private static final Pattern TABLE = Pattern.compile("[\\w.-]{3,255}");

  private AwsNames() {}

  static boolean isLogGroup(String raw) {
    return LOG_GROUP.matcher(raw).matches();
  }

  static String logGroup(String raw) {
    return Parsers.matching(LOG_GROUP, "the name of a log group", raw);
  }

  static String partOfLogGroup(String raw) {
    return Parsers.matching(
        LOG_GROUP, "(part of) a log group's name: 1 to 512 of A-Za-z0-9_-/.#", raw);
  }

  /// A pattern for names of log groups; see [Expressions#glob].
  static com.google.re2j.Pattern logGroups(String raw) {
    return Expressions.glob(
        Parsers.matching(
            LOG_GROUP_GLOB, "a log group's name, in which * matches any characters", raw));
  }

  /// The ARN of an IAM role.
  static String role(String raw) {
    return Parsers.matching(ROLE, "the ARN of an IAM role", raw);
  }

  /// The name of a DynamoDB table.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">Naming
  ///   rules</a>
  static String table(String raw) {
    return Parsers.matching(TABLE, "the name of a DynamoDB table: 3 to 255 of A-Za-z0-9_.-", raw);
  }
}
