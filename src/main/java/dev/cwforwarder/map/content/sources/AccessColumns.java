package dev.cwforwarder.map.content.sources;

/// Reads the columns around an HTTP request in a line that has none of the [HttpForms], or more
/// than its form: only what the line names, or what separators show. Reused from line to line; not
/// thread-safe.
final class AccessColumns {
  private static final String SEPARATORS = " \t\"'|,:;-=>()[]";

  /// What separates columns; an opening one decides where a column ends.
  private static final String COLUMN_SEPARATORS = "] |\t,;[()\"";

  /// Words before the address of a client, and a dash between columns.
  private static final String CLIENT_WORDS = " from for by client - ";

  private static final int MAX_COLUMNS = 24;
  private static final LineColumn CLIENT = LineColumn.of("client:port");
  private static final LineColumn SIZE = LineColumn.of("body");

  private final StatusColumn statuses = new StatusColumn();
  private String text = "";
  private int start;
  private int columns;
  private int end;

  /// Starts a line.
  ///
  /// @param head the index at which its head starts
  /// @param rest the index behind a time and names in brackets
  void line(String line, int head, int rest, int lineEnd) {
    text = line;
    start = head;
    columns = rest;
    end = lineEnd;
    statuses.line(line, head, lineEnd);
  }

  /// Adds the attributes of a request with a status, which gives the line a severity if it has no
  /// level of its own.
  void read(HttpRequest request, LogFindings findings) {
    if (request.isMalformed()) {
      return;
    }
    int status = request.status() < 0 ? statuses.behind(request) : request.status();
    boolean follows = status > 0;
    status = follows ? status : statuses.before(request);
    if (status < 0) {
      return;
    }
    request.addTo(findings);
    boolean isClient = client(request, findings) || clientBehind(request, findings);
    long number = response(status, findings);
    amounts(request.to(), findings);
    boolean isLast = status > request.to();
    behind(isLast ? status + 3 : request.behind(), isLast && request.hasVersion(), findings);
    if (isLast) {
      behind(request.behind(), false, findings);
    }
    boolean isAccess =
        request.status() > 0
            || (isClient && (follows || request.isLine()))
            || isCommon(request, status)
            || isServed(request, status, findings);
    findings.response(number, isAccess);
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

  /// Whether the line states how long the request for a path took, or has an arrow before the
  /// status or a colon behind it: a server writes it for each request.
  private boolean isServed(HttpRequest request, int status, LogFindings findings) {
    boolean isArrow = status > request.to() && text.indexOf("> ", request.to(), status) > 0;
    return !request.isPair()
        && text.startsWith("/", request.targetFrom())
        && (isArrow
            || (status < request.from && text.startsWith(": ", request.from - 2))
            || findings.find(LineColumn.DURATION.getKey()) != null);
  }

  /// Whether a status of HTTP stands alone at `at`.
  boolean isStatus(int at) {
    return statuses.isStatus(at);
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
    int unitTo = text.startsWith(" ", to) ? wordEnd(to + 1, " |,;)]\"") : to;
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

  /// Adds the columns that follow a status or a request by convention: the size of the response,
  /// the referer and the user agent. The latter are in quotes or between other separators.
  ///
  /// @param hasSize whether a number in the first column is the size
  void behind(int from, boolean hasSize, LogFindings findings) {
    int at = from;
    for (int column = 0; column < MAX_COLUMNS && at < end; column++) {
      char open = ' ';
      while (at < end && open != '"' && COLUMN_SEPARATORS.indexOf(text.charAt(at)) >= 0) {
        open = text.charAt(at) == ' ' ? open : text.charAt(at);
        at++;
      }
      int to = columnEnd(at, open);
      if (hasSize && column == 0 && LineCursor.parseLong(text, at, to) >= 0) {
        findings.add(Keys.HTTP_BODY_SIZE, LineCursor.parseLong(text, at, to));
      } else if (open != ' ' && text.startsWith("http", at)) {
        findings.add(LineColumn.REFERER, text.substring(at, to));
      } else if (open != ' ' && isAgent(text, at, to)) {
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

  private int wordEnd(int from, String separators) {
    int to = from;
    while (to < end && separators.indexOf(text.charAt(to)) < 0) {
      to++;
    }
    return to;
  }

  /// `curl/8.5.0`, `Mozilla/5.0 (X11; Linux x86_64)`.
  static boolean isAgent(String text, int from, int to) {
    int slash = text.indexOf('/', from, to);
    boolean isProduct = slash > from && LineCursor.isDigit(text, slash + 1);
    for (int i = from; i < slash && isProduct; i++) {
      isProduct = Character.isLetterOrDigit(text.charAt(i)) || "-._".indexOf(text.charAt(i)) >= 0;
    }
    return isProduct && Character.isLetter(text.charAt(from));
  }

  /// Adds the address of the client: the first one before a request line, or before the target of
  /// other requests.
  ///
  /// @return whether there is one
  boolean client(HttpRequest request, LogFindings findings) {
    boolean isLine = request.isLine() || request.status() > 0;
    return client(start, request.targetFrom(), isLine, findings);
  }

  private boolean clientBehind(HttpRequest request, LogFindings findings) {
    return client(request.behind(), end, false, findings);
  }

  /// Adds the first address from `from` to `to`. In a sentence, and behind the request, only
  /// separators or words before it show whose it is.
  private boolean client(int from, int to, boolean isLine, LogFindings findings) {
    int at = from;
    int word = from;
    for (int column = 0; column < MAX_COLUMNS && at < to; column++) {
      char open = ' ';
      while (at < to && COLUMN_SEPARATORS.indexOf(text.charAt(at)) >= 0) {
        open = text.charAt(at) == ' ' ? open : text.charAt(at);
        at++;
      }
      int columnTo = wordEnd(at, COLUMN_SEPARATORS);
      int address = Math.max(at, text.lastIndexOf('@', columnTo - 1) + 1);
      boolean isMarked =
          isLine
              || (from == start && (at <= start + 2 || at == columns))
              || ("(|[\"".indexOf(open) >= 0 && !text.startsWith("=", at - 2))
              || StatusColumn.isIn(text, CLIENT_WORDS, word, at - 1);
      if (isMarked && NetworkAddress.isIpEndpoint(text, address, columnTo)) {
        CLIENT.add(text, address, columnTo, findings);
        return true;
      }
      word = at;
      at = columnTo;
    }
    return false;
  }
}
