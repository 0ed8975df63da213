package dev.cwforwarder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.config.Settings;
import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.local.lambda.TemplateFunction;
import dev.cwforwarder.telemetry.Metric;
import dev.cwforwarder.testing.MarkdownTable;
import dev.cwforwarder.testing.Project;
import dev.cwforwarder.testing.RecordingEnv;
import dev.cwforwarder.testing.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents say what is so.
final class DocsTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String LOGS_ENDPOINT = "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT";
  private static final int VARIABLE = 0;
  private static final int PARAMETER = 1;
  private static final int DEFAULT = 2;
  private static final int ALLOWED = 3;
  private static final MarkdownTable SETTINGS = MarkdownTable.of("README.md", "variable");
  private static final Template TEMPLATE = new Template();
  private static final Pattern CLASS = Pattern.compile("[A-Z][a-z]+[A-Za-z]*(\\.[a-z]\\w*)?");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");

  /// Variables that are no settings of ours, and settings that the template leaves to others.
  private static final Set<String> OF_THE_JVM = Set.of("JAVA_TOOL_OPTIONS");

  private static final Set<String> OF_LAMBDA = Set.of("AWS_REGION");

  /// Words that only look like classes.
  private static final Set<String> OF_CLOUDFORMATION = Set.of("NoEcho");

  static List<List<String>> settings() {
    return SETTINGS.rows();
  }

  @Test
  void readmeNamesEverySettingThatIsReadAndNoOther() {
    assertThat(SETTINGS.codeIn(VARIABLE))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(settingsRead());
  }

  @Test
  void templateSetsEverySettingThatIsReadAndNoOther() {
    Set<String> expected = new TreeSet<>(settingsRead());
    expected.removeIf(name -> name.contains("_LOGS_") && !name.equals(LOGS_ENDPOINT));
    expected.removeAll(OF_LAMBDA);
    expected.addAll(OF_THE_JVM);

    assertThat(TEMPLATE.variables().keySet()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void readmeNamesTheParameterWithItsDefaultAndLimits(List<String> row) {
    String variable = codeOf(row, VARIABLE).getFirst();
    String parameter = TEMPLATE.variables().getOrDefault(variable, "");

    assertThat(codeOf(row, PARAMETER))
        .isEqualTo(parameter.isEmpty() ? List.of() : List.of(parameter));
    if (!parameter.isEmpty()) {
      String fallback = TEMPLATE.parameter(parameter, "Default");
      assertThat(row.get(DEFAULT)).isEqualTo(fallback.isEmpty() ? "–" : "`" + fallback + "`");
      if (TEMPLATE.parameter(parameter, "Type").equals("Number")) {
        assertThat(row.get(ALLOWED).split(" ", 2)[0])
            .isEqualTo(
                TEMPLATE.parameter(parameter, "MinValue")
                    + "–"
                    + TEMPLATE.parameter(parameter, "MaxValue"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void limitsOfAParameterAreThoseOfTheSetting(List<String> row) {
    String variable = codeOf(row, VARIABLE).getFirst();
    String parameter = TEMPLATE.variables().getOrDefault(variable, "");
    if (!TEMPLATE.parameters().contains(parameter)
        || !TEMPLATE.parameter(parameter, "Type").equals("Number")) {
      return;
    }
    long min = Long.parseLong(TEMPLATE.parameter(parameter, "MinValue"));
    long max = Long.parseLong(TEMPLATE.parameter(parameter, "MaxValue"));

    assertThat(Stream.of(min - 1, min, max, max + 1).map(value -> takes(variable, value)))
        .containsExactly(false, true, true, false);
  }

  @Test
  void defaultsOfTheTemplateAreThoseOfTheSettings() throws IOException {
    Map<String, String> env =
        new HashMap<>(TemplateFunction.readAll(Path.of("template.yaml")).getFirst().environment());
    env.put(ENDPOINT, "https://clickstack.test");

    assertThat(Settings.fromEnv(env))
        .isEqualTo(Settings.fromEnv(Map.of(ENDPOINT, "https://clickstack.test")));
  }

  @Test
  void readmeNamesEveryMetricWithItsUnit() {
    assertThat(MarkdownTable.of("README.md", "metric").rows())
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactlyElementsOf(
            Arrays.stream(Metric.values())
                .map(metric -> "`" + metric.metricName() + "` " + metric.unit())
                .toList());
    assertThat(Project.text("README.md")).contains("namespace `" + Metric.NAMESPACE + "`");
  }

  @Test
  void everyGoldenCaseIsInTheMappingTablesAndViceVersa() throws IOException {
    Set<String> linked =
        Stream.of(
                MarkdownTable.of("README.md", "resource attribute"),
                MarkdownTable.of("README.md", "field of the record"),
                MarkdownTable.of("docs/content.md", "known log"))
            .flatMap(table -> table.rows().stream())
            .flatMap(row -> LINK.matcher(row.getLast()).results())
            .map(match -> match.group(1).replaceFirst("^\\.\\./", ""))
            .collect(Collectors.toSet());
    try (Stream<Path> cases = Files.list(Path.of("src/test/resources/golden"))) {
      assertThat(linked).containsExactlyInAnyOrderElementsOf(cases.map(Path::toString).toList());
    }
  }

  @Test
  void architectureNamesEveryRoom() {
    Set<String> rooms =
        Stream.of("src/main/java", "src/local/java", "src/demo/java")
            .flatMap(root -> Project.topLevelClasses(root).stream())
            .filter(name -> name.startsWith("dev.cwforwarder."))
            .map(name -> name.split("\\.", -1)[2])
            .collect(Collectors.toSet());

    assertThat(MarkdownTable.of("ARCHITECTURE.md", "room").codeIn(0))
        .containsExactlyInAnyOrderElementsOf(rooms);
  }

  @Test
  void roomsMayUseWhatTheArchitectureTestSays() {
    Map<String, Set<String>> rooms =
        ArchitectureTest.packages()
            .filter(room -> !room.name().equals("handler"))
            .collect(
                Collectors.toMap(
                    ArchitectureTest.PackageRule::name, ArchitectureTest.PackageRule::mayUse));

    assertThat(rooms)
        .allSatisfy(
            (room, mayUse) ->
                assertThat(
                        MarkdownTable.of("ARCHITECTURE.md", "room").rows().stream()
                            .filter(row -> row.getFirst().equals("`" + room + "`"))
                            .flatMap(row -> MarkdownTable.code(row.getLast())))
                    .containsExactlyInAnyOrderElementsOf(mayUse));
  }

  /// Class names in backticks and in the drawing; `Class.method` with its method.
  @ParameterizedTest
  @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md"})
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
    String drawing = Project.text("ARCHITECTURE.md").split("```", -1)[1];

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

  /// Every name that the settings ask the environment for.
  private static Set<String> settingsRead() {
    RecordingEnv general = new RecordingEnv(Map.of(ENDPOINT, "https://clickstack.test"), "");
    Settings.fromEnv(general);
    return general.asked();
  }

  /// Whether `variable` may be `value`.
  private static boolean takes(String variable, long value) {
    try {
      Settings.fromEnv(Map.of(ENDPOINT, "https://clickstack.test", variable, Long.toString(value)));
      return true;
    } catch (SettingsException e) {
      return false;
    }
  }

  private static List<String> codeOf(List<String> row, int column) {
    return MarkdownTable.code(row.get(column)).toList();
  }

  private static String simpleName(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }
}
