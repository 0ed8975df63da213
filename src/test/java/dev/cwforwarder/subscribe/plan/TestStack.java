package dev.cwforwarder.subscribe.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A deployed stack, its filters and those of third parties, as the tests use them.
public final class TestStack {
  public static final String ACCOUNT = "123456789012";
  public static final String LINKED_ACCOUNT = "210987654321";
  public static final String REGION = "eu-central-1";
  public static final String FILTER_NAME = "clickstack-forwarder-logs";
  public static final String ALIAS =
      "arn:aws:lambda:eu-central-1:123456789012:function:logs-Subscription-AB12:live";
  public static final String THIRD_PARTY =
      "arn:aws:firehose:eu-central-1:123456789012:deliverystream/x";

  /// The log group that Lambda creates for the function of [#ALIAS].
  public static final String DEFAULT_GROUP = "/aws/lambda/logs-Subscription-AB12";

  public static final List<String> OWN_GROUPS =
      List.of(
          "/aws/lambda/logs-subscription",
          "/aws/lambda/logs-replay",
          "/aws/lambda/logs-poll",
          "/aws/lambda/logs-subscribe",
          "/vpc/flow-logs");
  public static final Identity SELF =
      new Identity(ACCOUNT, REGION, FILTER_NAME, ALIAS, Set.copyOf(OWN_GROUPS));

  private TestStack() {}

  /// A filter that sends every event to `destination`.
  public static Filter filter(String name, String destination) {
    return new Filter(name, "", destination, "", "", List.of(), false);
  }

  /// A rule for the log groups whose names start with `prefix`.
  public static Rule rule(String name, String prefix, Rule.Template template) {
    return new Rule(
        name, group -> group.startsWith(prefix), Set.of(), Map.of(), Set.of(), template);
  }
}
