package dev.cwforwarder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.config.Settings;
import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.local.lambda.TemplateFunction;
import dev.cwforwarder.testing.MarkdownTable;
import dev.cwforwarder.testing.Project;
import dev.cwforwarder.testing.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/settings.md` names every variable that a function reads, as the template sets it.
final class SettingsDocsTest {
  private static final String PAGE = "docs/settings.md";
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String LOGS_ENDPOINT = "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT";
  private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  private static final int VARIABLE = 0;
  private static final int PARAMETER = 1;
  private static final int DEFAULT = 2;
  private static final int ALLOWED = 3;
  private static final Template TEMPLATE = new Template();

  /// Variables that are set by Lambda, or configure the JVM.
  private static final Set<String> SET_BY_LAMBDA = Set.of("AWS_REGION");

  private static final Set<String> OF_THE_JVM = Set.of("JAVA_TOOL_OPTIONS");
  private static final Pattern RUNTIME_VARIABLE = Pattern.compile("\"(AWS_(?:LAMBDA|SAM)_\\w+)\"");

  /// A row of a settings table.
  ///
  /// @param parameter of the template; empty when the template sets the variable in another way
  record Row(List<String> cells, String variable, String parameter) {
    static Row of(Map<String, String> template, List<String> cells) {
      String variable = MarkdownTable.code(cells.get(VARIABLE)).findFirst().orElseThrow();
      return new Row(cells, variable, template.getOrDefault(variable, ""));
    }

    boolean hasParameter() {
      return !parameter.isEmpty();
    }

    boolean isNumber() {
      return hasParameter() && TEMPLATE.parameter(parameter, "Type").equals("Number");
    }

    @Override
    public String toString() {
      return variable;
    }
  }

  static List<Row> rows() {
    return Stream.of(
            rows("variable", TEMPLATE.variables()),
            rows("replay variable", TEMPLATE.variablesOf("ReplayFunction")),
            rows("poll variable", TEMPLATE.variablesOf("PollFunction")),
            rows("subscribe variable", TEMPLATE.variablesOf("SubscribeFunction")))
        .flatMap(List::stream)
        .toList();
  }

  static List<Row> parameters() {
    return rows().stream().filter(Row::hasParameter).toList();
  }

  static List<Row> numbers() {
    return rows().stream().filter(Row::isNumber).toList();
  }

  @Test
  void everyVariableOfTheForwardingFunctionsIsDocumentedAndNoOther() {
    assertThat(documented("variable"))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(SettingsReaders.readByForwarding());
  }

  @Test
  void everyVariableOfTheReplayFunctionIsDocumentedAndNoOther() {
    assertThat(documented("replay variable"))
        .containsExactlyInAnyOrderElementsOf(additional(SettingsReaders.readByReplay()));
  }

  @Test
  void everyVariableOfThePollFunctionIsDocumentedAndNoOther() {
    assertThat(documented("poll variable"))
        .containsExactlyInAnyOrderElementsOf(additional(SettingsReaders.readByPoll()));
  }

  @Test
  void everyVariableOfTheSubscribeFunctionIsDocumentedAndNoOther() {
    assertThat(documented("subscribe variable"))
        .containsExactlyInAnyOrderElementsOf(SettingsReaders.readBySubscribe());
  }

  @Test
  void everyVariableOfProxiesIsDocumentedAndNoOther() {
    Set<String> inUpperCase = new TreeSet<>(SettingsReaders.readByProxies());
    inUpperCase.removeIf(name -> !name.equals(name.toUpperCase(Locale.ROOT)));

    assertThat(documented("proxy variable")).containsExactlyInAnyOrderElementsOf(inUpperCase);
    assertThat(SettingsReaders.readByProxies()).hasSize(2 * inUpperCase.size());
  }

  @Test
  void everyRuntimeVariableIsDocumentedAndNoOther() {
    Set<String> read =
        Project.sources("src/main/java").stream()
            .map(path -> Project.text(path.toString()))
            .flatMap(text -> RUNTIME_VARIABLE.matcher(text).results())
            .map(match -> match.group(1))
            .collect(Collectors.toSet());

    assertThat(documented("runtime variable")).containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void theTemplateSetsEveryVariableOfTheForwardingFunctionsAndNoOther() {
    Set<String> expected = new TreeSet<>(SettingsReaders.readByForwarding());
    expected.removeIf(name -> name.contains("_LOGS_") && !name.equals(LOGS_ENDPOINT));
    expected.removeIf(name -> name.contains("_TRACES_") && !name.equals(TRACES_ENDPOINT));
    expected.removeAll(SET_BY_LAMBDA);
    expected.addAll(OF_THE_JVM);

    assertThat(TEMPLATE.variables().keySet()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void theTemplateSetsEveryVariableOfTheOtherFunctionsAndNoOther() {
    assertThat(TEMPLATE.variablesOf("ReplayFunction").keySet())
        .containsExactlyInAnyOrderElementsOf(additional(SettingsReaders.readByReplay()));
    assertThat(TEMPLATE.variablesOf("PollFunction").keySet())
        .containsExactlyInAnyOrderElementsOf(additional(SettingsReaders.readByPoll()));
    assertThat(TEMPLATE.variablesOf("SubscribeFunction").keySet())
        .containsExactlyInAnyOrderElementsOf(additional(SettingsReaders.readBySubscribe()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theParameterIsTheTemplates(Row row) {
    assertThat(MarkdownTable.code(row.cells().get(PARAMETER)))
        .isEqualTo(row.hasParameter() ? List.of(row.parameter()) : List.of());
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void theDefaultIsTheTemplates(Row row) {
    String fallback = TEMPLATE.parameter(row.parameter(), "Default");

    assertThat(row.cells().get(DEFAULT)).isEqualTo(fallback.isEmpty() ? "–" : "`" + fallback + "`");
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void theLimitsAreTheTemplates(Row row) {
    assertThat(row.cells().get(ALLOWED).split(" ", 2)[0])
        .isEqualTo(limit(row, "MinValue") + "–" + limit(row, "MaxValue"));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void theFunctionsAcceptExactlyTheTemplatesLimits(Row row) {
    long min = limit(row, "MinValue");
    long max = limit(row, "MaxValue");

    assertThat(Stream.of(min - 1, min, max, max + 1).map(value -> accepts(row.variable(), value)))
        .containsExactly(false, true, true, false);
  }

  @Test
  void theTemplatesDefaultsAreTheFunctions() throws IOException {
    Map<String, String> env =
        new HashMap<>(TemplateFunction.readAll(Path.of("template.yaml")).getFirst().environment());
    env.put(ENDPOINT, "https://clickstack.test");

    assertThat(Settings.fromEnv(env))
        .isEqualTo(Settings.fromEnv(Map.of(ENDPOINT, "https://clickstack.test")));
  }

  private static List<Row> rows(String firstColumn, Map<String, String> template) {
    Map<String, String> variables = new HashMap<>(TEMPLATE.variables());
    variables.putAll(template);
    return MarkdownTable.of(PAGE, firstColumn).rows().stream()
        .map(cells -> Row.of(variables, cells))
        .toList();
  }

  private static List<String> documented(String firstColumn) {
    return MarkdownTable.of(PAGE, firstColumn).codeIn(VARIABLE);
  }

  /// Those that not every function that forwards reads.
  private static Set<String> additional(Set<String> read) {
    Set<String> additional = new HashSet<>(read);
    additional.removeAll(SettingsReaders.readByForwarding());
    return additional;
  }

  private static long limit(Row row, String name) {
    return Long.parseLong(TEMPLATE.parameter(row.parameter(), name));
  }

  private static boolean accepts(String variable, long value) {
    try {
      SettingsReaders.number(variable, value);
      return true;
    } catch (SettingsException e) {
      return false;
    }
  }
}
