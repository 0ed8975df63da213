package dev.cwforwarder.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.StoredForms;
import dev.cwforwarder.testing.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The item that tells when an earlier version first polled is read, and written in the same way.
/// Were it written anew, groups that are made between then and now would lose their beginning.
final class StoredInstallationTest {
  private static final Instant INSTALLED = Instant.parse("2026-01-05T10:01:30.250Z");

  private final ManualClock clock = new ManualClock();
  private final MemoryCheckpoints store = new MemoryCheckpoints(clock);

  @Test
  void theFirstRunWritesItAsBefore() throws Exception {
    clock.advance(Duration.between(clock.instant(), INSTALLED));

    InitialCheckpoints.of(store, clock);

    assertThat(store.list())
        .containsExactly(
            new CheckpointStore.Entry("#installed", 1, StoredForms.text("installed/time.txt")));
  }

  @Test
  void aGroupThatWasMadeSinceThenBeginsWithItsCreation() throws Exception {
    clock.advance(Duration.between(clock.instant(), INSTALLED.plus(Duration.ofDays(9))));
    store.save(
        new CheckpointStore.Entry("#installed", 0, ""), StoredForms.text("installed/time.txt"));
    Instant created = Instant.parse("2026-01-06T00:00:00Z");

    InitialCheckpoints starts = InitialCheckpoints.of(store, clock);

    assertThat(starts.first(candidate(created)).watermark()).isEqualTo(created.toEpochMilli());
    assertThat(starts.first(candidate(INSTALLED)).watermark())
        .isEqualTo(Minutes.floor(clock.millis()));
    assertThat(store.load("#installed").version()).isEqualTo(1);
  }

  private static Candidate candidate(Instant created) {
    PollSource.Group group =
        new PollSource.Group("123456789012", "eu-central-1", "/a", "arn", "", created, false);
    PollSource source = new PollSource(Access.own("eu-central-1"), group, new StreamFilter.All());
    return Candidate.named(source, SimulatedWorld.READING);
  }
}
