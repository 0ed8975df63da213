package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextSeverityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "<log4j:event logger=\"x\" timestamp=\"1\" level=\"ERROR\" thread=\"main\">~ERROR",
        "<log4net:event logger=\"x\" level=\"WARN\" thread=\"1\">~WARN",
        "<Event xmlns=\"http://logging.apache.org/log4j/2.0/events\" level=\"WARN\">~WARN",
        "<record><date>2026-01-01T00:00:00Z</date><level>SEVERE</level></record>~ERROR",
        "<Event"
            + " xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Level>2</Level>~ERROR",
        "<Event"
            + " xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Level>0</Level>~INFO",
        "<record><level>2</level></record>~",
        "<event level=\"critical\" type=\"quest\"/>~"
      })
  void eventsInXmlHaveALevel(String line, @Nullable String severity) {
    assertThat(Parsing.of(line).severityText()).isEqualTo(severity);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "INFO~ERROR redis: connection pool timeout~ERROR",
        "log4j~2026-01-01 12:00:00,123 INFO [main] c.a.Foo - started~INFO",
        "log4j thread first~2026-01-01 12:00:00,123 [http-nio-8080-exec-1] WARN  c.a.Foo -"
            + " slow~WARN",
        "logback~12:00:00.123 [main] DEBUG c.a.Foo -- hello~DEBUG",
        "spring~2026-01-01T12:00:00.123Z  INFO 1234 --- [shop] [main] c.a.Foo : Started~INFO",
        "spring old~2026-01-01 12:00:00.123 ERROR 1 --- [           main] c.a.Foo : no~ERROR",
        "slf4j simple~[main] INFO com.acme.Foo - hello~INFO",
        "jul~Nov 23, 2026 12:00:01 PM com.acme.Foo bar¶SEVERE: broken~ERROR",
        "jul config~Nov 23, 2026 12:00:01 PM com.acme.Foo bar¶CONFIG: set~DEBUG3",
        "python basic~WARNING:root:disk nearly full~WARN",
        "python named~2026-01-01 12:00:00,123 - my.logger - CRITICAL - gone~FATAL",
        "python plain name~2026-01-01 12:00:00,123 - worker - INFO - done~INFO",
        "lambda python~[ERROR] RuntimeError: no~ERROR",
        "celery~[2026-01-01 12:00:00,123: WARNING/MainProcess] lost~WARN",
        "gunicorn~[2026-01-01 12:00:00 +0000] [7] [INFO] Booting worker~INFO",
        "uvicorn~INFO:     127.0.0.1:5000 - \"GET / HTTP/1.1\" 500~ERROR",
        "nginx~2026/11/23 12:00:01 [error] 29#29: *17 connect() failed~ERROR",
        "nginx crit~2026/11/23 12:00:01 [crit] 29#29: *17 no~ERROR2",
        "apache~[Wed Oct 11 14:32:52 2000] [core:error] [pid 1] no~ERROR",
        "klog~W0101 12:00:00.123456       1 reflector.go:324] slow~WARN",
        "ruby~E, [2026-01-01T12:00:00.123456 #1]  ERROR -- : no~ERROR",
        "ruby info~I, [2026-01-01T12:00:00.123456 #1]  INFO -- : no~INFO",
        "syslog~<134>1 2026-01-01T12:00:00Z host app - - - up~INFO",
        "syslog~<11>Jan  1 12:00:00 host app: no~ERROR",
        "rds postgres~2026-01-01 12:00:00 UTC:10.0.0.1(1234):user@db:[99]:ERROR:  no table~ERROR",
        "postgres~2026-01-01 12:00:00.123 UTC [99] FATAL:  no role~FATAL",
        "postgres~2026-01-01 12:00:00.123 UTC [99] LOG:  checkpoint~INFO",
        "mysql~2026-01-01T12:00:00.123456Z 0 [Warning] [MY-010068] [Server] CA~WARN",
        "mysql~2026-01-01T12:00:00.123456Z 0 [Note] [MY-010068] [Server] CA~INFO2",
        "logfmt~time=\"2026-01-01T12:00:00Z\" level=warning msg=\"slow\"~WARN",
        "slog~time=2026-01-01T12:00:00.000Z level=ERROR msg=\"no\"~ERROR",
        "go~2026/11/23 12:00:01 ERROR no such user~ERROR",
        "logrus~WARN[0012] slow~WARN",
        "zap^2026-01-01T12:00:00.000Z^info^main.go:12^up~2026-01-01T12:00:00.000Z^info^main.go:12^up~INFO",
        "zerolog~12:00PM ERR no error=\"x\"~ERROR",
        "rust~[2026-01-01T12:00:00Z WARN  shop::cart] slow~WARN",
        "rust tracing~2026-01-01T12:00:00.123456Z  INFO shop::cart: up~INFO",
        "dotnet~fail: Shop.Cart[0]~ERROR",
        "dotnet~info: Microsoft.Hosting.Lifetime[14]~INFO",
        "serilog~[12:00:00 WRN] slow~WARN",
        "serilog~2026-01-01 12:00:00.123 +00:00 [ERR] no~ERROR",
        "nlog~2026-01-01 12:00:00.1234|ERROR|Shop.Cart|no~ERROR",
        "laravel~[2026-01-01 12:00:00] production.ERROR: no~ERROR",
        "monolog~[2026-01-01T12:00:00.123456+00:00] app.WARNING: slow [] []~WARN",
        "elasticsearch~[2026-01-01T12:00:00,123][WARN ][o.e.n.Node] [n1] slow~WARN",
        "envoy~[2026-01-01 12:00:00.123][1][warning][main] [source/x.cc:1] slow~WARN",
        "kafka~[2026-01-01 12:00:00,123] INFO [Broker id=1] up (kafka.x)~INFO",
        "node~Error: ECONNREFUSED~ERROR",
        "node~TypeError: Cannot read properties of undefined~ERROR",
        "java~java.lang.IllegalStateException: card expired~ERROR",
        "java~Exception in thread \"main\" java.lang.NullPointerException~ERROR",
        "python~Traceback (most recent call last):~ERROR",
        "go~panic: runtime error: index out of range~ERROR",
        "access~10.0.3.17 - - [23/Nov/2026:12:00:01 +0000] \"GET /cart HTTP/1.1\" 200 1843"
            + " \"-\"~INFO",
        "access~10.0.3.17 - a [23/Nov/2026:12:00:01 +0000] \"POST /c HTTP/1.1\" 502 157 \"x\""
            + " \"y\"~ERROR",
        "access~203.0.113.7 - - [23/Nov/2026:12:00:03 +0000] \"GET /orders HTTP/1.1\" 403 23"
            + " id~WARN"
      })
  void levelIsFoundWhereLibrariesWriteIt(String library, String line, String severity) {
    assertThat(Parsing.of(line.replace('¶', '\n').replace('^', '\t')).severity())
        .as(library)
        .hasToString(severity);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "the request ended without any error or warning",
        "Please note: a WARN is only a word in here",
        "we saw an ERROR in the middle of a sentence",
        "retrying after a fatal answer",
        "Error handling was improved",
        "error rate is 0.1",
        "info desk opens at nine",
        "note to self",
        "3 ERROR lines found",
        "processed 12 items, 0 ERROR",
        "2026-01-01 12:00:00 started without WARN",
        "[worker-1] the error is gone",
        "[error handling] improved",
        "user warn@example.com logged in",
        "WARNINGS are many",
        "level of the river is high",
        "GET /errors/fatal?level=x",
        "debugging is fun",
        "ALERT is the name of our product",
        "<not syslog> at all",
        "I01 is a room",
        "{not json ERROR}"
      })
  void sentencesHaveNoSeverity(String line) {
    assertThat(Parsing.of(line).severityText()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 100_000})
  void onlyThePrefixOfALongLineIsScanned(int times) {
    assertThat(Parsing.of("x.y ".repeat(times) + "ERROR: no").severityText())
        .isEqualTo(times == 1 ? "ERROR" : null);
  }
}
