package dev.cwforwarder.poll;

import dev.cwforwarder.poll.ReadException.Reason;
import dev.cwforwarder.testing.aws.SimulatedCloudWatch;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Reads the simulated CloudWatch like the SDK's readers, with faults.
final class SimulatedReader implements LogReader {
  private static final List<Reason> TRANSIENT =
      List.of(Reason.UNAVAILABLE, Reason.THROTTLED, Reason.TOKEN_EXPIRED, Reason.UNEXPECTED);

  private final SimulatedCloudWatch cloudWatch;
  private final ReaderKind kind;
  private final Clock clock;
  private final SimulatedFaults faults;
  private final RandomGenerator random;

  SimulatedReader(
      SimulatedCloudWatch cloudWatch,
      ReaderKind kind,
      Clock clock,
      SimulatedFaults faults,
      RandomGenerator random) {
    this.cloudWatch = cloudWatch;
    this.kind = kind;
    this.clock = clock;
    this.faults = faults;
    this.random = random;
  }

  @Override
  public Page read(Request request) throws ReadException {
    faults.maybeCrash();
    if (faults.read()) {
      throw new ReadException(
          TRANSIENT.get(random.nextInt(TRANSIENT.size())), "a fault of the simulation", null);
    }
    return switch (kind) {
      case FILTER -> filter(request);
      case INSIGHTS -> insights(request);
    };
  }

  private Page filter(Request request) throws ReadException {
    SimulatedCloudWatch.Answer answer =
        cloudWatch.filter(
            request.source().group().name(),
            request.source().streams() instanceof StreamFilter.Names names
                ? names.names()
                : List.of(),
            request.source().streams() instanceof StreamFilter.Prefix prefix ? prefix.prefix() : "",
            request.fromMillis(),
            request.toMillis(),
            request.token(),
            request.limit());
    return page(answer.events(), answer.nextToken(), "");
  }

  /// All rows in one page. The ids are not CloudWatch's.
  private Page insights(Request request) throws ReadException {
    List<SimulatedCloudWatch.Event> rows =
        cloudWatch
            .query(
                request.source().group().name(),
                Math.floorDiv(request.fromMillis(), 1000),
                Math.floorDiv(request.toMillis(), 1000))
            .stream()
            .filter(
                event ->
                    event.timestamp() >= request.fromMillis()
                        && event.timestamp() <= request.toMillis()
                        && event.ingestion() > request.ingestedAfterMillis()
                        && event.ingestion() <= request.ingestedUpToMillis())
            .toList();
    return page(rows, "", "insights-");
  }

  private Page page(List<SimulatedCloudWatch.Event> events, String nextToken, String idPrefix) {
    Instant date = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new Page(
        events.stream()
            .map(
                event ->
                    new PolledEvent(
                        idPrefix + event.id(),
                        event.stream(),
                        event.timestamp(),
                        event.ingestion(),
                        event.message(),
                        Map.of()))
            .toList(),
        nextToken,
        date,
        0);
  }
}
