package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The common and the combined format have a path of their own. Behind the name of a server, the
/// table reads them: both have to find the same.
final class CommonLineTest {
  private static final String SERVER = "shop.example:443 ";
  private static final String CHARACTERS = " \"'-[]:/\\?{0123456789=aGET.\t|";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.7 - - [10/Oct/2026:13:55:36 -0700] \"GET / HTTP/1.1\" 200 2326",
        "203.0.113.7 - alice [10/Oct/2026:13:55:36 -0700] \"PUT /a?b=c HTTP/2.0\" 502 -",
        "2001:db8::1 - - [10/Oct/2026:13:55:36 -0700] \"GET / HTTP/1.1\" 404 9 \"-\" \"-\"",
        "203.0.113.7 - - [10/Oct/2026:13:55:36 -0700] \"GET /{id} HTTP/1.1\" 200 1 \"-\" \"a\"",
        "203.0.113.7 - - [10/Oct/2026:13:55:36 -0700] \"GET / HTTP/1.1\" 200 1 \"h\" \"a\" rt=0.1",
        "203.0.113.7 - - [10/Oct/2026:13:55:36 -0700] \"GET / HTTP/1.1\" 200 1 \"h\" \"a\" 12 0.5",
        "203.0.113.7 - - [10/Oct/2026:13:55:36 -0700] \"GET / HTTP/1.1\" 200 1 \"h\" \"a\" \"1\"",
        "203.0.113.7 - - [10/Oct/2026:13:55:36 -0700] \"GET / HTTP/1.1\" 200 1 \"h\" \"\\\"a\"",
        "203.0.113.7 - - [10/Oct/2026:13:55:36 -0700] \"GET / HTTP/1.1\" 200 1 0.012",
        "203.0.113.7 - - [10/Oct/2026:13:55:36 -0700] \"GET / HTTP/1.1\" 200 23 JKJaXmPLvHcESHA=",
      })
  void findsWhatTheTableFinds(String line) {
    assertSame(line);
    SplittableRandom random = new SplittableRandom(line.hashCode());
    for (int i = 0; i < 2_000; i++) {
      StringBuilder damaged = new StringBuilder(line);
      int at = 11 + random.nextInt(line.length() - 11);
      char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
      switch (random.nextInt(3)) {
        case 0 -> damaged.setCharAt(at, c);
        case 1 -> damaged.insert(at, c);
        default -> damaged.deleteCharAt(at);
      }
      assertSame(damaged.toString());
    }
  }

  private static void assertSame(String line) {
    Content direct = Parsing.of(line);
    Content table = Parsing.of(SERVER + line);
    List<String> expected = Parsing.attributes(table);
    if (expected.removeAll(List.of("server.address=shop.example", "server.port=443"))) {
      assertThat(Parsing.attributes(direct)).as(line).isEqualTo(expected);
      assertThat(direct.severity()).as(line).isEqualTo(table.severity());
    }
  }

  @Test
  void flagOfContainerRuntimeIsNoServer() {
    String line =
        "2025-12-07T10:00:00.123456789Z stdout F 10.0.3.7 - - [07/Dec/2025:10:00:00 +0000]"
            + " \"GET /a\\\"b HTTP/1.1\" 200 12 \"-\" \"curl/8.5.0\"";

    assertThat(Parsing.attributes(Parsing.of(line)))
        .contains("client.address=10.0.3.7")
        .doesNotContain("server.address=F");
  }

  @Test
  void timeOfPrefixIsNoClient() {
    String line =
        "Dec  7 10:00:00 ip-10-0-0-5 web[12]: [07/Dec/2025 10:00:00] \"POST /pay HTTP/1.1\" 500 21";

    assertThat(Parsing.attributes(Parsing.of(line)))
        .contains("url.path=/pay", "http.response.status_code=500")
        .noneMatch(attribute -> attribute.startsWith("client.") || attribute.startsWith("user."));
  }
}
