package dev.cwforwarder.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyHuntTest {
  private static final String KEY = "ingestion key/0123456789";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sent: ingestion key/0123456789.",
        "?key=ingestion+key%2F0123456789",
        "eyJpbmdlc3Rpb24g aW5nZXN0aW9uIGtleS8wMTIzNDU2Nzg5"
      })
  void aKeyIsFoundInEveryForm(String text) {
    assertThatThrownBy(
            KeyHunt.forKeys("other-key-in-full", KEY).inText("log", text)::assertNothingFound)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("log")
        .hasMessageNotContaining(KEY);
  }

  @Test
  void aKeyIsFoundInFiles(@TempDir Path folder) throws IOException {
    Path file = Files.createDirectories(folder.resolve("a/b")).resolve("record");
    Files.write(file, ("\u00ff" + KEY).getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(KeyHunt.forKeys(KEY).inFiles(folder)::assertNothingFound)
        .hasMessageContaining("a/b/record");
  }

  @Test
  void otherTextPasses() {
    assertThatCode(KeyHunt.forKeys(KEY).inText("log", "ingestion key")::assertNothingFound)
        .doesNotThrowAnyException();
  }

  @Test
  void aSearchWithoutTextsFails() {
    assertThatThrownBy(KeyHunt.forKeys(KEY)::assertNothingFound)
        .hasMessageContaining("searched texts");
  }
}
