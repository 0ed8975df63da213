package dev.cwforwarder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.export.Compression;
import dev.cwforwarder.local.http.TestKeys;
import dev.cwforwarder.map.ServiceNames;
import dev.cwforwarder.map.content.ContentOptions;
import dev.cwforwarder.map.content.XrayTraceIds;
import dev.cwforwarder.map.lines.StartPattern;
import dev.cwforwarder.map.lines.TraceLines;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.map.rules.UserRules;
import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.testing.RecordingEnv;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String LOGS_ENDPOINT = "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT";
  private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
  private static final String CERTIFICATE = "OTEL_EXPORTER_OTLP_CERTIFICATE";
  private static final String KEY = "CLICKSTACK_API_KEY";
  private static final String KEY_ARN = "CLICKSTACK_API_KEY_ARN";

  @TempDir private static Path folder;
  private static Path pemFile = Path.of("not made yet");

  @BeforeAll
  static void makeCertificate() {
    pemFile = TestKeys.make(folder).certificate();
  }

  @Test
  void onlyAnEndpointIsRequired() {
    assertThat(settings(Map.of()))
        .isEqualTo(
            new Settings(
                new ExporterSettings(
                    URI.create("https://clickstack.test:4318/v1/logs"),
                    Map.of(),
                    ApiKey.NONE,
                    null,
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(10),
                    Compression.ZSTD,
                    ""),
                new TraceExporterSettings(
                    URI.create("https://clickstack.test:4318/v1/traces"),
                    Map.of(),
                    Duration.ofSeconds(10),
                    Compression.ZSTD,
                    ""),
                new MappingSettings(
                    Map.of(),
                    ServiceNames.always(""),
                    RecordRules.NONE,
                    ContentOptions.DEFAULT,
                    null,
                    true,
                    LogGroupTags.NONE),
                new Settings.Limits(
                    8 * 1024 * 1024,
                    64 * 1024 * 1024,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(1)),
                Set.of(),
                "",
                false,
                ""));
  }

  @Test
  void everySettingIsRead() throws IOException {
    Map<String, String> env =
        Map.ofEntries(
            Map.entry(ENDPOINT, "http://10.0.0.1:4318/otlp"),
            Map.entry(HEADERS, "X-Team=a"),
            Map.entry(KEY, "the-key"),
            Map.entry("CLICKSTACK_API_KEY_TTL_MS", "60000"),
            Map.entry("OTEL_EXPORTER_OTLP_TIMEOUT", "2500"),
            Map.entry("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"),
            Map.entry(CERTIFICATE, pemFile.toString()),
            Map.entry("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=prod"),
            Map.entry("OTEL_SERVICE_NAME", "shop"),
            Map.entry("SERVICE_NAME_RULES", "/team/(.*) => $1"),
            Map.entry("RULES", "redaction: {presets: [jwt]}"),
            Map.entry("BODY", "raw"),
            Map.entry("PARSE_CONTENT", "off"),
            Map.entry("XRAY_TRACE_IDS", "on"),
            Map.entry("TIMESTAMP_FROM_BODY", "on"),
            Map.entry("RESTORE_OTEL", "off"),
            Map.entry("MULTILINE", "auto"),
            Map.entry("LOG_GROUP_TAGS", "*, env=deployment.environment.name"),
            Map.entry("MAX_REQUEST_BYTES", "1048576"),
            Map.entry("MAX_INFLATED_BYTES", "2097152"),
            Map.entry("RETRY_BUDGET_MS", "3000"),
            Map.entry("DEADLINE_MARGIN_MS", "700"),
            Map.entry("OWN_LOG_GROUPS", "arn:aws:logs:eu-west-1:123456789012:log-group:/own"),
            Map.entry("FAILURE_BUCKET", "shop-failures.eu-1"),
            Map.entry("KINESIS_FOREIGN_RECORDS", "drop"),
            Map.entry("AWS_REGION", "eu-west-1"));

    Settings settings = Settings.fromEnv(env);

    assertThat(settings.mapping().rules()).isInstanceOf(UserRules.class);
    assertThat(settings.mapping().lineRule()).isInstanceOf(TraceLines.class);
    assertThat(settings)
        .isEqualTo(
            new Settings(
                new ExporterSettings(
                    URI.create("http://10.0.0.1:4318/otlp/v1/logs"),
                    Map.of("x-team", "a"),
                    new ApiKey("the-key"),
                    null,
                    Duration.ofMinutes(1),
                    Duration.ofMillis(2500),
                    Compression.GZIP,
                    Files.readString(pemFile)),
                new TraceExporterSettings(
                    URI.create("http://10.0.0.1:4318/otlp/v1/traces"),
                    Map.of("x-team", "a"),
                    Duration.ofMillis(2500),
                    Compression.GZIP,
                    Files.readString(pemFile)),
                new MappingSettings(
                    Map.of("deployment.environment.name", "prod"),
                    ServiceNames.always("shop"),
                    settings.mapping().rules(),
                    new ContentOptions(false, false, XrayTraceIds.ON, true),
                    settings.mapping().lineRule(),
                    false,
                    new LogGroupTags(true, Map.of("env", "deployment.environment.name"))),
                new Settings.Limits(
                    1024 * 1024, 2 * 1024 * 1024, Duration.ofSeconds(3), Duration.ofMillis(700)),
                Set.of(new LogGroup("123456789012", "eu-west-1", "/own")),
                "shop-failures.eu-1",
                true,
                "eu-west-1"));
  }

  @Test
  void foreignRecordsAreStoredOrDropped() {
    assertThat(settings(Map.of("KINESIS_FOREIGN_RECORDS", "store")).dropsForeignRecords())
        .isFalse();
    assertThat(settings(Map.of("KINESIS_FOREIGN_RECORDS", "drop")).dropsForeignRecords()).isTrue();
    assertThatThrownBy(() -> settings(Map.of("KINESIS_FOREIGN_RECORDS", "ignore")))
        .hasMessageContaining("KINESIS_FOREIGN_RECORDS: expected one of store, drop, got 'ignore'");
  }

  @Test
  void tracesHaveSettingsOfTheirOwn() {
    TraceExporterSettings traces =
        settings(
                Map.of(
                    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://traces.test/exact?team=a",
                    "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "X-Team=traces",
                    "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "2000",
                    "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "none",
                    "OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"))
            .traces();

    assertThat(traces)
        .isEqualTo(
            new TraceExporterSettings(
                URI.create("https://traces.test/exact?team=a"),
                Map.of("x-team", "traces"),
                Duration.ofSeconds(2),
                Compression.NONE,
                ""));
    assertThat(traces.toString()).doesNotContain("team");
  }

  @Test
  void anExactEndpointForLogsIsNoneForTraces() {
    assertThat(
            Settings.fromEnv(Map.of(LOGS_ENDPOINT, "https://logs.test/v1/logs"))
                .traces()
                .endpoint())
        .isNull();
  }

  @Test
  void aProblemOfAGeneralVariableIsReportedOnce() {
    assertThatThrownBy(
            () ->
                Settings.fromEnv(Map.of(ENDPOINT, "clickstack", "OTEL_EXPORTER_OTLP_TIMEOUT", "x")))
        .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.problems()).hasSize(2));
  }

  @Test
  void serviceNameTakesPrecedenceOverItsRules() {
    Map<String, String> rules = Map.of("SERVICE_NAME_RULES", "/team/(.*) => $1");
    Map<String, String> both =
        Map.of("SERVICE_NAME_RULES", "/team/(.*) => $1", "OTEL_SERVICE_NAME", "shop");

    assertThat(settings(rules).mapping().serviceNames().serviceOf("/team/web")).isEqualTo("web");
    assertThat(settings(both).mapping().serviceNames().serviceOf("/team/web")).isEqualTo("shop");
  }

  @Test
  void linesAreJoinedByPattern() {
    assertThat(settings(Map.of("MULTILINE_LINE_START_PATTERN", "^\\d")).mapping().lineRule())
        .isInstanceOf(StartPattern.class);
    assertThat(settings(Map.of("MULTILINE", "off")).mapping().lineRule()).isNull();
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    Map<String, String> env =
        Map.ofEntries(
            Map.entry(ENDPOINT, "clickstack.test:4318"),
            Map.entry(HEADERS, "novalue"),
            Map.entry(KEY, "two\nlines"),
            Map.entry(KEY_ARN, "my-secret"),
            Map.entry("CLICKSTACK_API_KEY_TTL_MS", "999"),
            Map.entry("OTEL_EXPORTER_OTLP_TIMEOUT", "10s"),
            Map.entry("OTEL_EXPORTER_OTLP_COMPRESSION", "brotli"),
            Map.entry(CERTIFICATE, "/no/such/file.pem"),
            Map.entry("OTEL_RESOURCE_ATTRIBUTES", "a=b,=c"),
            Map.entry("SERVICE_NAME_RULES", "a=>b;(=>c"),
            Map.entry("RULES", "filters: {}\nredact: {}"),
            Map.entry("BODY", "both"),
            Map.entry("PARSE_CONTENT", "true"),
            Map.entry("XRAY_TRACE_IDS", "yes"),
            Map.entry("TIMESTAMP_FROM_BODY", "1"),
            Map.entry("RESTORE_OTEL", "off"),
            Map.entry("MULTILINE", "auto"),
            Map.entry("MULTILINE_LINE_START_PATTERN", "["),
            Map.entry("LOG_GROUP_TAGS", "team,,env"),
            Map.entry("MAX_REQUEST_BYTES", "16777217"),
            Map.entry("MAX_INFLATED_BYTES", "1"),
            Map.entry("RETRY_BUDGET_MS", "-1"),
            Map.entry("DEADLINE_MARGIN_MS", "1.5"),
            Map.entry("OWN_LOG_GROUPS", "/aws/lambda/own"),
            Map.entry("FAILURE_BUCKET", "s3://failures"));

    assertThatThrownBy(() -> Settings.fromEnv(env))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            """
            27 invalid settings:
              - OTEL_EXPORTER_OTLP_ENDPOINT: expected an http:// or https:// address, got 'clickstack.test:4318'
              - OTEL_EXPORTER_OTLP_HEADERS: expected key=value pairs separated by commas; pair 1 is malformed
              - CLICKSTACK_API_KEY: expected a header value: printable ASCII without line breaks
              - CLICKSTACK_API_KEY_ARN: expected either this or CLICKSTACK_API_KEY, not both
              - CLICKSTACK_API_KEY_ARN: expected arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME, optionally with #FIELD, or arn:aws:ssm:REGION:ACCOUNT:parameter/NAME, got 'my-secret'
              - CLICKSTACK_API_KEY_TTL_MS: expected 1000 to 86400000, got 999
              - OTEL_EXPORTER_OTLP_TIMEOUT: expected a whole number, got '10s'
              - OTEL_EXPORTER_OTLP_COMPRESSION: expected one of zstd, gzip, none, got 'brotli'
              - OTEL_EXPORTER_OTLP_CERTIFICATE: cannot read the file '/no/such/file.pem'
              - OTEL_RESOURCE_ATTRIBUTES: expected key=value pairs separated by commas; pair 2 is malformed
              - SERVICE_NAME_RULES: rule 2: expected a regular expression (RE2), got '(': missing closing )
              - RULES: filters.name: required but not set (line 1)
              - RULES: filters.action: required but not set (line 1)
              - RULES: redact: unknown; did you mean redaction? (line 2)
              - BODY: expected one of message, raw, got 'both'
              - PARSE_CONTENT: expected on or off, got 'true'
              - XRAY_TRACE_IDS: expected one of off, on, segments, got 'yes'
              - TIMESTAMP_FROM_BODY: expected on or off, got '1'
              - MULTILINE_LINE_START_PATTERN: expected either this or MULTILINE=auto, not both
              - MULTILINE_LINE_START_PATTERN: expected a regular expression (RE2), got '[': missing closing ]
              - LOG_GROUP_TAGS: expected tag keys, KEY or KEY=ATTRIBUTE, separated by commas, or *, got 'team,,env'
              - MAX_REQUEST_BYTES: expected 1024 to 16777216, got 16777217
              - MAX_INFLATED_BYTES: expected 1048576 to 536870912, got 1
              - RETRY_BUDGET_MS: expected 0 to 600000, got -1
              - DEADLINE_MARGIN_MS: expected a whole number, got '1.5'
              - OWN_LOG_GROUPS: expected the ARN of a log group, got '/aws/lambda/own'
              - FAILURE_BUCKET: expected the name of an S3 bucket: 3 to 63 of a-z, 0-9, '.' and '-', got 's3://failures'\
            """);
  }

  @Test
  void noEndpointIsAnErrorAndNotADefault() {
    assertThat(problems(Map.of()))
        .isEqualTo(
            """
            1 invalid setting:
              - OTEL_EXPORTER_OTLP_ENDPOINT is required but not set, e.g. https://clickstack.example.com:4318\
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void blankCountsAsAbsent(String blank) {
    RecordingEnv env = new RecordingEnv(Map.of(ENDPOINT, "https://clickstack.test:4318"), blank);

    assertThat(Settings.fromEnv(env)).isEqualTo(settings(Map.of()));
    assertThat(env.namesRead()).contains(KEY, HEADERS, "AWS_REGION");
  }

  @Test
  void whiteSpaceAroundAValueIsIgnored() {
    assertThat(settings(Map.of("MAX_REQUEST_BYTES", " 2048 \n")).limits().maxRequestBytes())
        .isEqualTo(2048);
  }

  @ParameterizedTest
  @CsvSource({
    "CLICKSTACK_API_KEY_TTL_MS, 1000, 86400000",
    "MAX_REQUEST_BYTES, 1024, 16777216",
    "MAX_INFLATED_BYTES, 1048576, 536870912",
    "RETRY_BUDGET_MS, 0, 600000",
    "DEADLINE_MARGIN_MS, 100, 60000",
    "OTEL_EXPORTER_OTLP_TIMEOUT, 100, 600000"
  })
  void numbersHaveLimits(String name, int min, int max) {
    settings(Map.of(name, Integer.toString(min)));
    settings(Map.of(name, Integer.toString(max)));

    String limits = "expected %d to %d, got ".formatted(min, max);
    assertThat(problemOf(name, Integer.toString(min - 1))).isEqualTo(limits + (min - 1));
    assertThat(problemOf(name, Integer.toString(max + 1))).isEqualTo(limits + (max + 1));
    assertThat(problemOf(name, "99999999999"))
        .isEqualTo("expected a whole number, got '99999999999'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "a-b.c-1",
        "a23456789012345678901234567890123456789012345678901234567890123"
      })
  void failureBucketIsAName(String name) {
    assertThat(settings(Map.of("FAILURE_BUCKET", name)).failureBucket()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab",
        "-abc",
        "abc.",
        "Failures",
        "arn:aws:s3:::failures",
        "a234567890123456789012345678901234567890123456789012345678901234"
      })
  void malformedBucketNamesAreRefused(String name) {
    assertThat(problemOf("FAILURE_BUCKET", name)).startsWith("expected the name of an S3 bucket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0b0e5d2c-2d7c", "Bearer 0b0e5d2c-2d7c"})
  void theKeyIsTheWholeHeader(String key) {
    assertThat(settings(Map.of(KEY, key)).exporter().requestHeaders())
        .containsExactly(Map.entry("authorization", key));
  }

  @ParameterizedTest
  @CsvSource({"zstd, ZSTD", "gzip, GZIP", "none, NONE"})
  void compressionIsNamedInLowerCase(String value, Compression compression) {
    assertThat(settings(Map.of("OTEL_EXPORTER_OTLP_COMPRESSION", value)).exporter().compression())
        .isEqualTo(compression);
  }

  @Test
  void settingsForLogsTakePrecedence() {
    Settings settings =
        Settings.fromEnv(
            Map.ofEntries(
                Map.entry(ENDPOINT, "https://general.test"),
                Map.entry(LOGS_ENDPOINT, "https://logs.test/ingest"),
                Map.entry(HEADERS, "a=general"),
                Map.entry("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "b=logs"),
                Map.entry("OTEL_EXPORTER_OTLP_TIMEOUT", "1000"),
                Map.entry("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "2000"),
                Map.entry("OTEL_EXPORTER_OTLP_COMPRESSION", "none"),
                Map.entry("OTEL_EXPORTER_OTLP_LOGS_COMPRESSION", "gzip"),
                Map.entry(CERTIFICATE, "/no/such/file.pem"),
                Map.entry("OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE", pemFile.toString()),
                Map.entry("OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE", pemFile.toString())));

    assertThat(settings.exporter().endpoint()).hasToString("https://logs.test/ingest");
    assertThat(settings.exporter().headers()).isEqualTo(Map.of("b", "logs"));
    assertThat(settings.exporter().requestTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.exporter().compression()).isEqualTo(Compression.GZIP);
    assertThat(settings.exporter().trustedPem()).contains("BEGIN CERTIFICATE");
  }

  @Test
  void malformedSettingForLogsDoesNotFallBackToTheGeneralOne() {
    Map<String, String> env =
        Map.of(
            ENDPOINT,
            "https://general.test",
            LOGS_ENDPOINT,
            "logs.test",
            "OTEL_EXPORTER_OTLP_TIMEOUT",
            "1000",
            "OTEL_EXPORTER_OTLP_LOGS_TIMEOUT",
            "soon");

    assertThat(problems(env))
        .isEqualTo(
            """
            2 invalid settings:
              - OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: expected an http:// or https:// address, got 'logs.test'
              - OTEL_EXPORTER_OTLP_LOGS_TIMEOUT: expected a whole number, got 'soon'\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "https://host, https://host/v1/logs",
    "https://host/, https://host/v1/logs",
    "https://host:4318, https://host:4318/v1/logs",
    "https://host:4318/, https://host:4318/v1/logs",
    "https://host/otlp, https://host/otlp/v1/logs",
    "https://host/otlp/, https://host/otlp/v1/logs",
    "https://host/a/b%20c/, https://host/a/b%20c/v1/logs",
    "https://host//otlp, https://host//otlp/v1/logs",
    "https://host/v1/logs, https://host/v1/logs/v1/logs",
    "http://127.0.0.1:65535, http://127.0.0.1:65535/v1/logs",
    "http://[::1]:4318, http://[::1]:4318/v1/logs"
  })
  void baseAddressGetsThePathForLogs(String base, String logs) {
    assertThat(Settings.fromEnv(Map.of(ENDPOINT, base)).exporter().endpoint()).hasToString(logs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://host", "https://host/", "https://host/x?tenant=1"})
  void exactAddressIsUsedUnchanged(String address) {
    assertThat(Settings.fromEnv(Map.of(LOGS_ENDPOINT, address)).exporter().endpoint())
        .hasToString(address);
  }

  @ParameterizedTest
  @CsvSource({
    "host, 'expected an http:// or https:// address, got ''host'''",
    "//host, 'expected an http:// or https:// address, got ''//host'''",
    "ftp://host, 'expected an http:// or https:// address, got ''ftp://host'''",
    "https://, 'expected an http:// or https:// address, got ''https://'''",
    "https:///v1, 'expected an http:// or https:// address, got ''https:///v1'''",
    "https://h#f, 'expected an http:// or https:// address, got ''https://h'''",
    "https://my host, 'expected a host that a certificate can name: letters and digits, with ''-''"
        + " and ''.'' between them; got ''my host'''",
    "https://host:0, 'expected a port from 1 to 65535, got 0'",
    "https://host:65536, 'expected a port from 1 to 65535, got 65536'",
    "https://host?a=b, expected an address without a query; set"
        + " OTEL_EXPORTER_OTLP_LOGS_ENDPOINT instead"
  })
  void malformedAddressIsDescribed(String address, String problem) {
    assertThat(problems(Map.of(ENDPOINT, address)))
        .isEqualTo("1 invalid setting:\n  - " + ENDPOINT + ": " + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:SECRET@host",
        "https//user:SECRET@host",
        "user:SECRET@host",
        "ftp://host?SECRET",
        "https://host name?SECRET"
      })
  void secretsInAnAddressAreNotQuoted(String address) {
    assertThatThrownBy(() -> Settings.fromEnv(Map.of(LOGS_ENDPOINT, address)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(LOGS_ENDPOINT)
        .hasMessageNotContaining("SECRET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "a=b => b",
        "A=b => b",
        "' a = b ' => b",
        "a=Bearer%20x%3Dy%2C+%25 => Bearer x=y,+%",
        "a=b=c== => b=c==",
        "x=1,,a=b, => b",
        "a=1,A=2 => 2",
        "a= => ''"
      })
  void headersArePercentDecodedPairs(String headers, String value) {
    assertThat(settings(Map.of(HEADERS, headers)).exporter().headers()).containsEntry("a", value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "SECRET => expected key=value pairs separated by commas; pair 1 is malformed",
        "a=b,SECRET => expected key=value pairs separated by commas; pair 2 is malformed",
        "=SECRET => expected key=value pairs separated by commas; pair 1 is malformed",
        "a=SECRET%2 => expected percent-encoded UTF-8 (%XX) in pair 1",
        "a=SECRET% => expected percent-encoded UTF-8 (%XX) in pair 1",
        "a=SECRET%zz => expected percent-encoded UTF-8 (%XX) in pair 1",
        "a=SECRET%-1 => expected percent-encoded UTF-8 (%XX) in pair 1",
        "a=1,b=%ff => expected percent-encoded UTF-8 (%XX) in pair 2",
        "a=SECRET%0a => expected a header value: printable ASCII without line breaks",
        "a=SECRET%C3%A9 => expected a header value: printable ASCII without line breaks",
        "SECRET key=b => expected header names: ASCII letters, digits and any of !#$%&'*+-.^_`|~",
        "SECRET:=b => expected header names: ASCII letters, digits and any of !#$%&'*+-.^_`|~"
      },
      quoteCharacter = '"')
  void malformedHeadersAreDescribedWithoutQuotingThem(String headers, String problem) {
    assertThat(problemOf(HEADERS, headers)).isEqualTo(problem);
  }

  @Test
  void keyIsSentAsAuthorization() {
    Settings settings = settings(Map.of(KEY, "the-key", HEADERS, "x=y"));

    assertThat(settings.exporter().requestHeaders())
        .isEqualTo(Map.of("authorization", "the-key", "x", "y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host=other", "content-encoding=br", "x=1,Content-Length=3"})
  void reservedHeadersAreRefused(String headers) {
    assertThatThrownBy(() -> settings(Map.of(HEADERS, headers)))
        .isInstanceOf(SettingsException.class)
        .hasMessageMatching("(?s).*the header '[a-z-]+' is reserved");
  }

  @Test
  void anAuthorizationHeaderTakesPrecedenceOverTheKey() {
    Settings settings = settings(Map.of(KEY, "the-key", HEADERS, "Authorization=other"));

    assertThat(settings.exporter().requestHeaders()).isEqualTo(Map.of("authorization", "other"));
  }

  @Test
  void withoutAKeyThereIsNoAuthorization() {
    assertThat(settings(Map.of()).exporter().requestHeaders()).isEmpty();
  }

  @Test
  void secretsAreNotPrinted() {
    Settings settings =
        Settings.fromEnv(
            Map.of(LOGS_ENDPOINT, "https://h/x?t=SECRET", KEY, "SECRET", HEADERS, "a=SECRET"));

    assertThat(settings)
        .hasToString("Settings[ExporterSettings[endpoint=https://h/x, apiKey=ApiKey[redacted]]]");
    assertThat(settings.exporter().apiKey()).hasToString("ApiKey[redacted]");
    assertThat(ApiKey.NONE).hasToString("ApiKey[none]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECRET\n1", "SECRET\u0000", "SECRET\u00e9", "SECRET\u007f"})
  void aKeyThatIsNotAHeaderValueIsRefusedWithoutQuotingIt(String key) {
    assertThat(problemOf(KEY, key))
        .isEqualTo("expected a header value: printable ASCII without line breaks");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/key-AbCdEf, eu-central-1, ''",
    "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:k_+=.@-x, cn-north-1, ''",
    "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:k, us-gov-west-1, a b#c"
  })
  void keyMayBeASecretOfAnyRegionAndPartition(String arn, String region, String field) {
    String raw = field.isEmpty() ? arn : arn + "#" + field;

    assertThat(settings(Map.of(KEY_ARN, raw)).exporter().keyToLookUp())
        .contains(new KeyArn(KeyArn.Service.SECRETS_MANAGER, arn, region, field));
  }

  @Test
  void keyMayBeAParameter() {
    String arn = "arn:aws:ssm:us-east-1:123456789012:parameter/click-stack/ingestion_key.1";

    assertThat(settings(Map.of(KEY_ARN, arn)).exporter().keyToLookUp())
        .contains(new KeyArn(KeyArn.Service.PARAMETER_STORE, arn, "us-east-1", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0b0e5d2c-2d7c-4a5e-8a5e-3c1f0f7b8a11",
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:",
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:key#",
        "arn:aws:secretsmanager:eu-central-1:123:secret:key",
        "arn:aws:secretsmanager::123456789012:secret:key",
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:two words",
        "arn:aws:ssm:eu-central-1:123456789012:parameter/key#field",
        "arn:aws:ssm:eu-central-1:123456789012:parameter",
        "arn:aws:ssm:eu-central-1:123456789012:document/key",
        "arn:aws:s3:::bucket"
      })
  void otherArnsAreNoKeys(String arn) {
    assertThat(problemOf(KEY_ARN, arn)).startsWith("expected arn:aws:secretsmanager:");
  }

  @Test
  void fieldOfAMalformedArnIsNotQuoted() {
    assertThat(problemOf(KEY_ARN, "my-secret#SECRET")).endsWith("got 'my-secret'");
  }

  @Test
  void anAuthorizationHeaderTakesPrecedenceOverASecret() {
    Map<String, String> env =
        Map.of(
            KEY_ARN,
            "arn:aws:ssm:us-east-1:123456789012:parameter/key",
            HEADERS,
            "Authorization=other");

    assertThat(settings(env).exporter().keyToLookUp()).isEmpty();
    assertThat(settings(env).exporter().requestHeaders())
        .isEqualTo(Map.of("authorization", "other"));
  }

  @Test
  void certificateMayBeAFile() throws IOException {
    assertThat(settings(Map.of(CERTIFICATE, pemFile.toString())).exporter().trustedPem())
        .isEqualTo(Files.readString(pemFile));
  }

  @Test
  void certificateMayBeTheTextItself() throws IOException {
    String pem = Files.readString(pemFile).strip();

    assertThat(settings(Map.of(CERTIFICATE, pem)).exporter().trustedPem()).isEqualTo(pem);
  }

  @Test
  void lineBreaksOfACertificateMayBeWrittenOut() throws IOException {
    String pem = Files.readString(pemFile).strip();
    String oneLine = pem.lines().reduce((a, b) -> a + "\\n" + b).orElseThrow();

    assertThat(settings(Map.of(CERTIFICATE, oneLine)).exporter().trustedPem().lines())
        .containsExactlyElementsOf(pem.lines().toList());
  }

  @Test
  void otherTextsAreNoCertificate() throws IOException {
    Path other = Files.writeString(folder.resolve("other.pem"), "SECRET");
    String expected =
        "expected PEM certificates (-----BEGIN CERTIFICATE----- …) or the path of a file with them";

    assertThat(problemOf(CERTIFICATE, other.toString())).isEqualTo(expected);
    assertThat(problemOf(CERTIFICATE, "-----BEGIN PRIVATE KEY-----\nSECRET")).isEqualTo(expected);
    assertThat(problemOf(CERTIFICATE, "Bag\n-----BEGIN PRIVATE KEY-----\nSECRET"))
        .isEqualTo(expected);
  }

  /// A PKCS #7 block may have no certificate.
  @Test
  void textWithoutCertificateIsRefused() {
    String empty =
        "-----BEGIN PKCS7-----\n%s\n-----END PKCS7-----\n-----BEGIN CERTIFICATE-----\n"
            .formatted("MCMGCSqGSIb3DQEHAqAWMBQCAQExADALBgkqhkiG9w0BBwExAA==");

    assertThat(problemOf(CERTIFICATE, empty)).isEqualTo("expected PEM certificates, got none");
  }

  @Test
  void certificateThatCannotBeParsedIsRefused() {
    assertThat(
            problemOf(
                CERTIFICATE, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
        .isEqualTo("expected PEM certificates, got certificates that cannot be parsed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no/such/file.pem", "."})
  void fileThatCannotBeReadIsNamed(String path) {
    assertThat(problemOf(CERTIFICATE, path)).isEqualTo("cannot read the file '" + path + "'");
  }

  @Test
  void resourceAttributesArePercentDecoded() {
    assertThat(
            settings(Map.of("OTEL_RESOURCE_ATTRIBUTES", "a=%C3%BC%20,b= x ,c="))
                .mapping()
                .resourceAttributes())
        .isEqualTo(Map.of("a", "\u00fc ", "b", "x", "c", ""));
  }

  @Test
  void ownLogGroupsAreArns() {
    String arns =
        " arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/own:* ,"
            + "arn:aws-cn:logs:cn-north-1:210987654321:log-group:a.b-c_d/e#f, /aws/lambda/b,";

    assertThat(settings(Map.of("OWN_LOG_GROUPS", arns)).ownLogGroups())
        .containsExactlyInAnyOrder(
            new LogGroup("123456789012", "eu-central-1", "/aws/lambda/own"),
            new LogGroup("210987654321", "cn-north-1", "a.b-c_d/e#f"),
            new LogGroup("210987654321", "cn-north-1", "/aws/lambda/b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/own",
        "arn:aws:s3:::bucket",
        "arn:aws:logs:eu-central-1:123456789012:destination:x",
        "arn:aws:logs::123456789012:log-group:/own",
        "arn:aws:logs:eu-central-1::log-group:/own",
        "arn:aws:logs:eu-central-1:123:log-group:/own",
        "arn:aws:logs:eu-central-1:123456789012:log-group:",
        "arn:aws:logs:eu-central-1:123456789012:log-group:*",
        "arn:aws:logs:eu-central-1:123456789012:log-group:/own:log-stream:s"
      })
  void otherArnsAreNoLogGroup(String arn) {
    assertThat(problemOf("OWN_LOG_GROUPS", arn))
        .isEqualTo("expected the ARN of a log group, got '" + arn + "'");
  }

  private static Settings settings(Map<String, String> more) {
    Map<String, String> env = new HashMap<>(more);
    env.put(ENDPOINT, "https://clickstack.test:4318");
    return Settings.fromEnv(env);
  }

  /// The only problem when `name` is `value`.
  private static String problemOf(String name, String value) {
    String before = "1 invalid setting:\n  - " + name + ": ";
    String message = problems(Map.of(ENDPOINT, "https://clickstack.test:4318", name, value));
    assertThat(message).startsWith(before);
    return message.substring(before.length());
  }

  private static String problems(Map<String, String> env) {
    try {
      Settings.fromEnv(env);
      return "no problem";
    } catch (SettingsException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
