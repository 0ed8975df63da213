package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.text.MessageText;

/// Finds the status of the response to a request, by what the columns around it contain. Reused
/// from line to line; not thread-safe.
final class StatusColumn {
  private static final String SEPARATORS = " \t\"'|,:;-=>()[]←→";

  /// What may precede a status.
  private static final String OPENING = " \t\"'|,;=>([";

  /// Words between a request and its status.
  private static final String WORDS =
      " returned responded completed finished failed with status code Status Code status_code"
          + " statusCode took in and HTTP ";

  /// The first words of the reason phrases that follow a status.
  private static final String REASONS =
      " OK ok Created Accepted No Reset Partial Moved Found See Not Temporary Permanent Bad"
          + " Unauthorized Payment Forbidden Method Proxy Request Conflict Gone Length Precondition"
          + " Payload Content URI Unsupported Range Expectation Misdirected Unprocessable Locked"
          + " Failed Too Upgrade Unavailable Internal Service Gateway HTTP Insufficient Loop"
          + " Network Switching ";

  private static final String SIZES = " bytes B b kB KB KiB MB MiB ";

  /// The maximum number of characters between a request and its status.
  private static final int MAX_DISTANCE = 80;

  /// The maximum number of columns, between bars or tabs, up to the status.
  private static final int MAX_COLUMNS = 6;

  private String text = "";
  private int start;
  private int end;

  /// Starts a line.
  void line(String line, int from, int lineEnd) {
    text = line;
    start = from;
    end = lineEnd;
  }

  /// The index of the status of the response to a request; -1 if there is none.
  int find(HttpRequest request) {
    if (request.isMalformed() || request.isCut() || request.status() > 0) {
      return request.status();
    }
    if (text.startsWith("|", start) && text.startsWith("|", end - 1)) {
      return -1; // a row of a table
    }
    int behind = behind(request);
    return behind < 0 ? before(request) : behind;
  }

  private int behind(HttpRequest request) {
    if (request.isPair() || text.startsWith("=", request.from - 1)) {
      int status = named(request, "status");
      return status < 0 ? named(request, "code") : status;
    }
    int at = between(request.to(), Math.min(end, request.to() + MAX_DISTANCE), true);
    if (at == end || !isStatus(at)) {
      return inColumn(request.to());
    }
    boolean isStatus =
        request.hasVersion() || isStatusName(blanksBefore(at)) || isResponseEnd(at + 3);
    return isStatus ? at : -1;
  }

  /// The index of the status behind the word that ends at `from`; -1 if there is none.
  int announced(int from) {
    int at = between(from, end, true);
    return isStatus(at) && isResponseEnd(at + 3) ? at : -1;
  }

  /// The index of the status in a pair: `status=200`, `status_code: 200`; not in a query.
  private int named(HttpRequest request, String name) {
    int at = text.indexOf(name, start, end);
    if (at > request.targetFrom() && at < request.to()) {
      at = text.indexOf(name, request.to(), end);
    }
    at = at < 0 ? end : LineCursor.skip(text, wordEnd(at), end, "=: \"");
    return isStatus(at) ? at : -1;
  }

  /// The index of the first column from `from` that may not stand between a request and its status:
  /// not an amount, an address, a time in brackets, an agent in quotes, nor a word that announces a
  /// status; at most `to`.
  ///
  /// @param isBehind whether the status is behind the request, and may be this column
  private int between(int from, int to, boolean isBehind) {
    int at = from;
    int next = from;
    do {
      at = next;
      boolean isEnd = at >= to || (isBehind && at > from && isStatus(at) && !isTimeBefore(at));
      next = isEnd ? at : behind(from, at, to);
    } while (next > at);
    return at;
  }

  private boolean isTimeBefore(int at) {
    return text.startsWith("took ", at - 5) || text.startsWith(" in ", at - 4);
  }

  /// The index behind what may stand at `at` between a request and its status; `at` if nothing may.
  private int behind(int from, int at, int to) {
    char c = text.charAt(at);
    if (MessageText.isDigit(text, at)) {
      int amount = at > from ? amountEnd(at) : -1;
      return amount > 0 && !text.startsWith("-", amount) ? amount : addressEnd(at);
    }
    if (c == '[' && MessageText.isDigit(text, at + 1) && !isStatus(at + 1)) {
      return text.indexOf(']', at, to) + 1;
    }
    int quote = c == '"' && at > from ? MessageText.closingQuote(text, at + 1, to) : -1;
    if (quote > 0 && AccessColumns.isAgent(text, at + 1, quote)) {
      return quote + 1;
    }
    if (SEPARATORS.indexOf(c) >= 0) {
      return at + 1;
    }
    int word = wordEnd(at);
    return text.startsWith("HTTP/", at)
        ? columnEnd(at)
        : isIn(WORDS, at, word) ? word : addressEnd(at);
  }

  private int addressEnd(int at) {
    int column = columnEnd(at);
    return NetworkAddress.isIpEndpoint(text, at, column) ? column : at;
  }

  /// The index of the status if bars or tabs separate the columns behind `from`.
  private int inColumn(int from) {
    int at = LineCursor.skip(text, from, end, " \"");
    char separator = at < end ? text.charAt(at) : ' ';
    boolean isTable = separator == '|' || separator == '\t';
    for (int column = 0; isTable && column < MAX_COLUMNS && at >= 0; column++) {
      at = LineCursor.skip(text, at + 1, end, " ");
      int next = text.indexOf(separator, at, end);
      int to = next < 0 ? end : next;
      if (isStatus(at) && text.substring(at + 3, to).isBlank()) {
        return at;
      }
      at = next;
    }
    return -1;
  }

  /// Whether a status of HTTP stands alone at `at`: one that servers use, since most other numbers
  /// with three digits are amounts.
  boolean isStatus(int at) {
    int status = at + 3 <= end ? (int) LineCursor.parseStatus(text, at, at + 3) : -1;
    boolean isKnown = status == 101 || (status >= 200 && status % 100 <= 31) || isOther(status);
    char next = isKnown && at + 3 < end ? text.charAt(at + 3) : ' ';
    boolean isDecimal = next == '.' && MessageText.isDigit(text, at + 4);
    return isKnown
        && !Character.isLetterOrDigit(next)
        && !isDecimal
        && (next != '-' || text.startsWith(" ", at + 4));
  }

  /// Of nginx, load balancers and proxies.
  private static boolean isOther(int status) {
    return (status > 443 && status < 500) || status == 561 || status > 597;
  }

  /// The index of the status before a request: `[500]: GET /`, `500 Internal Server Error: GET /`,
  /// `| 500 | 12ms | GET /`, `500 0.012 10.0.3.7 GET /`; -1 if there is none.
  private int before(HttpRequest request) {
    int first = Math.max(start, request.from - MAX_DISTANCE);
    for (int at = request.from - 4; at >= first; at--) {
      if (MessageText.isDigit(text, at)
          && isColumnStart(at)
          && isStatus(at)
          && isColumn(at, request)) {
        return at;
      }
    }
    return -1;
  }

  /// Not the last part of an address, not a port, and not the number of a line: `main.py:200`.
  private boolean isColumnStart(int at) {
    char before = at == start ? ' ' : text.charAt(at - 1);
    boolean isPort =
        before == ':'
            && at > start + 1
            && (Character.isLetterOrDigit(text.charAt(at - 2)) || text.charAt(at - 2) == ']');
    return OPENING.indexOf(before) >= 0 || (before == ':' && !isPort);
  }

  private boolean isColumn(int at, HttpRequest request) {
    int before = blanksBefore(at);
    char open = before < start ? '^' : text.charAt(before);
    int mark = text.startsWith(" ", at + 3) ? at + 4 : at + 3;
    int word = open == '[' || open == '(' ? blanksBefore(before) : start - 1;
    if (word >= start && Character.isLowerCase(text.charAt(word))) {
      return false; // `batch [500] GET /`
    }
    int numbers = open >= '0' && open <= '9' ? LineCursor.numbersBefore(text, before + 1) : 0;
    if (numbers > 1 || (numbers == 1 && request.behind() >= end && !request.hasVersion())) {
      return false; // `12 134 528 GET /`
    }
    if (open == '=' && !text.startsWith("<", before - 1) && !isStatusName(before)) {
      return false; // `pid=500 GET /`, not `<= 500 GET /`
    }
    boolean isBetween = "|[".indexOf(open) >= 0 && "|]".indexOf(text.charAt(mark)) >= 0;
    int behind = between(at + 3, request.from, false);
    boolean isFirst = !Character.isLowerCase(open) && behind >= request.from;
    boolean isReason = isIn(REASONS, behind, wordEnd(behind));
    return isBetween || isFirst || isReason;
  }

  private boolean isStatusName(int to) {
    return text.regionMatches(true, to - 6, "status", 0, 6)
        || text.regionMatches(true, to - 4, "code", 0, 4);
  }

  /// The last index before `at` without a blank.
  private int blanksBefore(int at) {
    int before = at - 1;
    while (before >= start && text.charAt(before) == ' ') {
      before--;
    }
    return before;
  }

  /// Whether what follows at `at` shows that a status precedes it, and not an amount: `500 rows`.
  boolean isResponseEnd(int at) {
    if (at >= end || text.charAt(at) != ' ') {
      return true;
    }
    int column = LineCursor.skip(text, at, end, " ");
    int next = LineCursor.skip(text, column, end, "0123456789");
    boolean number = next > column;
    if (number && text.startsWith("(", next)) {
      return false; // `500 0(0.00%)` in a table
    }
    if (number && next < end && text.charAt(next) == ' ') {
      next++; // 500 12 rows
    }
    int to = wordEnd(next);
    return to == next || (number ? isUnit(next, to) : isAfterStatus(next, to));
  }

  private boolean isAfterStatus(int from, int to) {
    boolean isTime = text.startsWith("in ", from) || text.startsWith("after ", from);
    return isIn(REASONS, from, to)
        || text.startsWith("=", to)
        || (isTime && MessageText.isDigit(text, to + 1));
  }

  /// The index behind a number, and behind its unit if it has one; -1 if something else follows the
  /// digits.
  int amountEnd(int from) {
    int unit = LineCursor.skip(text, from, end, ".0123456789");
    int to = wordEnd(unit);
    if (to > unit) {
      return isUnit(unit, to) ? to : -1;
    }
    int next = text.startsWith(" ", unit) ? wordEnd(unit + 1) : unit;
    return next > unit + 2 && isUnit(unit + 1, next) ? next : unit;
  }

  /// The index behind a number with a unit of time; -1 if there is none at `from`.
  int timeEnd(int from) {
    int to = amountEnd(from);
    char last = text.charAt(Math.max(from, to - 1));
    boolean isTime = Character.isLetter(last) && last != 'B' && last != 'b';
    return isTime && to > from && !text.startsWith("bytes", to - 5) ? to : -1;
  }

  private boolean isUnit(int from, int to) {
    return isIn(SIZES, from, to) || !Double.isNaN(TimeSpan.seconds(1, text.substring(from, to)));
  }

  private int columnEnd(int from) {
    return LineCursor.find(text, from, end, " |\t;,()\"");
  }

  private int wordEnd(int from) {
    int to = from;
    while (to < end && (Character.isLetter(text.charAt(to)) || text.charAt(to) == '_')) {
      to++;
    }
    return to;
  }

  private boolean isIn(String words, int from, int to) {
    return isIn(text, words, from, to);
  }

  /// Whether the text from `from` to `to` is one of the words, which stand between blanks.
  static boolean isIn(String text, String words, int from, int to) {
    return to > from && words.contains(' ' + text.substring(from, to) + ' ');
  }
}
