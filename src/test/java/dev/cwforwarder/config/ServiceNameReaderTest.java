package dev.cwforwarder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.map.ServiceNames;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceNameReaderTest {
  @Test
  void rulesAreSeparatedBySemicolonsOrLineBreaks() {
    ServiceNames names = ServiceNameReader.parse("a(.)=>$1 ; b => x=>y;\n\nc=>z$$");

    assertThat(Stream.of("a1", "b", "c", "d").map(names::serviceOf))
        .containsExactly("1", "x=>y", "z$", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=>b;c | expected REGEX=>NAME, separated by semicolons; rule 2 is 'c'",
        "=>b | rule 1: expected an expression before '=>' and a name after it",
        "a=> | rule 1: expected an expression before '=>' and a name after it",
        "a(=>b | rule 1: expected a regular expression (RE2), got 'a(': missing closing )",
        "(?=a)=>b | rule 1: expected a regular expression (RE2), got '(?=a)': invalid or unsupported Perl syntax",
        "(a)=>$2 | rule 1: expected references up to $1, got $2: the expression has no more groups",
        "a=>b$ | rule 1: expected a digit or another $ after each $ in the name, got 'b$'",
        "a=>${b} | rule 1: expected a digit or another $ after each $ in the name, got '${b}'"
      })
  void malformedRuleIsDescribed(String rules, String problem) {
    assertThatThrownBy(() -> ServiceNameReader.parse(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }
}
