package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/// Parses access log lines in the common or combined log format, as Apache, nginx and API Gateway
/// write them: `CLIENT IDENT USER [TIME] "REQUEST" STATUS SIZE "REFERER" "AGENT"`. Apache prepends
/// `HOST:PORT` if it serves several hosts.
///
/// @see <a href="https://httpd.apache.org/docs/current/mod/mod_log_config.html#examples">Apache log
///   formats</a>
/// @see <a
///   href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html">API
///   Gateway log formats</a>
final class AccessLine {
  static final AttributeKey<String> REFERER = stringKey("http.request.header.referer");
  static final AttributeKey<String> FORWARDED_FOR =
      stringKey("http.request.header.x-forwarded-for");

  /// The maximum length of the name of a client or a user.
  private static final int MAX_NAME_LENGTH = 256;

  private AccessLine() {}

  /// Parses `text` if it is an access log line that contains at least the fields up to the status.
  ///
  /// @param sentence whether `text` may be a sentence; if so, the second word has to be a dash
  static boolean read(String text, boolean sentence, LogFindings findings) {
    int first = text.indexOf(' ');
    int second = first <= 0 || first > MAX_NAME_LENGTH ? -1 : text.indexOf(' ', first + 1);
    if (second < 0) {
      return false;
    }
    boolean hasHost = text.startsWith(" - ", second) && !text.startsWith("[", second + 3);
    if (sentence && !hasHost && second != first + 2) {
      return false;
    }
    int user = hasHost ? second + 3 : second + 1;
    int open = text.indexOf(" [", user) + 1;
    if (open - user > MAX_NAME_LENGTH || open <= user || !isTime(text, open)) {
      return false;
    }
    LineCursor cursor = new LineCursor(text, text.indexOf(']', open) + 1);
    if (cursor.next == 0 || !cursor.isNextQuoted() || !response(cursor, findings)) {
      return false;
    }
    cursor.next = 0;
    client(cursor, hasHost, findings);
    cursor.from = user;
    cursor.to = open - 1;
    cursor.put(Keys.USER_NAME, findings);
    return true;
  }

  /// `[10/Oct/2000:13:55:36 -0700]`.
  private static boolean isTime(String text, int open) {
    return open + 21 < text.length()
        && LineCursor.isDigit(text, open + 1)
        && text.charAt(open + 3) == '/'
        && text.charAt(open + 7) == '/'
        && text.charAt(open + 12) == ':';
  }

  private static void client(LineCursor cursor, boolean hasHost, LogFindings findings) {
    cursor.nextWord();
    if (hasHost) {
      cursor.putEndpoint(Keys.SERVER_ADDRESS, Keys.SERVER_PORT, findings);
      cursor.nextWord();
    }
    cursor.put(Keys.CLIENT_ADDRESS, findings);
  }

  private static boolean response(LineCursor cursor, LogFindings findings) {
    if (!cursor.nextWord()) {
      return false;
    }
    int requestFrom = cursor.from;
    int requestTo = cursor.to;
    long status = cursor.nextWord() && cursor.to - cursor.from == 3 ? cursor.longValue() : -1;
    if (status < 100 || status > 599) {
      return false;
    }
    findings.add(Keys.HTTP_STATUS, status);
    findings.severity(LineCursor.severityOf(status));
    if (cursor.nextWord()) {
      cursor.putLong(Keys.HTTP_BODY_SIZE, findings);
      optionalFields(cursor, findings);
    }
    cursor.from = requestFrom;
    cursor.to = requestTo;
    RequestLine.read(cursor, findings);
    return true;
  }

  private static void optionalFields(LineCursor cursor, LogFindings findings) {
    if (!cursor.isNextQuoted()) {
      if (cursor.nextWord() && isRequestId(cursor)) {
        cursor.put(Keys.AWS_REQUEST_ID, findings);
      }
      return;
    }
    if (cursor.nextWord()) {
      cursor.put(REFERER, findings);
    }
    if (cursor.isNextQuoted() && cursor.nextWord()) {
      cursor.put(Keys.USER_AGENT, findings);
    }
    if (cursor.isNextQuoted() && cursor.nextWord()) {
      cursor.put(FORWARDED_FOR, findings);
    }
  }

  /// A request id of API Gateway: a UUID, or 16 characters that end with `=`.
  private static boolean isRequestId(LineCursor cursor) {
    int length = cursor.to - cursor.from;
    return length == 36
        ? isUuid(cursor.text, cursor.from)
        : length == 16 && cursor.text.charAt(cursor.to - 1) == '=';
  }

  static boolean isUuid(String text, int at) {
    return at + 36 <= text.length()
        && text.charAt(at + 8) == '-'
        && text.charAt(at + 13) == '-'
        && text.charAt(at + 18) == '-'
        && text.charAt(at + 23) == '-';
  }
}
