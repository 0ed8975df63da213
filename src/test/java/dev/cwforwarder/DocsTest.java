package dev.cwforwarder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.telemetry.Metric;
import dev.cwforwarder.testing.MarkdownTable;
import dev.cwforwarder.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents agree with the code.
final class DocsTest {
  private static final String ARCHITECTURE = "ARCHITECTURE.md";
  private static final String BASE = "dev.cwforwarder.";
  private static final Pattern CLASS = Pattern.compile("[A-Z][a-z]+[A-Za-z]*(\\.[a-z]\\w*)?");
  private static final Pattern MESSAGE = Pattern.compile("^(?:…|HTTP \\d|(?:the|no) )");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?dev\\.cwforwarder\\.(\\w+)\\.");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");

  /// Words that only look like classes.
  private static final Set<String> OF_CLOUDFORMATION = Set.of("NoEcho");

  @Test
  void everyMetricIsDocumentedWithItsUnit() {
    assertThat(MarkdownTable.of("docs/operations.md", "metric").rows())
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactlyElementsOf(
            Arrays.stream(Metric.values())
                .map(metric -> "`" + metric.metricName() + "` " + metric.unit())
                .toList());
    assertThat(Project.text("docs/operations.md")).contains("namespace `" + Metric.NAMESPACE + "`");
  }

  /// Those of the forwarder begin in lower case or with an HTTP status; `…` is any text.
  @Test
  void everyMessageInTroubleshootingIsInTheSources() {
    String sources =
        Project.sources("src/main/java").stream()
            .map(path -> Project.text(path.toString()))
            .collect(Collectors.joining());

    assertThat(MarkdownTable.of("docs/troubleshooting.md", "symptom").codeIn(0))
        .filteredOn(message -> MESSAGE.matcher(message).find())
        .flatExtracting(message -> List.of(message.replaceFirst("HTTP \\d+: ", "").split("…", -1)))
        .map(String::strip)
        .filteredOn(part -> part.contains(" "))
        .hasSizeGreaterThan(8)
        .allMatch(sources::contains);
  }

  @Test
  void everyGoldenCaseIsInTheMappingTablesAndViceVersa() throws IOException {
    Set<String> linked =
        Stream.of(
                MarkdownTable.of("docs/mapping.md", "resource attribute"),
                MarkdownTable.of("docs/mapping.md", "field of the record"),
                MarkdownTable.of("docs/mapping.md", "known log"))
            .flatMap(table -> table.rows().stream())
            .flatMap(row -> LINK.matcher(row.getLast()).results())
            .map(match -> match.group(1).replaceFirst("^\\.\\./", ""))
            .collect(Collectors.toSet());
    try (Stream<Path> cases = Files.list(Path.of("src/test/resources/golden"))) {
      assertThat(linked).containsExactlyInAnyOrderElementsOf(cases.map(Path::toString).toList());
    }
  }

  @Test
  void theArchitectureNamesEveryPackage() {
    assertThat(MarkdownTable.of(ARCHITECTURE, "package").codeIn(0))
        .containsExactlyInAnyOrderElementsOf(
            packagesIn("src/main/java", "src/local/java", "src/demo/java", "src/bench/java")
                .stream()
                .map(name -> name.split("\\.", -1)[0])
                .collect(Collectors.toSet()));
    assertThat(MarkdownTable.code(Project.text(ARCHITECTURE)))
        .containsAll(packagesIn("src/main/java"));
  }

  @ParameterizedTest
  @MethodSource("packagesWithNamedArrows")
  void theArchitectureNamesTheArrowsOfTheTest(ArchitectureTest.PackageRule rule) {
    assertThat(
            MarkdownTable.of(ARCHITECTURE, "package").rows().stream()
                .filter(row -> row.getFirst().equals("`" + rule.name() + "`"))
                .flatMap(row -> MarkdownTable.code(row.getLast())))
        .containsExactlyInAnyOrderElementsOf(rule.mayUse());
  }

  /// ArchitectureTest does not read these sources.
  @ParameterizedTest
  @ValueSource(strings = {"local", "bench", "demo"})
  void theArchitectureNamesWhatIsUsedByPackagesThatAreNotDeployed(String name) {
    Set<String> used =
        Project.sources("src/%s/java".formatted(name)).stream()
            .flatMap(path -> IMPORT.matcher(Project.text(path.toString())).results())
            .map(match -> match.group(1))
            .filter(other -> !other.equals(name))
            .collect(Collectors.toSet());

    assertThat(
            MarkdownTable.of(ARCHITECTURE, "package").rows().stream()
                .filter(row -> row.getFirst().equals("`" + name + "`"))
                .flatMap(row -> MarkdownTable.code(row.getLast())))
        .containsExactlyInAnyOrderElementsOf(used);
  }

  /// Without the one that may use all packages below.
  static List<ArchitectureTest.PackageRule> packagesWithNamedArrows() {
    return ArchitectureTest.packages().filter(rule -> !rule.name().equals("wiring")).toList();
  }

  /// Class names in backticks and in the drawing; `Class.method` with its method.
  @ParameterizedTest
  @ValueSource(strings = {ARCHITECTURE, "CONTRIBUTING.md"})
  void everyClassNamedExists(String document) {
    Map<String, Path> sources =
        Stream.of("src/main/java", "src/local/java", "src/demo/java", "src/test/java")
            .flatMap(root -> Project.sources(root).stream())
            .collect(Collectors.toMap(DocsTest::simpleName, path -> path, (first, _) -> first));
    List<String> named =
        MarkdownTable.code(Project.text(document))
            .map(code -> code.replaceFirst("^(?:\\w+/)*(\\w+)\\.java$", "$1"))
            .filter(CLASS.asMatchPredicate())
            .filter(name -> !OF_CLOUDFORMATION.contains(name))
            .distinct()
            .toList();

    assertThat(named)
        .isNotEmpty()
        .allSatisfy(
            name -> {
              String[] parts = name.split("\\.", -1);
              assertThat(sources).containsKey(parts[0]);
              if (parts.length > 1) {
                assertThat(Project.text(sources.getOrDefault(parts[0], Path.of("")).toString()))
                    .contains(" " + parts[1] + "(");
              }
            });
  }

  @Test
  void everyClassInTheDrawingExists() {
    Set<String> sources =
        Project.sources("src/main/java").stream()
            .map(DocsTest::simpleName)
            .collect(Collectors.toSet());
    String drawing = Project.text(ARCHITECTURE).split("```", -1)[1];

    assertThat(Pattern.compile("\\b[A-Z][a-z]+[A-Z]\\w+\\b").matcher(drawing).results())
        .extracting(match -> match.group())
        .filteredOn(name -> !Set.of("ClickStack", "LogRecordData").contains(name))
        .isNotEmpty()
        .isSubsetOf(sources);
  }

  @Test
  void everyDecisionIsInTheIndex() throws IOException {
    List<String> linked =
        LINK.matcher(Project.text("docs/decisions/README.md"))
            .results()
            .map(match -> match.group(1))
            .toList();
    try (Stream<Path> files = Files.list(Path.of("docs/decisions"))) {
      assertThat(linked)
          .containsExactlyElementsOf(
              files
                  .map(path -> path.getFileName().toString())
                  .filter(name -> !name.equals("README.md"))
                  .sorted()
                  .toList());
    }
  }

  @Test
  void everySampleEventIsDescribedAndHasAnExpectation() throws IOException {
    List<String> events;
    try (Stream<Path> files = Files.list(Path.of("events"))) {
      events =
          files
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .toList();
    }

    assertThat(MarkdownTable.of("events/README.md", "file").codeIn(0))
        .containsExactlyInAnyOrderElementsOf(events);
    assertThat(expectations()).containsExactlyInAnyOrderElementsOf(events);
  }

  private static List<String> expectations() throws JsonProcessingException {
    return List.copyOf(
        new ObjectMapper()
            .readValue(
                Project.text("events/src/expected.json"),
                new TypeReference<Map<String, Object>>() {})
            .keySet());
  }

  /// Names without the project's prefix.
  private static Set<String> packagesIn(String... roots) {
    return Stream.of(roots)
        .flatMap(root -> Project.topLevelClasses(root).stream())
        .filter(name -> name.startsWith(BASE))
        .map(name -> name.substring(BASE.length(), name.lastIndexOf('.')))
        .collect(Collectors.toSet());
  }

  private static String simpleName(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }
}
