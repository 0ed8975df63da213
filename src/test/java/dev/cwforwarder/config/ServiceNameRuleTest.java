package dev.cwforwarder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceNameRuleTest {
  @Test
  void rulesAreSeparatedBySemicolonsOrLineBreaks() {
    assertThat(ServiceNameRule.parseAll("a(.)=>$1 ; b => x=>y;\n\nc=>z$$"))
        .containsExactly(
            new ServiceNameRule("a(.)", "$1"),
            new ServiceNameRule("b", "x=>y"),
            new ServiceNameRule("c", "z$$"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=>b;c | expected REGEX=>NAME, separated by semicolons; rule 2 is 'c'",
        "=>b | rule 1: expected an expression and a name beside '=>'",
        "a=> | rule 1: expected an expression and a name beside '=>'",
        "a(=>b | rule 1: expected a regular expression (RE2), got 'a(': missing closing )",
        "(?=a)=>b | rule 1: expected a regular expression (RE2), got '(?=a)': invalid or unsupported Perl syntax",
        "(a)=>$2 | rule 1: expected references up to $1, got $2: the expression has no more groups",
        "a=>b$ | rule 1: expected a digit or another $ after each $ of the name, got 'b$'",
        "a=>${b} | rule 1: expected a digit or another $ after each $ of the name, got '${b}'"
      })
  void malformedRuleIsDescribed(String rules, String problem) {
    assertThatThrownBy(() -> ServiceNameRule.parseAll(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }
}
