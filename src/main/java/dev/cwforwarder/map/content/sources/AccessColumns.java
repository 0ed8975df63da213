package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.text.MessageText;

/// Reads the columns around an HTTP request in a line that has none of the [HttpForms], or more
/// than its form: only what the line names, or what separators show. Reused from line to line; not
/// thread-safe.
final class AccessColumns {
  /// What separates columns; an opening one decides where a column ends.
  private static final String SEPARATORS = "] |\t,;[()\"";

  /// Words before the address of a client, and a dash between columns.
  private static final String CLIENT_WORDS = " from for by client - ";

  /// Words before an address that is not that of a client, or before a version.
  private static final String OTHER_WORDS = " to upstream backend server Server version ";

  private static final int MAX_COLUMNS = 32;
  private static final LineColumn CLIENT = LineColumn.of("client:port");
  private static final LineColumn SIZE = LineColumn.of("body");

  private final StatusColumn statuses = new StatusColumn();
  private String text = "";
  private int head;
  private int behindNames;
  private int end;

  /// Starts a line.
  ///
  /// @param headStart the index at which its head starts
  /// @param rest the index behind a time and names in brackets
  void line(String line, int headStart, int rest, int lineEnd) {
    text = line;
    head = headStart;
    behindNames = rest;
    end = lineEnd;
    statuses.line(line, headStart, lineEnd);
  }

  /// Adds the attributes of a request with a status, which gives the line a severity if it has no
  /// level of its own.
  ///
  /// @return whether there is a status
  boolean read(HttpRequest request, LogFindings findings) {
    int status = statuses.find(request);
    if (status < 0) {
      return false;
    }
    request.addTo(findings);
    boolean isBehind = status > request.to();
    client(request, isBehind && !request.isPair(), findings);
    columns(Math.min(status, request.behind()), isBehind && request.hasVersion(), findings);
    boolean isClient = findings.find(Keys.CLIENT_ADDRESS.getKey()) != null;
    boolean isAccess =
        request.status() > 0
            || (isClient && (isBehind || request.isLine()))
            || isServed(request, status, findings);
    status(status, isAccess, findings);
    return true;
  }

  /// Whether the columns show that a server writes the line for each request: an arrow before the
  /// status, or, for a path, a size or a colon behind the status, or the time that the request
  /// took. Behind the URL of a server, a client library has written them.
  private boolean isServed(HttpRequest request, int status, LogFindings findings) {
    boolean isArrow = status > request.to() && text.indexOf("> ", request.to(), status) > 0;
    boolean hasSize =
        status == request.behind() + 1
            && text.startsWith(" ", status + 3)
            && (request.hasVersion() || MessageText.isDigit(text, status + 4))
            && SIZE.accepts(text, status + 4, columnEnd(status + 4, ' '));
    return !request.isPair()
        && text.indexOf("://", head, request.from) < 0
        && (isArrow
            || (text.startsWith("/", request.targetFrom())
                && (hasSize
                    || (status < request.from && text.startsWith(": ", request.from - 2))
                    || findings.find(LineColumn.DURATION.getKey()) != null)));
  }

  /// Whether a number with a unit of time is at `at`.
  boolean isTime(int at) {
    return MessageText.isDigit(text, at) && statuses.timeEnd(at) > 0;
  }

  /// Adds a status without a request, and the time that the response took: `Sent 500 in 12ms`.
  ///
  /// @return whether there is a status behind the word that ends at `from`
  boolean response(int from, LogFindings findings) {
    int at = statuses.announced(from);
    boolean found = at >= 0;
    if (found) {
      columns(at, false, findings);
      status(at, true, findings);
    }
    return found;
  }

  private void status(int at, boolean isAccess, LogFindings findings) {
    long status = LineCursor.parseStatus(text, at, at + 3);
    findings.add(Keys.HTTP_STATUS, status);
    findings.response(status, isAccess);
  }

  /// Adds what the columns from `from` contain: durations and sizes with a unit, the client, the
  /// referer and the user agent. The latter are in quotes or between other separators.
  ///
  /// @param hasSize whether the number behind a status is the size, by convention
  void columns(int from, boolean hasSize, LogFindings findings) {
    int at = text.startsWith("|", from - 1) ? from - 1 : from;
    int last = from;
    for (int column = 0; column < MAX_COLUMNS && at < end; column++) {
      char open = ' ';
      while (at < end && open != '"' && SEPARATORS.indexOf(text.charAt(at)) >= 0) {
        open = text.charAt(at) == ' ' ? open : text.charAt(at);
        at++;
      }
      int to = columnEnd(at, open);
      if (open != ' ' && isUrl(at)) {
        findings.add(LineColumn.REFERER, text.substring(at, to));
      } else if (open != ' ' && isAgent(text, at, to)) {
        findings.add(Keys.USER_AGENT, text.substring(at, to));
      } else if (hasSize
          && last + 3 < at
          && statuses.isStatus(last)
          && SIZE.accepts(text, at, to)) {
        SIZE.add(text, at, to, findings);
      } else if (!client(at, last, open, false, findings)) {
        amount(at, findings);
      }
      last = at;
      at = open == '"' ? to + 1 : to;
    }
  }

  private boolean isUrl(int at) {
    return text.startsWith("http://", at) || text.startsWith("https://", at);
  }

  private void amount(int from, LogFindings findings) {
    int to = MessageText.isDigit(text, from) ? statuses.amountEnd(from) : -1;
    double seconds = to < 0 ? Double.NaN : TimeSpan.seconds(text, from, to);
    if (!Double.isNaN(seconds)) {
      findings.add(LineColumn.DURATION, seconds);
    } else if (to > 0 && text.startsWith(" bytes", to - 6) && SIZE.accepts(text, from, to - 6)) {
      SIZE.add(text, from, to - 6, findings);
    }
  }

  private int columnEnd(int from, char open) {
    char close = open == '[' ? ']' : open == '|' || open == '"' || open == ';' ? open : ' ';
    int at = text.indexOf(close, from, end);
    return at < 0 ? end : at;
  }

  /// `curl/8.5.0`, `Mozilla/5.0 (X11; Linux x86_64)`; not `HTTP/1.1`.
  static boolean isAgent(String text, int from, int to) {
    int slash = text.indexOf('/', from, to);
    boolean isProduct =
        slash > from && MessageText.isDigit(text, slash + 1) && !text.startsWith("HTTP/", from);
    for (int i = from; i < slash && isProduct; i++) {
      isProduct = Character.isLetterOrDigit(text.charAt(i)) || "-._".indexOf(text.charAt(i)) >= 0;
    }
    return isProduct && Character.isLetter(text.charAt(from));
  }

  /// Adds the address of the client: the first one before a request line, or before the target of
  /// other requests.
  ///
  /// @param isAnswered whether the status follows the request: then only a word, as in a sentence,
  ///   shows that an address before it is another
  void client(HttpRequest request, boolean isAnswered, LogFindings findings) {
    boolean isLine = request.isLine() || request.status() > 0;
    int at = head;
    int last = head;
    for (int column = 0; column < MAX_COLUMNS && at < request.targetFrom(); column++) {
      char open = ' ';
      while (at < request.targetFrom() && SEPARATORS.indexOf(text.charAt(at)) >= 0) {
        open = text.charAt(at) == ' ' ? open : text.charAt(at);
        at++;
      }
      boolean isMarked =
          isLine
              || at <= head + 2
              || at == behindNames
              || (isAnswered && !Character.isLowerCase(text.charAt(at - 2)));
      if (client(at, last, open, isMarked, findings)) {
        return;
      }
      last = at;
      at = wordEnd(at);
    }
  }

  /// Adds the address at `at`. In a sentence, and behind the request, only separators or words
  /// before it show whose it is.
  private boolean client(int at, int last, char open, boolean isMarked, LogFindings findings) {
    int to = wordEnd(at);
    int address = Math.max(at, text.indexOf('@', at, to) + 1);
    boolean isClient =
        NetworkAddress.isIpEndpoint(text, address, to)
            && ((isMarked && !StatusColumn.isIn(text, OTHER_WORDS, last, at - 1))
                || "(|[".indexOf(open) >= 0
                || (open == '"'
                    && !text.startsWith("=", at - 2)
                    && NetworkAddress.isIp(text, at, to))
                || StatusColumn.isIn(text, CLIENT_WORDS, last, at - 1));
    if (isClient && findings.find(Keys.CLIENT_ADDRESS.getKey()) == null) {
      CLIENT.add(text, address, to, findings);
    }
    return isClient;
  }

  private int wordEnd(int from) {
    return LineCursor.find(text, from, end, SEPARATORS);
  }
}
