package dev.cwforwarder.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.time.ManualClock;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceStatusTest {
  private final ManualClock clock = new ManualClock();
  private final MemoryCheckpoints store = new MemoryCheckpoints(clock);

  @Test
  void aDamagedCheckpointDoesNotHideTheOthers() throws Exception {
    Instant now = clock.instant();
    save("1/r/a", "{\"cut");
    save(
        "1/r/b",
        CheckpointFormat.write(
            Checkpoint.startingAt(
                now.toEpochMilli(), Tier.standard(Duration.ofMinutes(1)), ReaderKind.FILTER, now)));

    List<SourceStatus> sources = SourceStatus.all(store);

    assertThat(sources).extracting(SourceStatus::id).containsExactly("1/r/a", "1/r/b");
    assertThat(sources).extracting(SourceStatus::isUnreadable).containsExactly(true, false);
    assertThat(sources.getFirst().problem()).contains("1/r/a cannot be read", "repaired or reset");
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    PollAnswer.write(sources, now, answer);
    assertThat(answer.toString(UTF_8))
        .contains("[{\"id\":\"1/r/a\",\"problem\":\"the checkpoint of 1/r/a cannot be read")
        .contains("{\"id\":\"1/r/b\",\"watermark\":\"" + now);
  }

  @Test
  void aForeignEntryDoesNotStopASearch() throws Exception {
    save("no-source", "{}");
    save("1/r/a", "{}");

    assertThat(new BackfillRequests(store, clock).find("/a")).containsExactly("1/r/a");
  }

  private void save(String id, String state) throws CheckpointException {
    store.save(store.load(id), state);
  }
}
