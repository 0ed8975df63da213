package dev.cwforwarder.telemetry;

/// The metrics of every function, in namespace [#NAMESPACE]. The one place that names them.
///
/// In every invocation `EventsReceived = EventsExported + EventsDropped + EventsRejected +
/// EventsStored + EventsUndelivered`.
public enum Metric {
  EVENTS_RECEIVED("EventsReceived", Unit.COUNT),
  EVENTS_EXPORTED("EventsExported", Unit.COUNT),
  /// Also by dimension `reason`.
  EVENTS_DROPPED("EventsDropped", Unit.COUNT),
  EVENTS_REJECTED("EventsRejected", Unit.COUNT),
  /// Also by dimension `reason`.
  EVENTS_STORED("EventsStored", Unit.COUNT),
  EVENTS_UNDELIVERED("EventsUndelivered", Unit.COUNT),
  /// Pieces of text that redaction rules blotted out; also by dimension `reason`. Absent when there
  /// are none.
  VALUES_REDACTED("ValuesRedacted", Unit.COUNT),
  /// Records of whose fields a limit left some out; their bodies have all. Absent when there are
  /// none.
  EVENTS_CUT("EventsCut", Unit.COUNT),
  REQUESTS("Requests", Unit.COUNT),
  RETRIES("Retries", Unit.COUNT),
  BYTES_SENT("BytesSent", Unit.BYTES),
  /// Now minus the newest event's timestamp.
  DELIVERY_LAG("DeliveryLag", Unit.MILLISECONDS),
  /// What is left after a replay; at least so much, when there is very much.
  REPLAY_BACKLOG_OBJECTS("ReplayBacklogObjects", Unit.COUNT),
  REPLAY_BACKLOG_BYTES("ReplayBacklogBytes", Unit.BYTES),
  /// Now minus the time its oldest object was written.
  REPLAY_BACKLOG_AGE("ReplayBacklogAge", Unit.MILLISECONDS),
  /// Now minus the watermark of the polled source that is furthest behind.
  POLL_LAG("PollLag", Unit.MILLISECONDS),
  /// Forwarded by a wider tier than the narrowest one.
  LATE_EVENTS("LateEvents", Unit.COUNT),
  /// Asked of CloudWatch Logs, refused ones included.
  POLL_REQUESTS("PollRequests", Unit.COUNT),
  POLL_THROTTLES("PollThrottles", Unit.COUNT),
  /// Sources that could not be read; also by dimension `reason`.
  POLL_FAILURES("PollFailures", Unit.COUNT),
  /// Read by Logs Insights queries, and billed.
  POLL_BYTES_SCANNED("PollBytesScanned", Unit.BYTES),
  /// Minutes of which something was missing until a wider tier read them again.
  POLL_REPAIRED_MINUTES("PollRepairedMinutes", Unit.COUNT),
  /// Log groups that a filter or policy of ours pushes.
  GROUPS_SUBSCRIBED("GroupsSubscribed", Unit.COUNT),
  /// Log groups that none pushes; also by dimension `reason`.
  GROUPS_SKIPPED("GroupsSkipped", Unit.COUNT),
  /// Subscription filters that were made, written over or removed.
  FILTERS_CHANGED("FiltersChanged", Unit.COUNT),
  /// Log groups whose filters could not be seen or changed as wanted.
  SUBSCRIBE_FAILURES("SubscribeFailures", Unit.COUNT);

  public static final String NAMESPACE = "ClickStackForwarder";

  private final String metricName;
  private final Unit unit;

  Metric(String metricName, Unit unit) {
    this.metricName = metricName;
    this.unit = unit;
  }

  /// Its name in CloudWatch.
  public String metricName() {
    return metricName;
  }

  /// Its unit in CloudWatch.
  public String unit() {
    return unit.unitName;
  }

  private enum Unit {
    COUNT("Count"),
    BYTES("Bytes"),
    MILLISECONDS("Milliseconds");

    private final String unitName;

    Unit(String unitName) {
      this.unitName = unitName;
    }
  }
}
