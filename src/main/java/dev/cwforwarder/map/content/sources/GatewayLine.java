package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Parses execution log lines of API Gateway: `(REQUEST-ID) Method completed with status: 200`.
///
/// @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html">
///   Execution logging</a>
final class GatewayLine {
  private static final AttributeKey<Long> LATENCY =
      longKey("aws.api_gateway.integration_latency_ms");
  private static final AttributeKey<String> TRACE = stringKey("aws.xray.trace_id");
  private static final int UUID_LENGTH = 36;

  private GatewayLine() {}

  /// Parses `text` if it starts with a request id in parentheses.
  ///
  /// @param certain whether the log group identifies API Gateway; if so, the id may have another
  ///   form than a UUID
  static boolean read(String text, boolean certain, LogFindings findings) {
    int close = text.indexOf(')');
    boolean uuid = close == 1 + UUID_LENGTH && LineCursor.isUuid(text, 1);
    boolean otherId = certain && close > 8 && close <= 1 + UUID_LENGTH;
    if ((!uuid && !otherId) || !text.startsWith(" ", close + 1)) {
      return false;
    }
    findings.add(Keys.AWS_REQUEST_ID, text.substring(1, close));
    message(text, close + 2, findings);
    findings.severity(Severity.INFO);
    return true;
  }

  private static void message(String text, int at, LogFindings findings) {
    if (text.startsWith("Execution failed", at)
        || text.startsWith("Lambda execution failed", at)
        || text.startsWith("Endpoint request timed out", at)) {
      findings.severity(Severity.ERROR);
    } else if (text.startsWith("Method completed with status: ", at)
        || text.startsWith("Gateway response type: ", at)) {
      status(text, "status", at, findings);
    } else if (text.startsWith("Received response. Status: ", at)) {
      status(text, "Status: ", at, findings);
      latency(text, at, findings);
    } else if (text.startsWith("HTTP Method: ", at)) {
      resource(text, at + "HTTP Method: ".length(), findings);
    } else if (text.startsWith("X-ray Tracing ID : ", at)) {
      String id = text.substring(at + "X-ray Tracing ID : ".length()).strip();
      findings.add(TRACE, id);
      findings.xray(id);
    }
  }

  /// Parses the number after `prefix` and an optional word and colon.
  private static void status(String text, String prefix, int at, LogFindings findings) {
    int from = text.indexOf(prefix, at);
    while (from > 0 && from < text.length() && !LineCursor.isDigit(text, from)) {
      from++;
    }
    long status =
        from > 0 ? LineCursor.parseStatus(text, from, Math.min(from + 3, text.length())) : -1;
    if (status > 0) {
      findings.add(Keys.HTTP_STATUS, status);
      findings.severity(LineCursor.severityOf(status));
    }
  }

  private static void latency(String text, int at, LogFindings findings) {
    String prefix = "Integration latency: ";
    int from = text.indexOf(prefix, at) + prefix.length();
    int to = text.indexOf(' ', from);
    long millis = from > at && to > from ? LineCursor.parseLong(text, from, to) : -1;
    if (millis >= 0) {
      findings.add(LATENCY, millis);
    }
  }

  /// `GET, Resource Path: /pets/{id}`.
  private static void resource(String text, int at, LogFindings findings) {
    String separator = ", Resource Path: ";
    int comma = text.indexOf(separator, at);
    if (comma > 0 && RequestLine.isMethod(text, at, comma)) {
      findings.add(Keys.HTTP_METHOD, text.substring(at, comma));
      findings.add(Keys.HTTP_ROUTE, text.substring(comma + separator.length()).strip());
    }
  }
}
