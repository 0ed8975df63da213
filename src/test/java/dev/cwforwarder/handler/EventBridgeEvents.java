package dev.cwforwarder.handler;

import java.util.stream.Stream;

/// Events with which EventBridge invokes a function on a schedule.
final class EventBridgeEvents {
  private EventBridgeEvents() {}

  /// A scheduled rule, EventBridge Scheduler without an input, a test event of Lambda's console,
  /// and `sam local generate-event cloudwatch scheduled-event`.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">Structure
  ///   of events</a>
  static Stream<String> scheduled() {
    return Stream.of(
        """
        {"version":"0","id":"53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa","detail-type":"Scheduled Event",
         "source":"aws.events","account":"123456789012","time":"2026-10-08T16:53:06Z",
         "region":"us-east-1","resources":["arn:aws:events:us-east-1:123456789012:rule/poll"],
         "detail":{}}""",
        """
        {"version":"0","id":"d1b3e4ab-5a1e-4b4e-9a5e-0d1fd9fd1fd1","detail-type":"Scheduled Event",
         "source":"aws.scheduler","account":"123456789012","time":"2026-10-08T16:53:06Z",
         "region":"us-east-1","resources":["arn:aws:scheduler:us-east-1:123456789012:schedule/a/b"],
         "detail":"{}"}""",
        """
        {"id":"cdc73f9d-aea9-11e3-9d5a-835b769c0d9c","detail-type":"Scheduled Event",
         "source":"aws.events","account":"123456789012","time":"1970-01-01T00:00:00Z",
         "region":"us-east-1","resources":["arn:aws:events:us-east-1:123456789012:rule/Example"],
         "detail":{}}""",
        """
        {"detail":{},"detail-type":"nightly","source":"my.scheduler"}""");
  }
}
