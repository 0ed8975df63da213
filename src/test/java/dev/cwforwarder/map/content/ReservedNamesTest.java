package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReservedNamesTest {
  @ParameterizedTest
  @CsvSource({
    "'', true",
    "record, true",
    "log.record.uid, true",
    "_uids, true",
    "cloudwatch.log, true",
    "watch.x, true",
    ".x, true",
    "., true",
    "'\"', true",
    "\\u0063, true",
    "{, true",
    "***, false",
    "[redacted:cloudwatch.], false",
    "x.cloudwatch., false",
    "cloudwatchx, false",
    "log.record.uid2, false"
  })
  void partOfAReservedNameIsRecognized(String part, boolean mayForm) {
    assertThat(RecordKeys.mayFormReserved(part)).isEqualTo(mayForm);
  }
}
