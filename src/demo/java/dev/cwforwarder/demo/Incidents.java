package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

/// The incidents of the day and their times.
///
/// @param portScan an external host scans ports
/// @param poison from its start on, a batch job fails on a file that it cannot read
/// @param leak a version of the authentication service is released that never frees sessions
/// @param slowQuery a query without an index is slow
/// @param badDeploy a version of the payment processor fails on most orders
/// @param rateLimit a partner's client exceeds its rate limit
/// @param unschedulable the cluster lacks memory for new pods
record Incidents(
    TimeRange portScan,
    TimeRange poison,
    TimeRange leak,
    TimeRange slowQuery,
    TimeRange badDeploy,
    TimeRange rateLimit,
    TimeRange unschedulable) {
  Incidents {
    requireNonNull(portScan, "portScan is null");
    requireNonNull(poison, "poison is null");
    requireNonNull(leak, "leak is null");
    requireNonNull(slowQuery, "slowQuery is null");
    requireNonNull(badDeploy, "badDeploy is null");
    requireNonNull(rateLimit, "rateLimit is null");
    requireNonNull(unschedulable, "unschedulable is null");
  }

  static Incidents of(Day day) {
    return new Incidents(
        new TimeRange(day.at("04:12"), day.at("04:31")),
        new TimeRange(day.at("03:00"), day.end()),
        new TimeRange(day.at("08:05"), day.end()),
        new TimeRange(day.at("11:05"), day.at("11:32")),
        new TimeRange(day.at("14:20"), day.at("14:47")),
        new TimeRange(day.at("16:10"), day.at("16:35")),
        new TimeRange(day.at("18:40"), day.at("18:58")));
  }
}
