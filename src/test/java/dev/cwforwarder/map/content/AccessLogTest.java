package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines and objects that describe an HTTP request.
final class AccessLogTest {
  @Test
  void combinedFormatIsParsedCompletely() {
    String line =
        "203.0.113.7 - alice [10/Oct/2026:13:55:36 -0700] \"POST /cart?id=7&x=y HTTP/2.0\" 502 2326"
            + " \"https://shop.example/start\" \"Mozilla/5.0 (X11; \\\"a\\\")\" \"198.51.100.1\"";
    Content content = Parsing.of(line);

    assertThat(content.body()).isEqualTo(line);
    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content))
        .containsExactlyInAnyOrder(
            "client.address=203.0.113.7",
            "user.name=alice",
            "http.request.method=POST",
            "url.path=/cart",
            "url.query=id=7&x=y",
            "network.protocol.name=http",
            "network.protocol.version=2.0",
            "http.response.status_code=502",
            "http.response.body.size=2326",
            "http.request.header.referer=https://shop.example/start",
            "user_agent.original=Mozilla/5.0 (X11; \\\"a\\\")",
            "http.request.header.x-forwarded-for=198.51.100.1");
  }

  @Test
  void commonFormatOfApiGatewayHasRouteAndRequestId() {
    Content http =
        Parsing.of(
            "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET GET /pets/{id} HTTP/1.1\" 404 23"
                + " JKJaXmPLvHcESHA=");
    Content rest =
        Parsing.of(
            "203.0.113.7 AIDAEXAMPLE alice [10/Oct/2026:13:55:36 +0000]\"GET /pets/{id} HTTP/1.1\""
                + " 200 12 c6af9ac6-7b61-11e6-9a41-93e8deadbeef JKJaXmPLvHcESHA=");

    assertThat(Parsing.attributes(http))
        .contains("http.route=/pets/{id}", "aws.request_id=JKJaXmPLvHcESHA=")
        .contains("http.request.method=GET");
    assertThat(Parsing.attributes(rest))
        .contains("http.route=/pets/{id}", "user.name=alice")
        .contains("aws.request_id=c6af9ac6-7b61-11e6-9a41-93e8deadbeef");
  }

  @Test
  void hostMayPrecedeTheClient() {
    Content content =
        Parsing.of(
            "shop.example:443 203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 200"
                + " 5");

    assertThat(Parsing.attributes(content))
        .contains("server.address=shop.example", "server.port=443", "client.address=203.0.113.7");
  }

  @ParameterizedTest
  @CsvSource({
    "\"GET / HTTP/1.1\" 200 5, INFO, http.request.method=GET",
    "\"GET / HTTP/1.1\" 301 -, INFO, url.path=/",
    "\"-\" 408 0, WARN, http.response.status_code=408",
    "\"\\x16\\x03\\x01\" 400 150, WARN, http.response.body.size=150",
    "\"GET http://a.example/b HTTP/1.1\" 200 5, INFO, url.full=http://a.example/b",
    "\"OPTIONS * HTTP/1.1\" 503 5, ERROR, http.request.method=OPTIONS"
  })
  void malformedRequestsAreAccepted(String rest, String severity, String attribute) {
    Content content = Parsing.of("::1 - - [10/Oct/2026:13:55:36 +0000] " + rest);

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(Parsing.attributes(content)).contains(attribute, "client.address=::1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1 - - [10/Oct/2026:13:55:36 +0000] no request",
        "10.0.0.1 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" done 5",
        "10.0.0.1 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1",
        "10.0.0.1 - - [10/Oct/2026:13:55:36 +0000",
        "we - the people [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" fine 5"
      })
  void otherLinesHaveNoAttributes(String line) {
    Content content = Parsing.of(line);

    assertThat(content.body()).isEqualTo(line);
    assertThat(Parsing.attributes(content)).isEmpty();
  }

  @Test
  void loadBalancerLineIsParsed() {
    Content content =
        Parsing.of(
            "https 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188"
                + " 192.168.131.39:2817 10.0.0.1:80 0.086 0.048 -1 502 200 0 57 \"GET"
                + " https://www.example.com:443/ HTTP/1.1\" \"curl/7.46.0\""
                + " ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2"
                + " arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067"
                + " \"Root=1-58337281-1d84f3d73c47ec4e58577259\" \"www.example.com\""
                + " \"arn:aws:acm:us-east-2:123456789012:certificate/12345678\" 1"
                + " 2018-07-02T22:22:48.364000Z \"authenticate,forward\" \"-\" \"-\""
                + " \"10.0.0.1:80\" \"200\" \"-\" \"-\" TID_1234abcd5678ef90");

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content))
        .containsExactlyInAnyOrder(
            "cloud.resource_id=app/my-loadbalancer/50dc6c495c0c9188",
            "client.address=192.168.131.39",
            "client.port=2817",
            "destination.address=10.0.0.1",
            "destination.port=80",
            "aws.elb.request_processing_time=0.086",
            "aws.elb.target_processing_time=0.048",
            "aws.elb.response_processing_time=-1.0",
            "http.response.status_code=502",
            "aws.elb.backend.status.code=200",
            "http.request.size=0",
            "http.response.size=57",
            "http.request.method=GET",
            "network.protocol.name=http",
            "network.protocol.version=1.1",
            "url.full=https://www.example.com:443/",
            "url.path=/",
            "user_agent.original=curl/7.46.0",
            "tls.cipher=ECDHE-RSA-AES128-GCM-SHA256",
            "tls.protocol.version=TLSv1.2",
            "aws.elb.target_group_arn=arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067",
            "aws.xray.trace_id=Root=1-58337281-1d84f3d73c47ec4e58577259",
            "url.domain=www.example.com",
            "aws.elb.chosen_cert_arn=arn:aws:acm:us-east-2:123456789012:certificate/12345678",
            "aws.elb.actions_executed=authenticate,forward");
  }

  @Test
  void cloudFrontLineIsParsed() {
    String line =
        String.join(
            "\t",
            "2019-12-04 21:02:31 LAX1 392 192.0.2.100 GET d111111abcdef8.cloudfront.net /index.html"
                .replace(' ', '\t'),
            "200\t-\tMozilla/5.0%20(Windows)\tq=1\t-\tHit\tSOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHm\t"
                + "www.example.com\thttps\t23\t0.001\t-\tTLSv1.2\tECDHE-RSA\tHit\tHTTP/2.0\t-\t-");
    Content content = Parsing.of(line);

    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content))
        .contains(
            "aws.cloudfront.edge_location=LAX1",
            "http.response.size=392",
            "url.path=/index.html",
            "url.query=q=1",
            "http.response.status_code=200",
            "user_agent.original=Mozilla/5.0 (Windows)",
            "server.address=www.example.com",
            "aws.cloudfront.time_taken_s=0.001",
            "network.protocol.version=2.0");
  }

  @Test
  void apiGatewayObjectAlsoHasTheNamesOfTheConventions() {
    Content content =
        Parsing.of(
            "{\"requestId\":\"c6af9ac6-7b61-11e6-9a41-93e8deadbeef\",\"ip\":\"203.0.113.7\",\"httpMethod\":\"GET\",\"routeKey\":\"GET"
                + " /orders/{id}\",\"path\":\"/orders/1?a=b\","
                + "\"status\":\"404\",\"protocol\":\"HTTP/1.1\",\"responseLength\":\"23\"}");

    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(Parsing.attributes(content))
        .contains(
            "status=404",
            "http.response.status_code=404",
            "http.request.method=GET",
            "http.route=/orders/{id}",
            "url.path=/orders/1",
            "url.query=a=b",
            "client.address=203.0.113.7",
            "network.protocol.version=1.1",
            "http.response.body.size=23",
            "aws.request_id=c6af9ac6-7b61-11e6-9a41-93e8deadbeef");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.3.7|client.address=10.0.3.7",
        "10.0.3.7:51234|client.address=10.0.3.7 client.port=51234",
        "10.0.3.7, 10.0.0.1|client.address=10.0.3.7",
        "2001:db8::7|client.address=2001:db8::7",
        "[2001:db8::7]:51234|client.address=2001:db8::7 client.port=51234",
        "[2001:db8::7]|client.address=2001:db8::7"
      })
  void clientOfAnObjectIsAnAddressAndAPort(String client, String expected) {
    Content content =
        Parsing.of("{\"method\":\"GET\",\"status\":200,\"remote_ip\":\"" + client + "\"}");

    assertThat(Parsing.attributes(content))
        .filteredOn(attribute -> attribute.startsWith("client."))
        .containsExactly(expected.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"req\":{\"method\":\"get\",\"url\":\"/x\"},\"res\":{\"statusCode\":503}}",
        "{\"detail\":{\"http_info\":{\"method\":\"GET\",\"url\":\"/x\",\"status\":503}}}",
        "{\"proxy\":{\"method\":\"GET\",\"path\":\"/x\",\"statusCode\":503}}"
      })
  void requestMayBeInAContainerAndItsMethodInLowerCase(String object) {
    Content content = Parsing.of(object);

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content))
        .contains("http.request.method=GET", "url.path=/x", "http.response.status_code=503");
  }

  @Test
  void statusWhoseNameContainsHttpNeedsNoRequest() {
    Content content =
        Parsing.of(
            "level=warning msg=\"HTTP: POST https://a.example/login\" elapsedTime=\"792.5µs\""
                + " httpStatus=401 remoteAddr=198.51.100.31 responseSize=40");

    assertThat(Parsing.attributes(content))
        .contains(
            "http.response.status_code=401",
            "http.response.body.size=40",
            "http.server.request.duration=7.925E-4",
            "client.address=198.51.100.31");
    assertThat(Parsing.attributes(Parsing.of("{\"msg\":\"done\",\"status\":404}")))
        .doesNotContain("http.response.status_code=404");
    assertThat(Parsing.attributes(Parsing.of("{\"msg\":\"done\",\"httpStatus\":4040}")))
        .noneMatch(attribute -> attribute.startsWith("http.response"));
  }

  @Test
  void bytesReadAreThoseOfTheRequestIfThereIsASize() {
    assertThat(
            Parsing.attributes(
                Parsing.of(
                    "{\"method\":\"GET\",\"uri\":\"/x\",\"status\":200,\"size\":12,\"bytes_read\":7}")))
        .contains("http.response.body.size=12")
        .doesNotContain("http.response.size=7");
    assertThat(
            Parsing.attributes(
                Parsing.of("{\"method\":\"GET\",\"uri\":\"/x\",\"status\":200,\"bytes_read\":7}")))
        .contains("http.response.size=7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "\"12\"", "\"12 days\"", "\"\"", "null"})
  void durationWithoutAUnitOfTimeIsNone(String duration) {
    assertThat(
            Parsing.attributes(
                Parsing.of(
                    "{\"method\":\"GET\",\"path\":\"/x\",\"status\":200,\"duration\":"
                        + duration
                        + "}")))
        .contains("http.response.status_code=200")
        .noneMatch(attribute -> attribute.startsWith("http.server.request.duration"));
  }

  @Test
  void methodThatIsNotAnHttpMethodIsIgnored() {
    Content content = Parsing.of("{\"method\":\"charge\",\"status\":200,\"path\":\"/x\"}");

    assertThat(Parsing.attributes(content))
        .containsExactly("method=charge", "status=200", "path=/x");
  }

  @Test
  void lineInsideAnObjectIsParsed() {
    Content content =
        Parsing.of(
            "{\"log\":\"10.0.0.1 - - [10/Oct/2026:13:55:36 +0000] \\\"GET / HTTP/1.1\\\" 404 5\","
                + "\"stream\":\"stdout\"}");

    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(Parsing.attributes(content)).contains("stream=stdout", "url.path=/");
  }
}
