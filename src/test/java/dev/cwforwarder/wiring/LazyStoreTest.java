package dev.cwforwarder.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LazyStoreTest {
  private static final FailureDocument DOCUMENT =
      new FailureDocument.RawInput("why", Instant.EPOCH, new byte[1]);

  private final Deadline later = Deadline.in(Duration.ofMinutes(1), new ManualClock());
  private final InMemoryStore built = new InMemoryStore();
  private final Deque<FailureStore> builds = new ArrayDeque<>(List.of(built));

  @Test
  void theStoreIsBuiltOnceAndOnlyWhenItIsNeeded() throws StoreException {
    LazyStore store = new LazyStore(builds::remove);
    assertThat(builds).hasSize(1);

    store.store(DOCUMENT, later);
    store.store(DOCUMENT, later);

    assertThat(built.asked()).containsExactly(DOCUMENT, DOCUMENT);
  }

  @Test
  void aStoreThatCouldNotBeBuiltIsTriedAgain() throws StoreException {
    Deque<Integer> failures = new ArrayDeque<>(List.of(1));
    LazyStore store =
        new LazyStore(
            () -> {
              if (failures.poll() != null) {
                throw new StoreException("no S3 client", null);
              }
              return builds.remove();
            });

    assertThatThrownBy(() -> store.store(DOCUMENT, later)).isInstanceOf(StoreException.class);
    store.store(DOCUMENT, later);

    assertThat(built.asked()).containsExactly(DOCUMENT);
  }
}
