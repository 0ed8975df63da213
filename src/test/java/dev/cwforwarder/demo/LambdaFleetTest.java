package dev.cwforwarder.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.demo.LambdaFormat.End;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Environments start and end as in Lambda.
final class LambdaFleetTest {
  private static final Day DAY = new Day(LocalDate.of(2025, 12, 7));
  private static final long NOON = DAY.at("12:00");
  private static final LambdaFunction FUNCTION =
      new LambdaFunction("f", "python:3.13.v61", "0".repeat(64), 128, 60, 200, LambdaText.PYTHON);

  private static final TraceContext CALLER =
      new TraceContext("6934c396b840134cd598b8e38b7db0b7", "76f91e2466fd4d93", "");

  private final Journal journal = new Journal(DAY);

  @Test
  void freeEnvironmentIsReused() {
    LambdaFleet fleet = fleet(new Release(DAY.start(), "1", 0));

    Invocation first = run(fleet, NOON);
    Invocation second = run(fleet, NOON + 60_000);

    assertThat(first.isCold()).isTrue();
    assertThat(second.isCold()).isFalse();
    assertThat(streams()).hasSize(1);
    assertThat(messages())
        .extracting(message -> message.split("[ :]", 2)[0])
        .containsExactly("INIT_START", "START", "END", "REPORT", "START", "END", "REPORT");
    assertThat(messages().get(3)).contains("\tInit Duration: ");
  }

  @Test
  void invocationIsASegmentWithASubsegmentForItsColdStart() {
    Invocation first = run(fleet(new Release(DAY.start(), "1", 0)), NOON);

    TraceContext segment = first.trace().segment();
    assertThat(segment.traceId()).isEqualTo(CALLER.traceId());
    assertThat(segment.parentId()).isEqualTo(CALLER.spanId());
    assertThat(journal.spans())
        .extracting(LogLine::message)
        .satisfiesExactly(
            init -> assertThat(init).contains("\"parentSpanId\":\"" + segment.spanId() + "\""),
            own -> assertThat(own).contains("\"spanId\":\"" + segment.spanId() + "\"", "SERVER"));
  }

  @Test
  void busyEnvironmentIsNotUsedAtTheSameTime() {
    LambdaFleet fleet = fleet(new Release(DAY.start(), "1", 0));
    run(fleet, NOON);

    assertThat(run(fleet, NOON + 1).isCold()).isTrue();
    assertThat(streams()).hasSize(2);
  }

  @Test
  void idleEnvironmentEnds() {
    LambdaFleet fleet = fleet(new Release(DAY.start(), "1", 0));
    run(fleet, NOON);

    assertThat(run(fleet, NOON + 15 * 60_000).isCold()).isTrue();
  }

  @Test
  void newVersionStartsCold() {
    LambdaFleet fleet = fleet(new Release(DAY.start(), "1", 0), new Release(NOON + 1_000, "2", 0));
    run(fleet, NOON);

    Invocation next = run(fleet, NOON + 2_000);

    assertThat(next.version()).isEqualTo("2");
    assertThat(next.isCold()).isTrue();
    assertThat(streams().getLast()).startsWith("2025/12/07/[2]");
  }

  @Test
  void leakFillsTheMemoryAndTheNextInvocationIsInANewEnvironment() {
    LambdaFleet fleet = fleet(new Release(DAY.start(), "1", 30));
    long now = NOON;
    Invocation last = run(fleet, now);
    while (!last.isOutOfMemory()) {
      now += 60_000;
      last = fleet.start(now, CALLER);
      last.end(now + 100, last.isOutOfMemory() ? End.OUT_OF_MEMORY : End.SUCCESS);
    }

    assertThat(messages().getLast())
        .contains("Max Memory Used: 128 MB", "Error Type: Runtime.OutOfMemory");
    assertThat(run(fleet, now + 60_000).isCold()).isTrue();
    assertThat(journal.tally().counts().get("out_of_memory")).containsEntry("f", 1L);
  }

  private LambdaFleet fleet(Release... releases) {
    return new LambdaFleet(FUNCTION, List.of(releases), journal, Dice.of(1, "test"));
  }

  private static Invocation run(LambdaFleet fleet, long millis) {
    Invocation invocation = fleet.start(millis, CALLER);
    invocation.end(invocation.start() + 50, End.SUCCESS);
    return invocation;
  }

  private List<String> messages() {
    return journal.lines().stream().map(LogLine::message).toList();
  }

  private List<String> streams() {
    return journal.lines().stream().map(line -> line.source().stream()).distinct().toList();
  }
}
