package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.content.sources.SourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Execution logs of API Gateway.
final class GatewayLogTest {
  private static final String ID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Method completed with status: 502 | ERROR | http.response.status_code=502",
        "Method completed with status: 200 | INFO | http.response.status_code=200",
        "Method completed with status: 403 | WARN | http.response.status_code=403",
        "Gateway response type: DEFAULT_5XX with status code: 500 | ERROR |"
            + " http.response.status_code=500",
        "Received response. Status: 200, Integration latency: 34 ms | INFO |"
            + " http.response.status_code=200,aws.api_gateway.integration_latency_ms=34",
        "HTTP Method: GET, Resource Path: /pets/{id} | INFO |"
            + " http.request.method=GET,http.route=/pets/{id}",
        "X-ray Tracing ID : 1-5f84c7a1-e7d1852d | INFO | aws.xray.trace_id=1-5f84c7a1-e7d1852d"
      })
  void lineContainsTheResultOfTheRequest(String said, String severity, String attributes) {
    Content content = Parsing.of("(" + ID + ") " + said);

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(String.join(",", Parsing.attributes(content)))
        .isEqualTo("aws.request_id=" + ID + "," + attributes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Execution failed due to configuration error: Malformed Lambda proxy response | ERROR",
        "Lambda execution failed with status 200 due to customer function error | ERROR",
        "Endpoint request timed out | ERROR",
        "Lambda invocation failed with status: 429. Lambda request id: x | ERROR",
        "Unauthorized request: x | WARN",
        "User is not authorized to access this resource with an explicit deny | WARN",
        "Key throttle limit exceeded for Usage Plan ID x in API Key Id y. Limit: 10.00 Burst: 5 |"
            + " WARN",
        "Key quota limit exceeded for Usage Plan ID x in API Key Id y | WARN",
        "Starting execution for request: x | INFO",
        "Endpoint response body before transformations: {\"error\":\"x\"} | INFO"
      })
  void failuresAreErrors(String said, String severity) {
    Content content = Parsing.of("(" + ID + ") " + said);

    assertThat(content.body()).endsWith(said.strip());
    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(Parsing.attributes(content)).containsExactly("aws.request_id=" + ID);
  }

  @Test
  void otherIdsRequireTheGroupName() {
    String line = "(JKJaXmPLvHcESHA=) Method completed with status: 504";

    assertThat(Parsing.attributes(Parsing.of(line))).isEmpty();
    assertThat(Parsing.attributes(Parsing.of(SourceKind.API_EXECUTION, line)))
        .containsExactly("aws.request_id=JKJaXmPLvHcESHA=", "http.response.status_code=504");
  }
}
