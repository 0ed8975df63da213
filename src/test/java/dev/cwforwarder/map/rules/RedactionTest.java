package dev.cwforwarder.map.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The keys and numbers are examples from documentation and standards.
final class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AWS_ACCESS_KEY | key AKIAIOSFODNN7EXAMPLE. | key #.",
        "AWS_ACCESS_KEY | ASIAIOSFODNN7EXAMPLE | #",
        "AWS_SECRET_KEY | aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY x |"
            + " aws_secret_access_key=# x",
        "AWS_SECRET_KEY | {\"SecretAccessKey\": \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"} |"
            + " {\"SecretAccessKey\": \"#\"}",
        "AWS_SECRET_KEY | {\\\"secretKey\\\":\\\"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\\\"} |"
            + " {\\\"secretKey\\\":\\\"#\\\"}",
        "JWT |"
            + " t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U;"
            + " | t=#;",
        "AUTHORIZATION | Authorization: Bearer mF_9.B5f-4.1JqM | Authorization: Bearer #",
        "AUTHORIZATION | authorization=basic QWxhZGRpbjpvcGVuIHNlc2FtZQ== ok | authorization=basic"
            + " # ok",
        "PRIVATE_KEY | a -----BEGIN RSA PRIVATE KEY-----\\n"
            + "MIIE\\n"
            + "-----END RSA PRIVATE KEY----- b | a # b",
        "PRIVATE_KEY | a -----BEGIN PRIVATE KEY----- MIIE | a #",
        "EMAIL | from jane.doe+x@mail.example.co.uk, | from #,",
        "IPV4 | 203.0.113.7:443 -> 10.0.0.255 | #:443 -> #",
        "IPV6 | from [2001:db8::1]:443 and ::ffff:192.0.2.1. | from [#]:443 and #.",
        "CREDIT_CARD | 4111 1111 1111 1111 and 378282246310005 | # and #",
        "CREDIT_CARD | card=5555-5555-5555-4444 | card=#",
        "IBAN | DE89 3704 0044 0532 0130 00 | #",
        "IBAN | to GB82WEST12345698765432, | to #,",
        "PHONE | call +49 (30) 123456-78 or +14155552671 | call # or #"
      })
  void presetRedactsItsExamples(Preset preset, String text, String redacted) {
    assertThat(redact(preset, text))
        .isEqualTo(redacted.replace("#", "[redacted:" + preset.presetName() + "]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AWS_ACCESS_KEY | AKIAIOSFODNN7EXAMPL AKIAIOSFODNN7EXAMPLEX XAKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_KEY | sha1 wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "AWS_SECRET_KEY | secret_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYx",
        "JWT | eyJhbGciOiJIUzI1NiJ9.x.y",
        "AUTHORIZATION | Basic authentication failed, the bearer authenticates",
        "PRIVATE_KEY | -----BEGIN PUBLIC KEY----- MIIE",
        "EMAIL | @Override a@b user@localhost",
        "IPV4 | 1.2.3 256.1.1.1x",
        "IPV6 | 12:34:56 12:34 std::string a::b::c :: dead:beef",
        "CREDIT_CARD | 4111111111111112 1767225600000000000 411111111111",
        "IBAN | DE88370400440532013000 AB12",
        "PHONE | 2025-01-01 +1 a+12345"
      })
  void presetDoesNotRedactSimilarText(Preset preset, String text) {
    assertThat(redact(preset, text)).isEqualTo(text);
  }

  @Test
  void userRuleReplacesItsFirstGroupAndCounts() {
    Map<String, Integer> counts = new HashMap<>();

    assertThat(
            redact(
                Redaction.of("customer", "customer=(\\w+)", "$1*"),
                "",
                "customer=a, customer=b",
                counts))
        .isEqualTo("customer=$1*, customer=$1*");
    assertThat(counts).isEqualTo(Map.of("customer", 2));
  }

  @ParameterizedTest
  @CsvSource({"x*, aaa", "(b)?a, aaa"})
  void emptyMatchesChangeNothing(String expression, String text) {
    assertThat(redact(Redaction.of("r", expression, "*"), "", text, new HashMap<>()))
        .isSameAs(text);
  }

  @Test
  void secretKeyIsIdentifiedByTheNameOfItsAttribute() {
    assertThat(
            redact(
                Preset.AWS_SECRET_KEY.redaction(),
                "aws.secretAccessKey",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                new HashMap<>()))
        .isEqualTo("[redacted:aws-secret-key]");
  }

  @Test
  void hostileTextIsRedactedInLinearTime() {
    String hostile = "a".repeat(50_000) + "!";

    assertThat(redact(Redaction.of("r", "(?:a+)+$", "*"), "", hostile, new HashMap<>()))
        .isEqualTo(hostile);
    assertThat(List.of(Preset.values()))
        .allSatisfy(preset -> assertThat(redact(preset, hostile)).isEqualTo(hostile));
  }

  private static String redact(Preset preset, String text) {
    return redact(preset.redaction(), "", text, new HashMap<>());
  }

  private static String redact(
      Redaction redaction, String key, String text, Map<String, Integer> counts) {
    return new TextRedactor(List.of(redaction)).redact(key, text, new FoundValues(counts));
  }
}
