package dev.cwforwarder.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LazyTest {
  private final Deque<String> builds = new ArrayDeque<>(List.of("first", "second"));

  @Test
  void theValueIsBuiltOnceAndOnlyWhenItIsNeeded() {
    Lazy<String, RuntimeException> lazy = new Lazy<>(builds::remove);
    assertThat(builds).hasSize(2);

    assertThat(List.of(lazy.get(), lazy.get())).containsExactly("first", "first");
    assertThat(builds).hasSize(1);
  }

  @Test
  void aFailedBuildIsRetried() throws IOException {
    Deque<IOException> failures = new ArrayDeque<>(List.of(new IOException("no client")));
    Lazy<String, IOException> lazy =
        new Lazy<>(
            () -> {
              if (!failures.isEmpty()) {
                throw failures.remove();
              }
              return builds.remove();
            });

    assertThatThrownBy(lazy::get).hasMessage("no client");
    assertThat(lazy.get()).isEqualTo("first");
  }
}
