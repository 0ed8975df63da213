package dev.cwforwarder.map.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.MarkdownTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What precedes and follows a value, for each preset. `#` is a redacted value.
final class PresetBoundariesTest {
  static List<List<String>> documented() {
    return MarkdownTable.of("docs/rules.md", "preset").rows();
  }

  @ParameterizedTest
  @MethodSource("documented")
  void documentedExamplesAreFoundOrNot(List<String> row) {
    Preset preset = preset(code(row, 0).getFirst());

    assertThat(code(row, 1)).isNotEmpty().allSatisfy(it -> assertFound(preset, it));
    assertThat(code(row, 2)).isNotEmpty().allSatisfy(it -> assertNotFound(preset, it));
  }

  @Test
  void everyPresetIsDocumented() {
    assertThat(documented())
        .extracting(row -> code(row, 0).getFirst())
        .containsExactlyElementsOf(Arrays.stream(Preset.values()).map(Preset::presetName).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AWS_ACCESS_KEY | AKIAIOSFODNN7EXAMPLE,AKIAIOSFODNN7EXAMPLE;密钥AKIAIOSFODNN7EXAMPLE |"
            + " #,#;密钥#",
        "JWT | jwt_eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0. | jwt_#",
        "EMAIL | jane@example.org_x, jo@mail.example.org2 | #_x, #.org2",
        "EMAIL | <jane@example.org>jo@example.org;请联系jo@example.org谢谢 | <#>#;请联系#谢谢",
        "IPV4 | 10.0.0.1-10.0.0.9, 10.0.0.1. hosts.10.0.0.1.x 10.0.0.1_a | #-#, #. hosts.#.x #_a",
        "IPV4 | 1.2.3.4.5 10.0.0.1 1.2.3.4.5.6.7.8 | 1.2.3.4.5 # 1.2.3.4.5.6.7.8",
        "IPV4 | version 10.0.19041.1, 1.2.3.4567, 1256.1.1.1, 地址10.0.0.1 |"
            + " version 10.0.19041.1, 1.2.3.4567, 1256.1.1.1, 地址#",
        "IPV6 | ip:::1 addr:fe80::1%eth0 face:cafe::1 crate::dead::x | ip:# addr:#%eth0 #"
            + " crate::dead::x",
        "CREDIT_CARD | 4111 1111 1111 1111 123 | # 123",
        "CREDIT_CARD | 4111 1111 1111 1111 12/27 | # 12/27",
        "CREDIT_CARD | 20 4111111111111111 7 | 20 # 7",
        "CREDIT_CARD | 2025-12-07 4111 1111 1111 1111 | 2025-12-07 #",
        "CREDIT_CARD | 2025 3782 822463 10005 | 2025 #",
        "CREDIT_CARD | card_4111111111111111_x 4111111111111111.0 | card_#_x #.0",
        "CREDIT_CARD | x4111111111111111 4111 1111 1111 1111x | x4111111111111111 4111 1111 1111"
            + " 1111x",
        "IBAN | BE68 5390 0754 7034 PAID 12 | # PAID 12",
        "IBAN | AB12 DE89 3704 0044 0532 0130 00 EUR | AB12 # EUR",
        "IBAN | iban_GB82WEST12345698765432_x DE8937040044 0532013000 | iban_#_x #",
        "IBAN | XDE89370400440532013000 DE89370400440532013000x |"
            + " XDE89370400440532013000 DE89370400440532013000x",
        "PHONE | +49 30 1234567 20250101120000 | # 20250101120000",
        "PHONE | 电话+8613800138000, home_+14155552671_x | 电话#, home_#_x",
        "PHONE | 2025-12-07 10:00:00 +0000 20251207 | 2025-12-07 10:00:00 +0000 20251207",
        "PHONE | +1234567890123456 +4930123456x | +1234567890123456 +4930123456x"
      })
  void valuesNextToOtherTextAreFound(Preset preset, String text, String redacted) {
    assertThat(redact(preset, text)).isEqualTo(redacted);
  }

  private static void assertFound(Preset preset, String text) {
    assertThat(redact(preset, text)).contains("#").isNotEqualTo(text);
  }

  private static void assertNotFound(Preset preset, String text) {
    assertThat(redact(preset, text)).isEqualTo(text);
  }

  private static Preset preset(String name) {
    return Arrays.stream(Preset.values())
        .filter(preset -> preset.presetName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String redact(Preset preset, String text) {
    return new TextRedactor(List.of(preset.redaction()))
        .redact("", text, new FoundValues())
        .replace("[redacted:" + preset.presetName() + "]", "#");
  }

  private static List<String> code(List<String> row, int column) {
    return MarkdownTable.code(row.get(column)).toList();
  }
}
