package dev.cwforwarder.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.local.Commands;
import dev.cwforwarder.testing.Project;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PublishedTablesTest {
  @ParameterizedTest
  @CsvSource({
    "figures, docs/performance.md",
    "growth, docs/performance.md",
    "load, docs/performance.md",
    "concurrency, docs/performance.md",
    "tuning, docs/scale.md"
  })
  void everyTableHasAPlaceAndIsFilled(String name, String page) {
    assertThat(Project.text(page))
        .containsPattern(
            "<!-- %s: begin -->\\n[^!]*\\n\\|[^!]*<!-- %s: end -->".formatted(name, name));
  }

  @Test
  void aTableWithoutAPlaceIsAnError() {
    assertThatThrownBy(() -> PublishedTables.replace("unknown", "text"))
        .hasMessageContaining("<!-- unknown: begin --> … <!-- unknown: end -->");
  }

  @Test
  void thePublishedLoadIsComplete() {
    assertThat(Project.text("docs/performance.md"))
        .containsPattern("\\| records missing +\\| 0 +\\|");
  }

  /// Two plots, with a point for each size.
  @Test
  void thePlotHasTheSizesOfTheTable() throws IOException {
    long sizes =
        PublishedTables.read("growth")
            .lines()
            .filter(line -> line.matches("\\| [\\d,]+ +\\|.*"))
            .count();

    assertThat(Project.text(ReportKind.PLOT).lines().filter(line -> line.startsWith("<circle")))
        .hasSize((int) (2 * sizes));
  }

  @Test
  @Tag("slow")
  void concurrentInvocationsAreMeasured() {
    String[] options = {"--threads=2", "--events=20", "--quick", "--answer-ms=1"};

    assertThat(Commands.run(new Concurrency(), options)).isZero();
  }
}
