package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All lines of a few characters, which end or start where the reader looks before or behind them.
final class ShortLinesTest {
  private static final int MAX_LENGTH = 4;

  @ParameterizedTest
  @CsvSource({
    "'', a7E ]:[<>\"=(.-%|",
    "'a ', a7E ]:[<>\"=(.-%|",
    "'2025-12-07 10:00:00 ', a7E ]:[#/),{",
    "'<11>', a7E ]:[1=%->"
  })
  void lineOfAFewCharactersIsParsed(String start, String alphabet) {
    parseAll(new StringBuilder(start), alphabet, MAX_LENGTH);
  }

  private static void parseAll(StringBuilder line, String alphabet, int length) {
    String text = line.toString();
    assertThatCode(() -> Parsing.of(text)).as(text).doesNotThrowAnyException();
    for (int i = 0; length > 0 && i < alphabet.length(); i++) {
      parseAll(line.append(alphabet.charAt(i)), alphabet, length - 1);
      line.setLength(line.length() - 1);
    }
  }
}
