package dev.cwforwarder.map.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `docs/rules.md` states these limits.
final class FoundValuesTest {
  @ParameterizedTest
  @CsvSource({"1000000, 16", "10000, 1600"})
  void aBodyIsSearchedForALimitedNumberOfValues(int length, int max) {
    FoundValues found = new FoundValues();
    for (int i = 0; i < max; i++) {
      found.add("value-" + i, Preset.EMAIL.redaction());
    }
    assertThat(found.search(length).complete()).isTrue();

    found.add("one-more", Preset.EMAIL.redaction());

    assertThat(found.search(length).complete()).isFalse();
    assertThat(found.search(length).values()).hasSize(max);
  }
}
