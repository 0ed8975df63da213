package dev.cwforwarder;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.MarkdownDocument;
import dev.cwforwarder.testing.MarkdownDocument.Block;
import dev.cwforwarder.testing.Project;
import dev.cwforwarder.testing.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/// A test runs every command that a document shows, unless it is marked as needing AWS or
/// ClickStack.
final class DocsCommandsTest {
  private static final Set<String> NEEDS =
      Set.of("<!-- needs AWS -->", "<!-- needs ClickStack -->");
  private static final String JAR = "java -jar target/clickstack-cloudwatch-forwarder.jar ";
  private static final String TESTS = "src/test/java/dev/cwforwarder/";
  private static final Pattern COMMAND =
      Pattern.compile(
          "^\\s*([A-Z_]+=\\S+ )*(scripts/|\\./mvnw|\\.venv/|aws |sam |java |git |docker |curl"
              + " |clickhouse )");
  private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z][a-z-]+");
  private static final Pattern SCRIPT = Pattern.compile("\\bscripts/[a-z-]+\\.sh");
  private static final Pattern TOOL =
      Pattern.compile("exec_(?:built_)?tool dev\\.cwforwarder\\.(\\w+)\\.");
  private static final Pattern KEY = Pattern.compile("(?m)^([a-z]\\w*):");
  private static final Pattern PARAMETER = Pattern.compile("(?m)^[A-Z]\\w*:");
  private static final Pattern TEST = Pattern.compile("-Dtest=(\\w+)");
  private static final Pattern OVERRIDES =
      Pattern.compile("(?<=[\\s'])([A-Z]\\w+)=(\"[^\"]*\"|\\S+)");

  /// `file` runs commands with this beginning; `evidence` is the line in it that does.
  private record RunBy(String command, String file, String evidence) {
    private RunBy {
      requireNonNull(command, "command is null");
      requireNonNull(file, "file is null");
      requireNonNull(evidence, "evidence is null");
    }
  }

  private static final List<RunBy> RUN =
      List.of(
          new RunBy("scripts/check.sh", ".ci/run", "scripts/check.sh"),
          new RunBy("scripts/demo.sh", "scripts/check.sh", "\n  scripts/demo.sh\n"),
          new RunBy(
              "scripts/invoke-local.sh events/subscription.json --out",
              TESTS + "local/CommandsTest.java",
              "invoke(EVENTS.resolve(\"subscription.json\"), \"--out\""),
          new RunBy(
              "scripts/invoke-local.sh app.log --log-group",
              TESTS + "local/CommandsTest.java",
              "invoke(text, \"--log-group\""),
          new RunBy(
              "scripts/import-collector-config.sh otel-collector-config.yaml",
              TESTS + "config/CollectorImportTest.java",
              "collector/otel-collector-config.yaml"),
          new RunBy(
              "scripts/subscribe.sh",
              TESTS + "endtoend/SubscribeCommandTest.java",
              "script(\"plan\", \"--stack\""),
          new RunBy(
              JAR + "replay", TESTS + "cli/ReplayCommandTest.java", "replay(\"--bucket\", BUCKET"),
          new RunBy(
              JAR + "poll run",
              TESTS + "endtoend/PollCommandTest.java",
              "\"run\", \"--once\", \"--state\""),
          new RunBy(
              JAR + "poll status",
              TESTS + "endtoend/PollCommandTest.java",
              "\"status\", \"--state\""),
          new RunBy(
              JAR + "poll backfill",
              TESTS + "endtoend/PollCommandTest.java",
              "\"backfill\", \"/none\", \"--from\""),
          new RunBy(
              JAR + "poll reset", TESTS + "endtoend/PollCommandTest.java", "\"reset\", \"/none\""),
          new RunBy(
              "HYPERDX_ACCESS_KEY=KEY scripts/dashboard.sh install",
              "dashboards/test/test_install.py",
              "scripts/dashboard.sh install"));

  static List<Block> blocks() {
    return Stream.concat(
            Stream.of(MarkdownDocument.of("README.md")), MarkdownDocument.in("docs").stream())
        .flatMap(document -> document.blocks().stream())
        .toList();
  }

  private static List<Block> in(String language) {
    return blocks().stream().filter(block -> block.language().equals(language)).toList();
  }

  static List<Block> shell() {
    return in("sh");
  }

  static List<Block> yaml() {
    return in("yaml");
  }

  @Test
  void commandsAreInBlocksOfShell() {
    assertThat(blocks())
        .filteredOn(block -> !block.language().equals("sh"))
        .isNotEmpty()
        .allSatisfy(
            block -> assertThat(block.lines()).noneMatch(line -> COMMAND.matcher(line).find()));
    assertThat(shell()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("shell")
  void commandsAreRunByATestOrMarked(Block block) {
    if (NEEDS.contains(block.before())) {
      return;
    }
    assertThat(commands(block))
        .isNotEmpty()
        .allSatisfy(
            command -> {
              Optional<MatchResult> test = TEST.matcher(command).results().findFirst();
              assertThat(test.isPresent() || RUN.stream().anyMatch(by -> isRun(command, by)))
                  .as("'%s' in %s is run by a test", command, block.document())
                  .isTrue();
            });
  }

  @Test
  void theNamedTestsRunTheirCommands() {
    assertThat(RUN)
        .isNotEmpty()
        .allSatisfy(by -> assertThat(Project.text(by.file())).contains(by.evidence()))
        .allSatisfy(
            by ->
                assertThat(shell())
                    .anyMatch(block -> commands(block).stream().anyMatch(one -> isRun(one, by))));
  }

  /// An option exists if the sources of the tool name it.
  @ParameterizedTest
  @MethodSource("shell")
  void optionsShownExist(Block block) {
    assertThat(commands(block))
        .filteredOn(command -> command.startsWith(JAR) || SCRIPT.matcher(command).find())
        .allSatisfy(
            command -> {
              String sources = sources(command);
              assertThat(sources).isNotEmpty();
              assertThat(OPTION.matcher(command).results().map(MatchResult::group))
                  .allSatisfy(option -> assertThat(sources).contains(option));
            });
  }

  @Test
  void commandsShownHaveOptions() {
    assertThat(shell())
        .flatExtracting(DocsCommandsTest::commands)
        .filteredOn(command -> OPTION.matcher(command).find())
        .hasSizeGreaterThan(10);
  }

  @Test
  void testsShownExist() {
    Set<String> tests =
        Project.topLevelClasses("src/test/java").stream()
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .collect(Collectors.toSet());

    assertThat(shell())
        .flatExtracting(block -> TEST.matcher(block.text()).results().toList())
        .extracting(match -> match.group(1))
        .isNotEmpty()
        .isSubsetOf(tests);
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void configurationShownIsAccepted(Block block) {
    String document = block.text();
    if (isSettingsFile(block)) {
      return; // parametersShownAreTheTemplatesWithAcceptedValues
    }
    switch (KEY.matcher(document).results().findFirst().orElseThrow().group(1)) {
      case "rules" -> SettingsReaders.subscriptions(document);
      case "awscloudwatch" -> SettingsReaders.pollConfig(document);
      case "filters" -> SettingsReaders.rules(document);
      default -> throw new AssertionError("no setting has the first key of " + block);
    }
  }

  @Test
  void parametersShownAreTheTemplatesWithAcceptedValues() {
    Set<String> parameters = Set.copyOf(new Template().parameters());
    List<Map<String, Object>> files =
        yaml().stream()
            .filter(DocsCommandsTest::isSettingsFile)
            .map(block -> new Yaml().<Map<String, Object>>load(block.text()))
            .toList();

    assertThat(files).hasSizeGreaterThan(4);
    for (Map<String, Object> file : files) {
      assertThat(parameters).containsAll(file.keySet());
      file.forEach(
          (name, value) -> {
            switch (name) {
              case "PollConfig" -> SettingsReaders.pollConfig((String) value);
              case "Rules" -> SettingsReaders.rules((String) value);
              case "Subscriptions" -> SettingsReaders.subscriptions((String) value);
              default -> assertThat(value.toString()).isNotBlank();
            }
          });
    }
  }

  /// SAM cuts quotes, blanks and JSON in arguments, and other users of the machine see a key there.
  @Test
  void noParameterAndNoKeyIsAnArgument() {
    assertThat(shell())
        .flatExtracting(DocsCommandsTest::commands)
        .filteredOn(command -> OVERRIDES.matcher(command).find() && command.startsWith("sam "))
        .isEmpty();
    List<String> texts = new ArrayList<>(blocks().stream().map(Block::text).toList());
    texts.add(Project.text("samconfig.toml"));
    try (Stream<Path> scripts = Files.list(Path.of("scripts"))) {
      scripts
          .filter(path -> path.toString().endsWith(".sh"))
          .map(Object::toString)
          .map(Project::text)
          .forEach(texts::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(texts)
        .noneMatch(text -> text.contains("ClickStackApiKey=KEY") || text.contains("--api-key KEY"));
    assertThat(texts).noneMatch(text -> text.contains("--guided"));
  }

  private static boolean isSettingsFile(Block block) {
    return PARAMETER.matcher(block.text()).find();
  }

  private static boolean isRun(String command, RunBy by) {
    return command.equals(by.command()) || command.startsWith(by.command() + " ");
  }

  /// The commands without comments; continued lines are joined.
  private static List<String> commands(Block block) {
    return block
        .text()
        .replaceAll("\\\\\n\\s*", "")
        .lines()
        .map(line -> line.replaceFirst("\\s+# .*$", "").strip())
        .filter(line -> COMMAND.matcher(line).find())
        .toList();
  }

  /// The sources of the tool that `command` runs.
  private static String sources(String command) {
    if (command.startsWith(JAR)) {
      return packageSources("cli");
    }
    String script =
        SCRIPT.matcher(command).results().map(MatchResult::group).findFirst().orElseThrow();
    String text = Project.text(script);
    return text
        + TOOL.matcher(text)
            .results()
            .map(match -> packageSources(match.group(1)))
            .collect(Collectors.joining());
  }

  private static String packageSources(String name) {
    return Stream.of("src/main/java", "src/local/java", "src/demo/java")
        .flatMap(root -> Project.sources(root).stream())
        .map(Object::toString)
        .filter(path -> path.contains("/cwforwarder/" + name + "/"))
        .map(Project::text)
        .collect(Collectors.joining());
  }
}
