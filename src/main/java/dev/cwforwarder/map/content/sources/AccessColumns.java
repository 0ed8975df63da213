package dev.cwforwarder.map.content.sources;

/// Reads the columns around an HTTP request in a line that has none of the [HttpForms]: only what
/// the line names, or what separators show. Reused from line to line; not thread-safe.
final class AccessColumns {
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

  /// What separates columns; an opening one decides where a column ends.
  private static final String COLUMN_SEPARATORS = "] |\t,;[()\"";

  /// Words before the address of a client.
  private static final String CLIENT_WORDS = " from for by client ";

  private static final int MAX_COLUMNS = 24;
  private static final int MAX_STATUS_DISTANCE = 80;
  private static final LineColumn CLIENT = LineColumn.of("client:port");
  private static final LineColumn SIZE = LineColumn.of("body");

  private String text = "";
  private int start;
  private int end;

  /// Starts a line, whose head ends at `from`.
  void line(String line, int from, int lineEnd) {
    text = line;
    start = from;
    end = lineEnd;
  }

  /// Adds the attributes of a request with a status, which gives the line a severity if it has no
  /// level of its own. In an access line of any server, an error takes precedence over the level of
  /// the line: such a line has a request line between a client and a status, or is like the common
  /// log format.
  void read(HttpRequest request, LogFindings findings) {
    if (request.isMalformed()) {
      return;
    }
    int status = status(request.isPair() ? text.indexOf(" status", start, end) : request.to());
    boolean follows = status > 0 && (request.hasVersion() || isResponseEnd(status + 3));
    status = follows ? status : statusBefore(request);
    if (status < 0) {
      return;
    }
    request.addTo(findings);
    boolean isClient = client(start, request, findings) || client(request.to(), request, findings);
    long number = response(status, findings);
    if (!follows) {
      amounts(request.to(), findings);
    } else if (request.hasVersion()) {
      behindStatus(status + 3, findings);
    }
    boolean isAccess = follows && isClient && request.isLine();
    findings.response(number, isAccess || isCommon(request, status));
  }

  /// Whether the line has the columns of the common log format that other formats keep: `"GET /
  /// HTTP/1.1" 500 12`. Behind the URL of a server, a client library has written them.
  private boolean isCommon(HttpRequest request, int status) {
    return request.hasVersion()
        && text.startsWith("\" ", request.to())
        && status == request.to() + 2
        && text.startsWith(" ", status + 3)
        && SIZE.accepts(text, status + 4, columnEnd(status + 4, ' '))
        && text.indexOf("://", start, request.from) < 0;
  }

  /// The index of the status behind `from`, after separators and the words that announce it.
  private int status(int from) {
    int at = from;
    while (at >= 0 && at < end && at - from < 40) {
      int to = wordEnd(at);
      if (SEPARATORS.indexOf(text.charAt(at)) >= 0) {
        at++;
      } else if (LineCursor.isDigit(text, at)) {
        return isStatus(at) && at > from ? at : -1;
      } else if (text.startsWith("HTTP/", at)) {
        at = Math.max(to, text.indexOf(' ', at, end));
      } else if (isIn(STATUS_WORDS, at, to)) {
        at = to;
      } else {
        return -1;
      }
    }
    return -1;
  }

  private int wordEnd(int from, String separators) {
    int to = from;
    while (to < end && separators.indexOf(text.charAt(to)) < 0) {
      to++;
    }
    return to;
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

  /// Whether a status of HTTP stands alone at `at`.
  boolean isStatus(int at) {
    return at + 3 <= end
        && LineCursor.parseStatus(text, at, at + 3) > 0
        && (at + 3 == end || !Character.isLetterOrDigit(text.charAt(at + 3)))
        && !(text.startsWith(".", at + 3) && LineCursor.isDigit(text, at + 4));
  }

  /// The index of the status before a request: `[500]: GET /`, `500 Internal Server Error: GET /`,
  /// `| 500 | 12ms | GET /`, `500 GET /` at the start of the line; -1 if there is none.
  private int statusBefore(HttpRequest request) {
    int first = Math.max(start, request.from - MAX_STATUS_DISTANCE);
    for (int at = request.from - 4; at >= first; at--) {
      boolean isWord = at == start || !Character.isLetterOrDigit(text.charAt(at - 1));
      if (isWord && text.charAt(at) > '1' && isStatus(at) && isColumn(at, request.from)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isColumn(int at, int request) {
    int before = at - 1;
    while (before >= start && text.charAt(before) == ' ') {
      before--;
    }
    int behind = at + 3;
    while (behind < request && "]: \"|".indexOf(text.charAt(behind)) >= 0) {
      behind++;
    }
    char open = before < start ? '^' : text.charAt(before);
    int mark = text.charAt(at + 3) == ' ' ? at + 4 : at + 3;
    boolean isBetween = "|[".indexOf(open) >= 0 && "|]".indexOf(text.charAt(mark)) >= 0;
    boolean isFirst =
        !Character.isLetter(open)
            && (behind == request
                || (open == '^'
                    && NetworkAddress.isIpEndpoint(text, behind, columnEnd(behind, ' '))));
    return isBetween || isFirst || isIn(REASONS, behind, wordEnd(behind));
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
    return to == next || (number ? isUnit(next, to) : isAfterStatus(next, to));
  }

  private boolean isUnit(int from, int to) {
    String unit = text.substring(from, to);
    return unit.equals("bytes") || unit.equals("B") || !Double.isNaN(TimeSpan.seconds(1, unit));
  }

  private boolean isAfterStatus(int from, int to) {
    boolean isTime = text.startsWith("in ", from) || text.startsWith("after ", from);
    boolean isAddress = text.startsWith("for ", from) || text.startsWith("from ", from);
    return isIn(REASONS, from, to)
        || (isAddress && NetworkAddress.isIpEndpoint(text, to + 1, columnEnd(to + 1, ' ')))
        || text.startsWith("=", to)
        || (isTime && LineCursor.isDigit(text, to + 1));
  }

  /// Adds the status at `from`, and the duration and the size that follow it with their units.
  ///
  /// @return the status
  long response(int from, LogFindings findings) {
    long status = LineCursor.parseStatus(text, from, from + 3);
    findings.add(Keys.HTTP_STATUS, status);
    amounts(from + 3, findings);
    return status;
  }

  private void amounts(int from, LogFindings findings) {
    int at = from;
    for (int word = 0; word < 8 && at < end; word++) {
      while (at < end && SEPARATORS.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      int to = wordEnd(at, " |,;)]\"");
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
      findings.add(LineColumn.DURATION, seconds);
    } else if (unit.equals("bytes") && LineCursor.parseLong(text, from, to) >= 0) {
      findings.add(Keys.HTTP_BODY_SIZE, LineCursor.parseLong(text, from, to));
    }
  }

  /// The columns that follow a status by convention: the size of the response, the referer and the
  /// user agent. The latter are in quotes or between other separators.
  private void behindStatus(int from, LogFindings findings) {
    int at = from;
    for (int column = 0; column < MAX_COLUMNS && at < end; column++) {
      char open = ' ';
      while (at < end && open != '"' && COLUMN_SEPARATORS.indexOf(text.charAt(at)) >= 0) {
        open = text.charAt(at) == ' ' ? open : text.charAt(at);
        at++;
      }
      int to = columnEnd(at, open);
      if (column == 0 && LineCursor.parseLong(text, at, to) >= 0) {
        findings.add(Keys.HTTP_BODY_SIZE, LineCursor.parseLong(text, at, to));
      } else if (open != ' ' && text.startsWith("http", at)) {
        findings.add(LineColumn.REFERER, text.substring(at, to));
      } else if (open != ' ' && isAgent(at, to)) {
        findings.add(Keys.USER_AGENT, text.substring(at, to));
        return;
      }
      at = open == '"' ? to + 1 : to;
    }
  }

  private int columnEnd(int from, char open) {
    char close = open == '[' ? ']' : open == '|' || open == '"' || open == ';' ? open : ' ';
    int at = text.indexOf(close, from, end);
    return at < 0 ? end : at;
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

  /// Adds the address of the client: the first one before a request line. In a sentence, and behind
  /// the request, only separators or words before it show whose it is.
  ///
  /// @return whether there is one
  private boolean client(int from, HttpRequest request, LogFindings findings) {
    boolean isBefore = from < request.from;
    int to = from;
    int word = from;
    for (int column = 0; column < MAX_COLUMNS && to < (isBefore ? request.from : end); column++) {
      int at = to;
      char open = ' ';
      while (at < end && COLUMN_SEPARATORS.indexOf(text.charAt(at)) >= 0) {
        open = text.charAt(at) == ' ' ? open : text.charAt(at);
        at++;
      }
      to = wordEnd(at, COLUMN_SEPARATORS);
      int address = Math.max(at, text.lastIndexOf('@', to - 1) + 1);
      boolean isMarked =
          (isBefore && (request.isLine() || at <= start + 2))
              || "(|[".indexOf(open) >= 0
              || isIn(CLIENT_WORDS, word, at - 1);
      if (isMarked && NetworkAddress.isIpEndpoint(text, address, to)) {
        CLIENT.add(text, address, to, findings);
        return true;
      }
      word = at;
    }
    return false;
  }
}
