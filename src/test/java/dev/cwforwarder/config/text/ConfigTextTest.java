package dev.cwforwarder.config.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [ConfigText] and [ConfigSection].
final class ConfigTextTest {
  private final ConfigProblems problems = new ConfigProblems("X");

  @Test
  void yamlAndJsonAreEquivalent() {
    assertThat(section("a: 1\nb: [x, 'true']\n").texts("b", raw -> raw))
        .isEqualTo(section("{\n\t\"a\": 1,\n\t\"b\": [\"x\", \"true\"]}").texts("b", raw -> raw))
        .containsExactly("x", "true");
    assertThat(section("{a: 1}").wholeNumber("a", 0, 0, 9)).isOne();
  }

  @Test
  void allProblemsAreReportedWithPathAndLine() {
    ConfigSection section =
        section("size: 12\nlist:\n  - one\n  - 5\nspeling: x\nqqq: 1\ninner: [1]\n");
    section.wholeNumber("size", 1, 1, 10);
    section.texts("list", raw -> raw);
    section.flag("spelling", false);
    section.section("inner").refuseOthers();
    section.refuseOthers();

    assertThatThrownBy(problems::check)
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            """
            5 invalid settings:
              - X: size: expected 1 to 10, got 12 (line 1)
              - X: list[1]: expected text, got 5 (line 4)
              - X: inner: expected a mapping, got a list (line 7)
              - X: speling: unknown; did you mean spelling? (line 5)
              - X: qqq: unknown; known are size, list, spelling, inner (line 6)\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [",
        "a:\n\tb: 1",
        "a: b: c",
        "a: 1\na: 2",
        "a: 1\n---\nb: 2",
        "a: &x 1\nb: *x",
        "a: \"\\q\"",
        "%",
        "a: !!binary x:"
      })
  void malformedTextIsReportedWithItsLineButNotQuoted(String text) {
    String secret = "# hunter2\n";

    assertThatThrownBy(() -> ConfigText.parse(secret + text, problems))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("(line ")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void sizeAndDepthAreLimited() {
    String deepest = "[".repeat(ConfigText.MAX_DEPTH) + "]".repeat(ConfigText.MAX_DEPTH);
    assertThat(ConfigText.parse(deepest, problems)).isInstanceOf(ConfigNode.Sequence.class);

    assertThatThrownBy(() -> ConfigText.parse("[" + deepest + "]", problems))
        .isInstanceOf(SettingsException.class);
    assertThatThrownBy(
            () ->
                ConfigText.parse(" ".repeat(ConfigText.MAX_CHARACTERS + 1), new ConfigProblems("")))
        .hasMessageContaining("expected at most 262144 characters, got 262145");
    assertThatThrownBy(() -> ConfigText.parse("[".repeat(200_000), new ConfigProblems("")))
        .hasMessageContaining("expected at most 32 levels");
  }

  @Test
  void anEmptyTextIsAnEmptySection() {
    assertThat(section("").sections()).isEmpty();
    assertThat(section("# nothing\n").sections()).isEmpty();
  }

  @Test
  void referencesToVariablesAreResolved() {
    ConfigVariables variables = new ConfigVariables(Map.of("AWS_REGION", "eu-west-1"));

    assertThat(
            List.of(
                variables.resolve("${env:AWS_REGION}a"),
                variables.resolve("${AWS_REGION}"),
                variables.resolve("${env:NO:-b}"),
                variables.resolve("$$5 $x")))
        .containsExactly("eu-west-1a", "eu-west-1", "b", "$5 $x");
    assertThatThrownBy(() -> variables.resolve("${env:NO}"))
        .hasMessage("the variable NO is not available here; write its value instead");
    assertThatThrownBy(() -> variables.resolve("${file:/etc/x}"))
        .hasMessageContaining("other kinds are not supported");
  }

  @Test
  void noTextCausesAnotherException() {
    Random random = new Random(5);
    String letters = "ab:{}[],-\"'\\ \n\t#&*!|>%@`~?$\u0000\u0085\ud83d\ufeff1.<<=";
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      random
          .ints(random.nextInt(30), 0, letters.length())
          .forEach(at -> text.append(letters.charAt(at)));
      try {
        ConfigText.parse(text.toString(), new ConfigProblems("X"));
        read++;
      } catch (SettingsException e) {
        assertThat(e).hasMessageContaining("(line ");
      }
    }
    assertThat(read).isPositive();
  }

  private ConfigSection section(String text) {
    return ConfigSection.of(
        "", ConfigText.parse(text, problems), new ConfigVariables(Map.of()), problems);
  }
}
