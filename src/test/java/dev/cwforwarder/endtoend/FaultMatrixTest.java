package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.Project;
import dev.cwforwarder.testing.ReliabilityTable;
import dev.cwforwarder.testing.aws.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests all known faults with the packaged function under AWS's runtime client. After each fault,
/// every record is in ClickStack, in the failure bucket or in Lambda's on-failure record.
/// `docs/reliability.md` contains the results.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultMatrixTest {
  private final ReliabilityTable table = new ReliabilityTable();
  private MotoServer moto;
  private int buckets;

  static List<FaultRow> rows() {
    return Stream.of(
            EndpointFaults.rows(),
            TraceFaults.rows(),
            KeyFaults.rows(),
            SurroundingFaults.rows(),
            KinesisFaults.rows())
        .flatMap(rows -> rows)
        .toList();
  }

  @BeforeAll
  void startStore() {
    moto = MotoServer.start();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void noRecordIsLost(FaultRow row, @TempDir Path failures) throws Exception {
    try (FaultScene scene = new FaultScene(moto, "failures-" + buckets++, failures)) {
      row.script().play(scene);

      Map<String, Set<String>> places = scene.places();
      Set<String> found = new HashSet<>();
      places.values().forEach(found::addAll);
      Set<String> lost = new HashSet<>(scene.input());
      lost.removeAll(found);
      assertThat(lost).isEmpty();
      assertThat(scene.input()).containsAll(found);
      assertThat(scene.maxCopies()).isLessThanOrEqualTo(row.maxCopies());
      scene.assertKeyIsNowhere();
      Map<String, Integer> sizes = sizes(places);
      int rejected = scene.counts().stream().mapToInt(Counts::rejected).sum();
      sizes.computeIfPresent("ClickStack", (_, accepted) -> accepted - rejected);
      // A partial success does not tell which records were rejected.
      assertThat(rejected > 0).isEqualTo(places.containsKey("rejected"));
      table.add(
          new ReliabilityTable.Row(row.fault(), sizes, lost.size(), row.maxCopies()),
          scene.duplicates());
    }
  }

  @AfterAll
  void theDocumentContainsThisTable() throws IOException {
    if (moto == null) {
      return;
    }
    moto.close();
    Files.writeString(Project.file("target/reliability-table.md"), table.measured());
    if (table.size() == rows().size()) {
      table.compareTo("docs/reliability.md");
    }
  }

  private static Map<String, Integer> sizes(Map<String, Set<String>> places) {
    Map<String, Integer> sizes = new TreeMap<>();
    places.forEach((place, uids) -> sizes.put(place, uids.size()));
    return sizes;
  }
}
