package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Execution logs of API Gateway: `(REQUEST-ID) Method completed with status: 200`.
///
/// @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html">
///   Execution logging</a>
final class GatewayLine {
  private static final AttributeKey<Long> LATENCY =
      longKey("aws.api_gateway.integration_latency_ms");
  private static final AttributeKey<String> TRACE = stringKey("aws.xray.trace_id");
  private static final int LONGEST_ID = 36;

  private GatewayLine() {}

  /// Reads `text` if it begins with a request id in brackets.
  ///
  /// @param certain whether it is of API Gateway by its log group: then the id may be of another
  ///   form than a UUID's
  static boolean read(String text, boolean certain, LogFindings found) {
    int close = text.indexOf(')');
    boolean uuid = close == 1 + LONGEST_ID && AccessLine.isUuid(text, 1);
    boolean other = certain && close > 8 && close <= 1 + LONGEST_ID;
    if ((!uuid && !other) || !text.startsWith(" ", close + 1)) {
      return false;
    }
    found.add(Keys.AWS_REQUEST_ID, text.substring(1, close));
    said(text, close + 2, found);
    found.severity(Severity.INFO);
    return true;
  }

  private static void said(String text, int at, LogFindings found) {
    if (text.startsWith("Execution failed", at)
        || text.startsWith("Lambda execution failed", at)
        || text.startsWith("Endpoint request timed out", at)) {
      found.severity(Severity.ERROR);
    } else if (text.startsWith("Method completed with status: ", at)
        || text.startsWith("Gateway response type: ", at)) {
      status(text, "status", at, found);
    } else if (text.startsWith("Received response. Status: ", at)) {
      status(text, "Status: ", at, found);
      latency(text, at, found);
    } else if (text.startsWith("HTTP Method: ", at)) {
      resource(text, at + "HTTP Method: ".length(), found);
    } else if (text.startsWith("X-ray Tracing ID : ", at)) {
      String id = text.substring(at + "X-ray Tracing ID : ".length()).strip();
      found.add(TRACE, id);
      found.xray(id);
    }
  }

  /// The number behind `before`, and perhaps a word and a colon.
  private static void status(String text, String before, int at, LogFindings found) {
    int from = text.indexOf(before, at);
    while (from > 0 && from < text.length() && !LineCursor.isDigit(text, from)) {
      from++;
    }
    long status = from > 0 ? LineCursor.whole(text, from, Math.min(from + 3, text.length())) : -1;
    if (status >= 100 && status <= 599) {
      found.add(Keys.HTTP_STATUS, status);
      found.severity(LineCursor.severityOf(status));
    }
  }

  private static void latency(String text, int at, LogFindings found) {
    String before = "Integration latency: ";
    int from = text.indexOf(before, at) + before.length();
    int to = text.indexOf(' ', from);
    long millis = from > at && to > from ? LineCursor.whole(text, from, to) : -1;
    if (millis >= 0) {
      found.add(LATENCY, millis);
    }
  }

  /// `GET, Resource Path: /pets/{id}`.
  private static void resource(String text, int at, LogFindings found) {
    String between = ", Resource Path: ";
    int comma = text.indexOf(between, at);
    if (comma > 0 && RequestLine.isMethod(text, at, comma)) {
      found.add(Keys.HTTP_METHOD, text.substring(at, comma));
      found.add(Keys.HTTP_ROUTE, text.substring(comma + between.length()).strip());
    }
  }
}
