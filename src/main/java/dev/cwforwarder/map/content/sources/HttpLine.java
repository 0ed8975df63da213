package dev.cwforwarder.map.content.sources;

import org.jspecify.annotations.Nullable;

/// Parses lines about an HTTP request: a method, a target, and a status. The forms of known servers
/// are in [HttpForms]; in any other line, only what it names is an attribute.
final class HttpLine {
  private static final String SEPARATORS = " \t\"'|,:;-=>()[]";

  /// Words between a request and its status.
  private static final String STATUS_WORDS =
      " returned responded completed finished failed with status code status_code statusCode ";

  /// The first words of the reason phrases that follow a status.
  private static final String REASONS =
      " OK Created Accepted No Reset Partial Moved Found See Not Temporary Permanent Bad"
          + " Unauthorized Payment Forbidden Method Proxy Request Conflict Gone Length Precondition"
          + " Payload Content URI Unsupported Range Expectation Misdirected Unprocessable Locked"
          + " Failed Too Upgrade Unavailable Internal Service Gateway HTTP Insufficient Loop"
          + " Network Switching ";

  private static final int MAX_COLUMNS = 12;
  private static final HttpColumn CLIENT = HttpColumn.of("client:port");

  private final HttpMatch match = new HttpMatch();
  private String text = "";
  private int start;
  private int end;

  /// Parses the first line of `message`.
  ///
  /// @param rest the index behind the prefix of the line; 0 if there is none
  /// @return whether the line has a known form
  boolean read(String message, int rest, LogFindings findings) {
    int lineEnd = message.indexOf('\n', rest);
    text = message;
    start = rest;
    end = lineEnd < 0 ? message.length() : lineEnd;
    if (CommonLine.read(text, start, end, findings)) {
      return true;
    }
    @Nullable HttpRequest request = HttpRequest.find(text, start, end);
    return request == null
        ? start < end && response(findings)
        : form(request, findings) || otherForm(request, findings);
  }

  private boolean form(HttpRequest request, LogFindings findings) {
    match.line(text, start, end);
    boolean quoted = request.from > 0 && text.charAt(request.from - 1) == '"';
    char last = match.beforeBlanks(quoted ? request.from - 1 : request.from);
    char next = match.afterBlanks(quoted ? request.to() + 1 : request.to());
    for (HttpForm form : HttpForms.of(quoted)) {
      if (form.mayMatch(last, next) && form.matches(match, request.from, request.to())) {
        severity(match.status(), findings);
        match.addTo(findings, request);
        return true;
      }
    }
    return false;
  }

  private void severity(long status, LogFindings findings) {
    if (status < 0 && !match.hasStatusColumn()) {
      return; // the line of an error log
    }
    if (match.first() <= start) {
      findings.severity(LineCursor.severityOf(status));
    } else {
      findings.response(status, true);
    }
  }

  /// The lines in which frameworks state the response without the request: `Completed 500 Internal
  /// Server Error in 12ms` of Rails, `Sent 500 in 12ms` of Phoenix.
  private boolean response(LogFindings findings) {
    int at = responseStart();
    int status = at < 0 ? -1 : text.indexOf(' ', at, end) + 1;
    boolean found = status > 0 && isStatus(status) && text.indexOf(" in ", status, end) > 0;
    if (found) {
      addResponse(status, true, findings);
    }
    return found;
  }

  private int responseStart() {
    int at = afterBrackets(start);
    if (at >= 0) {
      return at;
    }
    return switch (text.charAt(0)) {
      case 'I' -> text.startsWith("I, [") ? afterBrackets(text.indexOf(" : ") + 3) : -1;
      case '0', '1', '2' -> text.startsWith(":", 2) ? afterBrackets(text.indexOf('[')) : -1;
      default -> -1;
    };
  }

  /// Skips `[info] ` and `[9b1deb4d] `.
  private int afterBrackets(int from) {
    int at = from;
    while (at >= 0 && text.startsWith("[", at)) {
      int close = text.indexOf("] ", at);
      at = close < 0 ? -1 : close + 2;
    }
    boolean found = text.startsWith("Completed ", at) || text.startsWith("Sent ", at);
    return found ? at : -1;
  }

  /// A line in no known form: the status has to follow the request.
  private boolean otherForm(HttpRequest request, LogFindings findings) {
    int status = request.isMalformed() ? -1 : status(request.to());
    if (status < 0 || !(request.hasVersion() || isResponseEnd(status + 3))) {
      return false;
    }
    request.addTo(findings);
    boolean isAccessLine = client(request, findings) && request.hasVersion();
    addResponse(status, isAccessLine, findings);
    if (request.hasVersion()) {
      behindStatus(status + 3, findings);
    }
    return false;
  }

  /// The columns that follow a status by convention: the size of the response, the referer and the
  /// user agent. The latter are in quotes or between other separators.
  private void behindStatus(int from, LogFindings findings) {
    int at = from;
    for (int column = 0; column < MAX_COLUMNS && at < end; column++) {
      char open = ' ';
      while (at < end && "] |\t,;[\"".indexOf(text.charAt(at)) >= 0) {
        open = text.charAt(at) == ' ' ? open : text.charAt(at);
        at++;
        if (open == '"') {
          break;
        }
      }
      int close = open == '"' ? text.indexOf('"', at, end) : columnEnd(at, open);
      int to = close < 0 ? end : close;
      if (column == 0 && to > at && LineCursor.parseLong(text, at, to) >= 0) {
        findings.add(Keys.HTTP_BODY_SIZE, LineCursor.parseLong(text, at, to));
      } else if (open != ' ' && text.startsWith("http", at)) {
        findings.add(HttpColumn.REFERER, text.substring(at, to));
      } else if (open != ' ' && isAgent(at, to)) {
        findings.add(Keys.USER_AGENT, text.substring(at, to));
        return;
      }
      at = open == '"' ? to + 1 : to;
    }
  }

  private int columnEnd(int from, char open) {
    char close = open == '[' ? ']' : open == '|' ? '|' : ' ';
    return text.indexOf(close, from, end);
  }

  /// `curl/8.5.0`, `Mozilla/5.0 (X11; Linux x86_64)`.
  private boolean isAgent(int from, int to) {
    int slash = text.indexOf('/', from, to);
    boolean isProduct = slash > from && LineCursor.isDigit(text, slash + 1);
    for (int i = from; i < slash && isProduct; i++) {
      isProduct = Character.isLetterOrDigit(text.charAt(i)) || "-._".indexOf(text.charAt(i)) >= 0;
    }
    return isProduct && Character.isLetter(text.charAt(from));
  }

  /// The index of the status behind `from`, after separators and the words that announce it.
  private int status(int from) {
    int at = from;
    while (at < end && at - from < 40) {
      char c = text.charAt(at);
      if (SEPARATORS.indexOf(c) >= 0) {
        at++;
      } else if (c >= '0' && c <= '9') {
        return isStatus(at) && at > from ? at : -1;
      } else {
        int to = wordEnd(at);
        if (!text.startsWith("HTTP/", at) && !isIn(STATUS_WORDS, at, to)) {
          return -1;
        }
        at = text.startsWith("HTTP/", at) ? Math.max(to, text.indexOf(' ', at, end)) : to;
      }
    }
    return -1;
  }

  private int wordEnd(int from) {
    int to = from;
    while (to < end && (Character.isLetter(text.charAt(to)) || text.charAt(to) == '_')) {
      to++;
    }
    return to;
  }

  private boolean isIn(String words, int from, int to) {
    return to > from && words.contains(' ' + text.substring(from, to) + ' ');
  }

  private boolean isStatus(int at) {
    return at + 3 <= end
        && LineCursor.parseStatus(text, at, at + 3) > 0
        && (at + 3 == end || !Character.isLetterOrDigit(text.charAt(at + 3)))
        && !(text.startsWith(".", at + 3) && LineCursor.isDigit(text, at + 4));
  }

  /// Whether what follows at `at` shows that a status precedes it, and not an amount: `500 rows`.
  private boolean isResponseEnd(int at) {
    if (at >= end || text.charAt(at) != ' ') {
      return true;
    }
    int next = at + 1;
    while (next < end && LineCursor.isDigit(text, next)) {
      next++;
    }
    boolean number = next > at + 1;
    if (number && next < end && text.charAt(next) == ' ') {
      next++; // 500 12 rows
    }
    int to = wordEnd(next);
    if (to == next) {
      return true;
    }
    return number ? isUnit(next, to) : isAfterStatus(next, to);
  }

  private boolean isUnit(int from, int to) {
    String unit = text.substring(from, to);
    return unit.equals("bytes") || unit.equals("B") || !Double.isNaN(TimeSpan.seconds(1, unit));
  }

  private boolean isAfterStatus(int from, int to) {
    boolean isTime = text.startsWith("in ", from) || text.startsWith("after ", from);
    return isIn(REASONS, from, to)
        || text.startsWith("=", to)
        || (isTime && LineCursor.isDigit(text, to + 1));
  }

  /// Adds the status, and the duration and the size that follow it with their units.
  private void addResponse(int from, boolean raises, LogFindings findings) {
    long status = LineCursor.parseStatus(text, from, from + 3);
    findings.add(Keys.HTTP_STATUS, status);
    findings.response(status, raises);
    int at = from + 3;
    for (int word = 0; word < 8 && at < end; word++) {
      while (at < end && SEPARATORS.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      int to = at;
      while (to < end && " ,;)]\"".indexOf(text.charAt(to)) < 0) {
        to++;
      }
      amount(at, to, findings);
      at = to + 1;
    }
  }

  private void amount(int from, int to, LogFindings findings) {
    if (!LineCursor.isDigit(text, from)) {
      return;
    }
    int unitTo = text.startsWith(" ", to) ? wordEnd(to + 1) : to;
    double number = Decimal.parse(text, from, to);
    String unit = unitTo > to + 1 ? text.substring(to + 1, unitTo) : "";
    double seconds =
        unit.isEmpty() || Double.isNaN(number)
            ? TimeSpan.seconds(text, from, to)
            : TimeSpan.seconds(number, unit);
    if (!Double.isNaN(seconds)) {
      findings.add(HttpColumn.DURATION, seconds);
    } else if (unit.equals("bytes") && LineCursor.parseLong(text, from, to) >= 0) {
      findings.add(Keys.HTTP_BODY_SIZE, LineCursor.parseLong(text, from, to));
    }
  }

  /// The first IP address before a request line is that of the client. Without the version of the
  /// protocol, it is so only at the start of the line.
  ///
  /// @return whether there is one
  private boolean client(HttpRequest request, LogFindings findings) {
    int at = start;
    for (int word = 0; word < MAX_COLUMNS && at < request.from; word++) {
      int to = at;
      while (to < request.from && "] |\t,[()\"".indexOf(text.charAt(to)) < 0) {
        to++;
      }
      if (NetworkAddress.isEndpoint(text, at, to) && isIp(at, to)) {
        CLIENT.add(text, at, to, findings);
        return true;
      }
      if (!request.hasVersion() && to > at) {
        return false;
      }
      at = to + 1;
    }
    return false;
  }

  private boolean isIp(int from, int to) {
    int colon = NetworkAddress.portColon(text, from, to);
    return NetworkAddress.isIp(text, from, colon < 0 ? to : colon);
  }
}
