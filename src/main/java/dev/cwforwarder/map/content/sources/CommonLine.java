package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.text.MessageText;

/// Parses lines in the common and the combined log format from left to right: `ADDRESS - USER
/// [TIME] "METHOD /TARGET HTTP/VERSION" STATUS SIZE "REFERER" "AGENT"`. [HttpForms] contains both
/// formats, too, and reads whatever is unusual: they are so frequent that they have a path of their
/// own, which takes half of the time.
final class CommonLine {
  private static final int TIME_LENGTH = "[01/Jan/2026:00:00:00 +0000]".length();
  private static final LineColumn USER = LineColumn.of("user");
  private static final LineColumn BODY = LineColumn.of("body");
  private static final LineColumn REFERER = LineColumn.of("referer");
  private static final LineColumn AGENT = LineColumn.of("agent");

  private final String text;
  private final int end;

  /// The index at which the user ends.
  private int user;

  /// The indexes at which the method, the target and the version start.
  private int method;

  private int target;
  private int version;

  /// The index of the quote behind the request.
  private int quote;

  /// The index at which the size ends.
  private int size;

  /// The indexes of the quotes behind the referer and the agent; -1 if there are none.
  private int referer;

  private int agent;

  private CommonLine(String text, int from) {
    this.text = text;
    int lineEnd = text.indexOf('\n', from);
    this.end = lineEnd < 0 ? text.length() : lineEnd;
  }

  /// Parses the line from `start`.
  ///
  /// @return whether it has one of the formats; if not, nothing is added
  static boolean read(String text, int start, LogFindings findings) {
    int client = MessageText.isDigit(text, start) ? text.indexOf(' ', start) : -1;
    return client > 0
        && NetworkAddress.isIp(text, start, client)
        && new CommonLine(text, client).read(start, client, findings);
  }

  private boolean read(int start, int client, LogFindings findings) {
    int identity = text.indexOf(' ', client + 1, end);
    user = identity <= client + 1 ? -1 : text.indexOf(' ', identity + 1, end);
    boolean hasUser = user > identity + 1 && text.indexOf('\t', client, user) < 0;
    if (!hasUser || !request() || !response()) {
      return false;
    }
    addResponse(findings);
    addRequest(findings);
    findings.add(Keys.CLIENT_ADDRESS, text.substring(start, client));
    USER.add(text, identity + 1, user, findings);
    return true;
  }

  /// Whether a time in brackets and a request follow the user.
  private boolean request() {
    method = user + 1 + TIME_LENGTH + 2;
    boolean hasTime =
        method < end
            && text.charAt(user + 1) == '['
            && MessageText.isDigit(text, user + 2)
            && text.startsWith("] \"", method - 3);
    target = hasTime ? text.indexOf(' ', method, end) + 1 : 0;
    boolean isRequest =
        target > 0
            && RequestLine.isKnownMethod(text, method, target - 1)
            && text.startsWith("/", target);
    version = isRequest ? text.indexOf(' ', target, end) + 1 : 0;
    quote = version > 0 && text.startsWith("HTTP/", version) ? text.indexOf('"', target, end) : -1;
    return quote > version && text.indexOf(' ', version, quote) < 0;
  }

  /// Whether a status and a size follow the request, and the referer and the agent, or nothing.
  private boolean response() {
    boolean hasStatus =
        text.startsWith("\" ", quote)
            && quote + 6 < end
            && LineCursor.parseStatus(text, quote + 2, quote + 5) > 0
            && text.charAt(quote + 5) == ' ';
    int blank = hasStatus ? text.indexOf(' ', quote + 6, end) : -1;
    size = blank < 0 ? end : blank;
    if (!hasStatus || !BODY.accepts(text, quote + 6, size)) {
      return false;
    }
    referer = text.startsWith(" \"", size) ? MessageText.closingQuote(text, size + 2, end) : -1;
    boolean hasAgent = referer > 0 && text.startsWith(" \"", referer + 1);
    agent = hasAgent ? MessageText.closingQuote(text, referer + 3, end) : -1;
    return agent < 0 ? size == end : mayEnd(agent + 1);
  }

  /// Whether no further column can follow the agent at `at`: only text without quotes, or nothing.
  private boolean mayEnd(int at) {
    return at == end
        || (at + 1 < end
            && text.charAt(at) == ' '
            && Character.isLetter(text.charAt(at + 1))
            && text.indexOf('"', at, end) < 0);
  }

  private void addResponse(LogFindings findings) {
    long status = LineCursor.parseLong(text, quote + 2, quote + 5);
    findings.severity(LineCursor.severityOf(status));
    findings.response(status, true); // raises the level of a column before the line
    findings.add(Keys.HTTP_STATUS, status);
    BODY.add(text, quote + 6, size, findings);
    if (agent > 0) {
      REFERER.add(text, size + 2, referer, findings);
      AGENT.add(text, referer + 3, agent, findings);
    }
  }

  private void addRequest(LogFindings findings) {
    RequestLine.method(text, method, target - 1, findings);
    RequestLine.version(text, version + "HTTP/".length(), quote, findings);
    RequestLine.target(text, target, version - 1, findings);
  }
}
