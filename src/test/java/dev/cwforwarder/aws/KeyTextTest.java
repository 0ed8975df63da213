package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyTextTest {
  private static final String NO_HEADER =
      "it cannot stand in a header: printable ASCII without line breaks is expected";

  @ParameterizedTest
  @ValueSource(strings = {"the key", "the key\n", "the key\r\n"})
  void oneTrailingLineBreakIsCut(String text) {
    assertThat(KeyText.keyIn(text, "")).isEqualTo("the key");
  }

  @Test
  void nothingElseIsCut() {
    assertThat(KeyText.keyIn(" the key ", "")).isEqualTo(" the key ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECRET\n\n", "SECRET\nkey", "SECRET\r", "SECRETé", "SECRET\u0000"})
  void whatCannotStandInAHeaderIsRefusedUnseen(String text) {
    assertThatThrownBy(() -> KeyText.keyIn(text, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(NO_HEADER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "  "})
  void aBlankKeyIsRefused(String text) {
    assertThatThrownBy(() -> KeyText.keyIn(text, "")).hasMessage("it is blank");
  }

  @Test
  void jsonWithoutAFieldIsRefusedUnseen() {
    assertThatThrownBy(() -> KeyText.keyIn("{\"key\":\"SECRET\"}", ""))
        .hasMessageStartingWith("it holds JSON; name the member")
        .hasMessageNotContaining("SECRET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key   | {'key':'the-key'}",
        "key   | {'a':{'key':'SECRET'},'b':['key',{'key':'SECRET'}],'c':1,'key':'the-key\\n'}",
        "a.b c | {'a':{'b c':'SECRET'},'a.b c':'the-key'}"
      })
  void aFieldIsAMemberOfTheObjectItself(String field, String json) {
    assertThat(KeyText.keyIn(json.replace('\'', '"'), field)).isEqualTo("the-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'Key':'SECRET'}",
        "{'a':{'key':'SECRET'}}",
        "{'key':1}",
        "{'key':null}",
        "{'key':['SECRET']}",
        "['SECRET','key']",
        "'SECRET'"
      })
  void aFieldThatIsMissingOrNoTextIsNamed(String json) {
    assertThatThrownBy(() -> KeyText.keyIn(json.replace('\'', '"'), "key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it has no text member 'key'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECRET", "{\"key\":SECRET}", "{\"SECRET", "{\"key\":\"SECRET"})
  void whatIsNoJsonIsRefusedUnseenAndWithoutACause(String text) {
    assertThatThrownBy(() -> KeyText.keyIn(text, "key"))
        .hasMessage("it is no JSON object, and so has no 'key'")
        .hasNoCause();
  }
}
