package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/// Access lines in the common or combined log format, as Apache, nginx and API Gateway write them:
/// `CLIENT IDENT USER [TIME] "REQUEST" STATUS SIZE "REFERER" "AGENT"`. Apache puts `HOST:PORT`
/// before them where it serves several hosts.
///
/// @see <a href="https://httpd.apache.org/docs/current/mod/mod_log_config.html#examples">Formats of
///   Apache</a>
/// @see <a
///   href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html">Formats
///   of API Gateway</a>
final class AccessLine {
  static final AttributeKey<String> REFERER = stringKey("http.request.header.referer");
  static final AttributeKey<String> FORWARDED_FOR =
      stringKey("http.request.header.x-forwarded-for");

  /// Of a client's or a user's name.
  private static final int LONGEST = 256;

  private AccessLine() {}

  /// Reads `text` if it is an access line, to its status at least.
  ///
  /// @param sentence whether it may be a sentence: then the second word has to be a dash
  static boolean read(String text, boolean sentence, LogFindings found) {
    int first = text.indexOf(' ');
    int second = first <= 0 || first > LONGEST ? -1 : text.indexOf(' ', first + 1);
    if (second < 0) {
      return false;
    }
    boolean hosted = text.startsWith(" - ", second) && !text.startsWith("[", second + 3);
    if (sentence && !hosted && second != first + 2) {
      return false;
    }
    int user = hosted ? second + 3 : second + 1;
    int open = text.indexOf(" [", user) + 1;
    if (open - user > LONGEST || open <= user || !isTime(text, open)) {
      return false;
    }
    LineCursor part = new LineCursor(text, text.indexOf(']', open) + 1);
    if (part.next == 0 || !part.isQuotedNext() || !answer(part, found)) {
      return false;
    }
    part.next = 0;
    client(part, hosted, found);
    part.from = user;
    part.to = open - 1;
    part.put(Keys.USER_NAME, found);
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

  private static void client(LineCursor part, boolean hosted, LogFindings found) {
    part.word();
    if (hosted) {
      part.putEndpoint(Keys.SERVER_ADDRESS, Keys.SERVER_PORT, found);
      part.word();
    }
    part.put(Keys.CLIENT_ADDRESS, found);
  }

  private static boolean answer(LineCursor part, LogFindings found) {
    if (!part.word()) {
      return false;
    }
    int requestFrom = part.from;
    int requestTo = part.to;
    long status = part.word() && part.to - part.from == 3 ? part.whole() : -1;
    if (status < 100 || status > 599) {
      return false;
    }
    found.add(Keys.HTTP_STATUS, status);
    found.severity(LineCursor.severityOf(status));
    if (part.word()) {
      part.putWhole(Keys.HTTP_BODY_SIZE, found);
      rest(part, found);
    }
    part.from = requestFrom;
    part.to = requestTo;
    RequestLine.read(part, found);
    return true;
  }

  private static void rest(LineCursor part, LogFindings found) {
    if (!part.isQuotedNext()) {
      if (part.word() && isRequestId(part)) {
        part.put(Keys.AWS_REQUEST_ID, found);
      }
      return;
    }
    if (part.word()) {
      part.put(REFERER, found);
    }
    if (part.isQuotedNext() && part.word()) {
      part.put(Keys.USER_AGENT, found);
    }
    if (part.isQuotedNext() && part.word()) {
      part.put(FORWARDED_FOR, found);
    }
  }

  /// Of API Gateway: a UUID, or 16 characters with a `=` at their end.
  private static boolean isRequestId(LineCursor part) {
    int length = part.to - part.from;
    return length == 36
        ? isUuid(part.text, part.from)
        : length == 16 && part.text.charAt(part.to - 1) == '=';
  }

  static boolean isUuid(String text, int at) {
    return at + 36 <= text.length()
        && text.charAt(at + 8) == '-'
        && text.charAt(at + 13) == '-'
        && text.charAt(at + 18) == '-'
        && text.charAt(at + 23) == '-';
  }
}
