package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyTextTest {
  private static final String INVALID_HEADER =
      "it is not valid in an HTTP header: expected printable ASCII without line breaks";

  @ParameterizedTest
  @ValueSource(strings = {"the key", "the key\n", "the key\r\n"})
  void oneTrailingLineBreakIsRemoved(String text) {
    assertThat(KeyText.keyIn(text, "")).isEqualTo("the key");
  }

  @Test
  void aSchemeBelongsToTheKey() {
    assertThat(KeyText.keyIn("Bearer the-key\n", "")).isEqualTo("Bearer the-key");
    assertThat(KeyText.keyIn("{\"key\":\"Bearer the-key\"}", "key")).isEqualTo("Bearer the-key");
  }

  @Test
  void nothingElseIsRemoved() {
    assertThat(KeyText.keyIn(" the key ", "")).isEqualTo(" the key ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECRET\n\n", "SECRET\nkey", "SECRET\r", "SECRETé", "SECRET\u0000"})
  void textThatIsInvalidInAHeaderIsRejectedAndNotRevealed(String text) {
    assertThatThrownBy(() -> KeyText.keyIn(text, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(INVALID_HEADER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "  "})
  void aBlankKeyIsRejected(String text) {
    assertThatThrownBy(() -> KeyText.keyIn(text, "")).hasMessage("it is blank");
  }

  @Test
  void jsonWithoutAFieldIsRejectedAndNotRevealed() {
    assertThatThrownBy(() -> KeyText.keyIn("{\"key\":\"SECRET\"}", ""))
        .hasMessageStartingWith("it holds JSON; for a secret, name the member")
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
  void aFieldIsATopLevelMember(String field, String json) {
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
  void theErrorNamesAFieldThatIsMissingOrNotAString(String json) {
    assertThatThrownBy(() -> KeyText.keyIn(json.replace('\'', '"'), "key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it has no string member 'key'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECRET", "{\"key\":SECRET}", "{\"SECRET", "{\"key\":\"SECRET"})
  void textThatIsNotJsonIsRejectedAndNotRevealed(String text) {
    assertThatThrownBy(() -> KeyText.keyIn(text, "key"))
        .hasMessage("it is not a JSON object, so it has no member 'key'")
        .hasNoCause();
  }
}
