package dev.cwforwarder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.config.text.SettingsException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxiesTest {
  private static final Map<String, String> BOTH =
      Map.of("HTTPS_PROXY", "http://secure:1", "HTTP_PROXY", "http://plain:2");

  @ParameterizedTest
  @CsvSource({
    "https://clickstack.example.com:4318/v1/logs, secure:1",
    "http://clickstack.example.com:4318/v1/logs, plain:2",
    "http://otel_collector:4318/v1/logs, plain:2",
    "https://secretsmanager.us-east-1.amazonaws.com, secure:1",
    "https://[2001:db8::1]:4318, secure:1",
    "http://notlocalhost, plain:2",
    "https://localhost.example.com, secure:1",
    "https://128.0.0.1, secure:1",
    "http://localhost:4318/v1/logs, direct",
    "http://LOCALHOST:4318/v1/logs, direct",
    "https://collector.localhost, direct",
    "http://127.0.0.1:9001, direct",
    "http://127.1.2.3, direct",
    "http://[::1]:4318/v1/logs, direct",
    "ftp://h, direct"
  })
  void theSchemeSelectsTheProxyAndThisMachineHasNone(String address, String proxy) {
    assertThat(route(BOTH, address)).isEqualTo(proxy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example.com | https://example.com | direct",
        "example.com | https://a.b.Example.com:4318 | direct",
        "example.com | https://example.com. | direct",
        "example.com | https://notexample.com | secure:1",
        "example.com | https://example.com.evil.test | secure:1",
        ".example.com | https://a.example.com | direct",
        "*.example.com | https://a.example.com | direct",
        ".amazonaws.com | https://bucket.s3.us-east-1.amazonaws.com | direct",
        "otel_collector | http://otel_collector:4318 | direct",
        "otel_collector:4318 | http://otel_collector:4318 | direct",
        "otel_collector:4319 | http://otel_collector:4318 | plain:2",
        "example.com:443 | https://a.example.com | direct",
        "example.com:443 | https://example.com:4318 | secure:1",
        "a.test, b.test c.test | https://c.test | direct",
        "a.test,,b.test | https://c.test | secure:1",
        "* | https://example.com | direct",
        "10.1.2.3 | http://10.1.2.3:4318 | direct",
        "10.1.2.3 | http://10.1.2.30:4318 | plain:2",
        "2.3 | http://10.1.2.3 | plain:2",
        "10.0.0.0/8 | http://10.255.0.1:4318 | direct",
        "10.0.0.0/8 | http://11.0.0.1:4318 | plain:2",
        "10.128.0.0/9 | http://10.127.0.1 | plain:2",
        "10.0.0.0/8 | http://a.example.com | plain:2",
        "0.0.0.0/0 | http://[2001:db8::1] | plain:2",
        "2001:db8::/32 | http://[2001:db8::1]:4318 | direct",
        "2001:db8::1 | http://[2001:db8::1]:4318 | direct",
        "[2001:db8::1] | http://[2001:db8::1]:4318 | direct",
        "[2001:db8::1]:80 | http://[2001:db8::1]:4318 | plain:2"
      })
  void exceptionsAreDirect(String exceptions, String address, String proxy) {
    Map<String, String> env =
        Map.of(
            "HTTPS_PROXY",
            "http://secure:1",
            "HTTP_PROXY",
            "http://plain:2",
            "NO_PROXY",
            exceptions);

    assertThat(route(env, address)).isEqualTo(proxy);
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy:3128, proxy, 3128, '', ''",
    "HTTP://proxy:3128/, proxy, 3128, '', ''",
    "proxy:3128, proxy, 3128, '', ''",
    "http://proxy, proxy, 80, '', ''",
    "http://user:word@proxy:3128, proxy, 3128, user, word",
    "user:word@proxy, proxy, 80, user, word",
    "http://user@proxy:3128, proxy, 3128, user, ''",
    "http://us%40er:w%3Ao+r%2Fd@proxy_1:3128, proxy_1, 3128, us@er, w:o+r/d",
    "http://u:a:b@10.0.0.1:3128, 10.0.0.1, 3128, u, a:b",
    "http://[2001:db8::1]:3128, [2001:db8::1], 3128, '', ''"
  })
  void aProxyIsAnAddressWithOrWithoutUser(
      String raw, String host, int port, String user, String password) {
    assertThat(Proxies.fromEnv(Map.of("https_proxy", raw)).of(URI.create("https://h")))
        .contains(new Proxies.HttpProxy(host, port, user, password));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:SECRET@proxy:3128",
        "socks5://user:SECRET@proxy:1080",
        "http://user:SECRET@proxy:0",
        "http://user:SECRET@proxy:65536",
        "http://user:SECRET@proxy:port",
        "http://user:SECRET%zz@proxy:3128",
        "http://user:SECRET/word@proxy:3128",
        "http://proxy:3128/SECRET",
        "http://user:SECRET@"
      })
  void aMalformedProxyIsReportedAndNotQuoted(String raw) {
    assertThatThrownBy(() -> Proxies.fromEnv(Map.of("HTTPS_PROXY", raw)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("HTTPS_PROXY: expected ")
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    Map<String, String> env =
        Map.of("HTTPS_PROXY", "socks://p", "http_proxy", "ftp://p", "no_proxy", "a,10.0.0.0/33");

    assertThatThrownBy(() -> Proxies.fromEnv(env))
        .hasMessageContaining("3 invalid settings")
        .hasMessageContaining("no_proxy: expected a range like 10.0.0.0/8, got '10.0.0.0/33'");
  }

  @Test
  void upperCaseTakesPrecedenceAndBlankIsAbsent() {
    assertThat(route(Map.of("HTTPS_PROXY", "a:1", "https_proxy", "b:2"), "https://h"))
        .isEqualTo("a:1");
    assertThat(route(Map.of("HTTPS_PROXY", " ", "https_proxy", "b:2"), "https://h"))
        .isEqualTo("b:2");
    assertThat(Proxies.fromEnv(Map.of("HTTPS_PROXY", "", "NO_PROXY", "*")).all()).isEmpty();
  }

  @Test
  void neitherUserNorPasswordIsPrinted() {
    assertThat(Proxies.fromEnv(Map.of("HTTP_PROXY", "user:word@proxy:3128")).all())
        .hasToString("[proxy:3128]");
  }

  private static String route(Map<String, String> env, String address) {
    return Proxies.fromEnv(env)
        .of(URI.create(address))
        .map(Proxies.HttpProxy::toString)
        .orElse("direct");
  }
}
