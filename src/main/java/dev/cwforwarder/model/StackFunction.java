package dev.cwforwarder.model;

/// The Lambda functions in template.yaml. Filter patterns contain them in this order: a new one is
/// the last.
public enum StackFunction {
  SUBSCRIPTION("-subscription", "SubscriptionFunction"),
  KINESIS("-kinesis", "KinesisFunction"),
  POLL("-poll", "PollFunction"),
  REPLAY("-replay", "ReplayFunction"),
  SUBSCRIBE("-subscribe", "SubscribeFunction"),
  FINGERPRINT("-fingerprint", "FingerprintFunction");

  private static final int MAX_NAME = 64;

  /// The minimum number of random characters at the end of a generated name.
  public static final int RANDOM_CHARACTERS = 12;

  private final String groupSuffix;
  private final String logicalId;

  StackFunction(String groupSuffix, String logicalId) {
    this.groupSuffix = groupSuffix;
    this.logicalId = logicalId;
  }

  /// What follows the stack name in the name of its log group.
  public String groupSuffix() {
    return groupSuffix;
  }

  /// Its logical ID in the template, which CloudFormation makes a part of its name.
  public String logicalId() {
    return logicalId;
  }

  /// Whether its name in `stack`, `STACK-LOGICALID-RANDOM`, has both parts in full. CloudFormation
  /// shortens the parts of a name that Lambda does not allow.
  public boolean hasFullName(String stack) {
    return stack.length() + logicalId.length() + RANDOM_CHARACTERS + 2 <= MAX_NAME;
  }
}
