package dev.cwforwarder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.testing.Template;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The template and the function accept the same addresses: a deployment succeeds only if the
/// function starts.
final class EndpointAddressTest {
  private static final Template TEMPLATE = new Template();
  private static final Pattern BASE = pattern("ClickStackEndpoint");
  private static final Pattern EXACT = pattern("OtlpLogsEndpoint");

  @ParameterizedTest
  @CsvSource({
    "http://otel_collector:4318, http://otel_collector:4318",
    "http://otlp.1234-k8s-namespace:4318, http://otlp.1234-k8s-namespace:4318",
    "http://collector.123:4318, http://collector.123:4318",
    "HTTP://collector:4318, http://collector:4318",
    "Https://Collector.Example:4318/Base, https://Collector.Example:4318/Base",
    "http://_otlp._tcp, http://_otlp._tcp",
    "http://-collector-, http://-collector-",
    "http://collector.internal.:4318, http://collector.internal.:4318",
    "https://123.example.com, https://123.example.com",
    "https://a--b.xn--tr-uia, https://a--b.xn--tr-uia",
    "http://10.0.0.1, http://10.0.0.1",
    "http://127.1:4318, http://127.1:4318",
    "http://[::1]:4318, http://[::1]:4318",
    "https://[fe80::1], https://[fe80::1]",
    "http://[::ffff:10.0.0.1], http://[::ffff:10.0.0.1]",
    "http://h:1, http://h:1",
    "http://otel_collector:65535/, http://otel_collector:65535/",
    "http://h:04318, http://h:04318",
    "http://h:, http://h:",
    "https://h/a@b, https://h/a@b",
    "https://h/a:b;c=d&e+f~g!$*'()/%C3%A4/, https://h/a:b;c=d&e+f~g!$*'()/%C3%A4/",
    "https://h//a, https://h//a"
  })
  void whatCanBeReachedIsAccepted(String raw, String address) {
    assertThat(BASE.matcher(raw).matches()).isTrue();
    assertThat(EXACT.matcher(raw).matches()).isTrue();
    assertThat(EndpointAddress.exact(raw)).hasToString(address);
    assertThat(EndpointAddress.ofSignal(raw, "v1/logs"))
        .hasToString(address + (address.endsWith("/") ? "" : "/") + "v1/logs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h?a",
        "https://h/?",
        "http://otel_collector:4318/v1/logs?tenant=a@b&x=%20[1]/?",
        "http://[::1]:4318?a"
      })
  void onlyAnExactAddressHasAQuery(String raw) {
    assertThat(EXACT.matcher(raw).matches()).isTrue();
    assertThat(EndpointAddress.exact(raw)).hasToString(raw);

    assertThat(BASE.matcher(raw).matches()).isFalse();
    assertThatThrownBy(() -> EndpointAddress.ofSignal(raw, "v1/logs"))
        .hasMessageContaining("without a query");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "collector:4318 | expected an http:// or https:// address, got 'collector:4318'",
        "http:/collector | expected an http:// or https:// address, got 'http:/collector'",
        "http//collector | expected an http:// or https:// address, got 'http//collector'",
        "grpc://collector:4317 | expected an http:// or https:// address, got"
            + " 'grpc://collector:4317'",
        "http://:4318 | expected an http:// or https:// address, got 'http://:4318'",
        "https://h/a#b | expected an http:// or https:// address, got 'https://h/a'",
        "https://user:SECRET@h | expected an address without user name and password; set"
            + " OTEL_EXPORTER_OTLP_HEADERS instead",
        "http://user@otel_collector:4318 | expected an address without user name and password; set"
            + " OTEL_EXPORTER_OTLP_HEADERS instead",
        "https://otel_collector:4318 | expected a host that a certificate can name: letters and"
            + " digits, with '-' and '.' between them; got 'otel_collector'",
        "https://-collector | expected a host that a certificate can name: letters and digits, with"
            + " '-' and '.' between them; got '-collector'",
        "https://collector- | expected a host that a certificate can name: letters and digits, with"
            + " '-' and '.' between them; got 'collector-'",
        "https://a-.b | expected a host that a certificate can name: letters and digits, with '-'"
            + " and '.' between them; got 'a-.b'",
        "http://a..b | expected a host of letters, digits, '-', '_' and single dots, or an IPv6"
            + " address in brackets; got 'a..b'",
        "http://.a | expected a host of letters, digits, '-', '_' and single dots, or an IPv6"
            + " address in brackets; got '.a'",
        "http://my host:4318 | expected a host of letters, digits, '-', '_' and single dots, or an"
            + " IPv6 address in brackets; got 'my host'",
        "http://träger:4318 | expected a host of letters, digits, '-', '_' and single dots, or an"
            + " IPv6 address in brackets; got 'träger'",
        "http://a%20b | expected a host of letters, digits, '-', '_' and single dots, or an IPv6"
            + " address in brackets; got 'a%20b'",
        "http://<host>:4318 | expected a host of letters, digits, '-', '_' and single dots, or an"
            + " IPv6 address in brackets; got '<host>'",
        "http://${HOST}:4318 | expected a host of letters, digits, '-', '_' and single dots, or an"
            + " IPv6 address in brackets; got '${HOST}'",
        "http://[::1 | expected a host of letters, digits, '-', '_' and single dots, or an IPv6"
            + " address in brackets; got '[::1'",
        "http://[fe80::1%eth0] | expected a host of letters, digits, '-', '_' and single dots, or"
            + " an IPv6 address in brackets; got '[fe80::1%eth0]'",
        "http://[host]:4318 | expected a host of letters, digits, '-', '_' and single dots, or an"
            + " IPv6 address in brackets; got '[host]'",
        "http://fe80::1:4318 | expected a host of letters, digits, '-', '_' and single dots, or an"
            + " IPv6 address in brackets; got 'fe80::1'",
        "http://otel_collector:0 | expected a port from 1 to 65535, got 0",
        "http://otel_collector:65536 | expected a port from 1 to 65535, got 65536",
        "http://h:99999999999 | expected a port from 1 to 65535, got 99999999999",
        "http://h:SECRET | expected a port from 1 to 65535 after the host",
        "http://h:-1 | expected a port from 1 to 65535 after the host",
        "http://h/a b | expected a path of ASCII characters, others percent-encoded as %XX",
        "http://h/ä | expected a path of ASCII characters, others percent-encoded as %XX",
        "http://h/%zz | expected a path of ASCII characters, others percent-encoded as %XX",
        "http://h/{a} | expected a path of ASCII characters, others percent-encoded as %XX",
        "http://h/a\\b | expected a path of ASCII characters, others percent-encoded as %XX"
      })
  void whatCannotBeReachedIsDescribed(String raw, String problem) {
    assertThat(BASE.matcher(raw).matches()).isFalse();
    assertThat(EXACT.matcher(raw).matches()).isFalse();
    assertThatThrownBy(() -> EndpointAddress.exact(raw)).hasMessage(problem);
    assertThatThrownBy(() -> EndpointAddress.ofSignal(raw, "v1/logs")).hasMessage(problem);
  }

  /// The pattern does not count the groups of an IPv6 address. Everything else is the same rule.
  @Test
  void everyTextIsAcceptedByBothOrByNone() {
    String[] parts = {
      "http", "https", "HTTPS", "://", ":", "/", "//", "a", "_", "-", ".", "4318", "0", "99999",
      "[", "]", "::1", "%41", "%", "?", "#", "@", " ", "ä", "\u0000", "1.2.3.4", "v1", "\\", "\n"
    };
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      StringBuilder raw = new StringBuilder(i % 2 == 0 ? "http://a" : "https://");
      for (int length = random.nextInt(8); length > 0; length--) {
        raw.append(parts[random.nextInt(parts.length)]);
      }
      boolean matches = EXACT.matcher(raw).matches();
      boolean oddIpv6 = raw.toString().matches("(?s)https?://\\[(?!::1\\]).*");
      assertThat(isRead(raw.toString())).as("'%s'", raw).isEqualTo(matches && !oddIpv6);
    }
  }

  /// The same reader parses both parameters.
  @ParameterizedTest
  @ValueSource(strings = {"AllowedPattern", "ConstraintDescription", "MaxLength"})
  void theAddressesOfLogsAndTracesHaveTheSameLimits(String member) {
    assertThat(TEMPLATE.parameter("OtlpTracesEndpoint", member))
        .isNotEmpty()
        .isEqualTo(TEMPLATE.parameter("OtlpLogsEndpoint", member));
  }

  @Test
  void aLongAddressIsMatchedWithoutRecursion() {
    String address = "https://" + "a-".repeat(1000) + "a/" + "b/%20".repeat(20_000);

    assertThat(EndpointAddress.exact(address)).hasToString(address);
  }

  @Test
  void aMalformedIpv6AddressIsDescribed() {
    assertThatThrownBy(() -> EndpointAddress.exact("http://[1:2:3]:4318"))
        .hasMessage("expected an IPv6 address in brackets");
  }

  private static boolean isRead(String raw) {
    try {
      return !EndpointAddress.hostOf(EndpointAddress.exact(raw)).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://otel_collector:4318/v1/logs, otel_collector",
    "http://otel_collector, otel_collector",
    "https://h:/x, h",
    "http://[::1]:4318/, ::1"
  })
  void theHostHasNeitherPortNorBrackets(String address, String host) {
    assertThat(EndpointAddress.hostOf(EndpointAddress.exact(address))).isEqualTo(host);
  }

  private static Pattern pattern(String parameter) {
    return Pattern.compile(TEMPLATE.parameter(parameter, "AllowedPattern"));
  }
}
