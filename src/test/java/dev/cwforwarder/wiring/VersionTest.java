package dev.cwforwarder.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.Project;
import org.junit.jupiter.api.Test;

final class VersionTest {
  @Test
  void versionEqualsThatOfThePom() {
    assertThat(Version.NUMBER).isEqualTo(Project.version());
  }
}
