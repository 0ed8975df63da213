package dev.cwforwarder.telemetry;

/// The metrics of all functions, in namespace [#NAMESPACE].
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
  /// Pieces of text that rules redacted; also by dimension `reason`. Absent when there are none.
  VALUES_REDACTED("ValuesRedacted", Unit.COUNT),
  /// Records without some of their fields because of a limit; their bodies are complete. Absent
  /// when there are none.
  EVENTS_TRUNCATED("EventsTruncated", Unit.COUNT),
  REQUESTS("Requests", Unit.COUNT),
  RETRIES("Retries", Unit.COUNT),
  BYTES_SENT("BytesSent", Unit.BYTES),
  /// Current time minus the timestamp of the newest event.
  DELIVERY_LAG("DeliveryLag", Unit.MILLISECONDS),
  /// Objects left after a replay; a lower bound for a very large backlog.
  REPLAY_BACKLOG_OBJECTS("ReplayBacklogObjects", Unit.COUNT),
  REPLAY_BACKLOG_BYTES("ReplayBacklogBytes", Unit.BYTES),
  /// Current time minus the time at which the oldest object was written.
  REPLAY_BACKLOG_AGE("ReplayBacklogAge", Unit.MILLISECONDS),
  /// Current time minus the watermark of the polled source that is furthest behind.
  POLL_LAG("PollLag", Unit.MILLISECONDS),
  /// Events forwarded by a tier other than the narrowest one.
  LATE_EVENTS("LateEvents", Unit.COUNT),
  /// Requests to CloudWatch Logs, including refused ones.
  POLL_REQUESTS("PollRequests", Unit.COUNT),
  POLL_THROTTLES("PollThrottles", Unit.COUNT),
  /// Sources that could not be read; also by dimension `reason`.
  POLL_FAILURES("PollFailures", Unit.COUNT),
  /// Bytes scanned by Logs Insights queries, which AWS bills.
  POLL_BYTES_SCANNED("PollBytesScanned", Unit.BYTES),
  /// Minutes with missing events, which a wider tier read again.
  POLL_REPAIRED_MINUTES("PollRepairedMinutes", Unit.COUNT),
  /// Log groups that a filter or policy managed by this stack pushes.
  GROUPS_SUBSCRIBED("GroupsSubscribed", Unit.COUNT),
  /// Log groups without a filter or policy managed by this stack; also by dimension `reason`.
  GROUPS_SKIPPED("GroupsSkipped", Unit.COUNT),
  /// Subscription filters created, updated or removed.
  FILTERS_CHANGED("FiltersChanged", Unit.COUNT),
  /// Log groups whose filters could not be listed or changed.
  SUBSCRIBE_FAILURES("SubscribeFailures", Unit.COUNT);

  public static final String NAMESPACE = "ClickStackForwarder";

  private final String metricName;
  private final Unit unit;

  Metric(String metricName, Unit unit) {
    this.metricName = metricName;
    this.unit = unit;
  }

  /// The name of the metric in CloudWatch.
  public String metricName() {
    return metricName;
  }

  /// The unit of the metric in CloudWatch.
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
