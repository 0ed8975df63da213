package dev.cwforwarder.map.content.sources;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An error in a table names its row and what is wrong there.
final class TableRowsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          user.name userName ! expected ' = ' in 'user.name userName'
          user.name = lower(userName ! expected ')' in 'lower(userName'
          user.name = upper(userName) ! unknown function upper, not in [acl, client, collection,
          user.name:text = userName ! unknown type of user.name:text
          severity = LOUD if errorCode ! Severity.LOUD
          """)
  void malformedRowOfAnObjectIsNamed(String row, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectTable.forms("KIND if id\n  severity = INFO\n  " + row))
        .withMessageStartingWith("Row <" + row + ">: ")
        .withMessageContaining(problem);
  }

  @Test
  void rowWithoutAKindIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectTable.forms("  user.name = userName"))
        .withMessage("Row <user.name = userName>: expected a kind in a row before it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          MYSQL_ERROR ! expected ' ' in 'MYSQL_ERROR'
          MYSQL_ERROR INFO ! expected ' ' in 'MYSQL_ERROR INFO'
          MYSQL INFO <-> ! Group.MYSQL
          MYSQL_ERROR LOUD <-> ! Severity.LOUD
          MYSQL_ERROR - <-> <thread.id ! expected '>' in '<-> <thread.id'
          MYSQL_ERROR - <-> <thread> ! unknown column <thread>
          """)
  void malformedRowOfALineIsNamed(String row, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LineForms.forms("MYSQL_ERROR INFO <->\n" + row))
        .withMessageStartingWith("Row <" + row + ">: ")
        .withMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          <request> <status> ! expected ': ' in '<request> <status>'
          Server: <status> ! expected '<request>' in '<status>'
          Server: <request> <code> ! unknown column <code>
          """)
  void malformedRowOfAServerIsNamed(String row, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpForms.forms("Plug: <request> - Sent <status>\n" + row, false))
        .withMessageStartingWith("Row <" + row + ">: ")
        .withMessageContaining(problem);
  }
}
