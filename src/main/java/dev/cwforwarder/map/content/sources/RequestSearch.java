package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.text.MessageText;
import org.jspecify.annotations.Nullable;

/// Finds the first HTTP request in a line by the slash of its target, so that a line without one
/// costs a single search for a character.
final class RequestSearch {
  /// The maximum number of columns between a method and a target.
  private static final int MAX_COLUMNS = 6;

  /// The maximum length of such a column: that of an address.
  private static final int MAX_COLUMN_LENGTH = 47;

  private static final String VALUE_ENDS = " ,}\"";
  private static final int MAX_METHOD_LENGTH = 19;

  /// The maximum number of words that are tried as a method: each may cost a search for the end of
  /// its request, up to the end of the line.
  private static final int MAX_CANDIDATES = 100;

  private RequestSearch() {}

  /// The first request from `start` to `end`; null if there is none.
  static @Nullable HttpRequest find(String text, int start, int end) {
    boolean paired = false;
    int candidates = 0;
    int first = text.indexOf('/', start, end);
    for (int slash = first;
        slash >= 0 && candidates < MAX_CANDIDATES;
        slash = text.indexOf('/', slash + 1, end)) {
      if (!paired && isPath(text, slash)) {
        paired = true;
        HttpRequest pairs = ofPairs(text, start, end, slash);
        if (pairs != null) {
          return pairs;
        }
      }
      int target = slash > start ? targetStart(text, start, slash) : -1;
      int methodTo = target < 0 ? -1 : methodEnd(text, start, target);
      HttpRequest found = methodTo < 0 ? null : of(text, start, end, methodTo, target);
      if (found != null) {
        return found;
      }
      candidates += methodTo < 0 ? 0 : 1;
    }
    HttpRequest tunnel = first < 0 ? null : tunnel(text, start, end);
    return tunnel == null ? incomplete(text, start, end) : tunnel;
  }

  /// `CONNECT shop.example:443`, whose target has no slash.
  private static @Nullable HttpRequest tunnel(String text, int start, int end) {
    int from = text.indexOf("CONNECT ", start, end);
    int target = from + "CONNECT ".length();
    int colon = from < 0 ? -1 : text.indexOf(':', target, end);
    boolean isTunnel =
        colon > target
            && (from == start || !Character.isLetterOrDigit(text.charAt(from - 1)))
            && MessageText.isDigit(text, colon + 1)
            && NetworkAddress.isAddress(text, target, colon);
    return isTunnel ? HttpRequest.of(text, start, end, from, target - 1, target, target) : null;
  }

  /// Whether the slash starts a value: `path=/`, `uri: "/`.
  private static boolean isPath(String text, int slash) {
    int at = slash > 0 && text.charAt(slash - 1) == '"' ? slash - 1 : slash;
    at -= at > 1 && text.startsWith(": ", at - 2) ? 2 : 1;
    boolean isValue = at > 0 && (text.charAt(at) == '=' || text.charAt(at) == ':');
    boolean isPath = text.startsWith("path", at - 4);
    return isValue && (isPath || text.startsWith("uri", at - 3) || text.startsWith("url", at - 3));
  }

  /// `method=GET path=/orders status=200` in a sentence.
  private static @Nullable HttpRequest ofPairs(String text, int start, int end, int slash) {
    int name = text.indexOf("method", start, end);
    int from = LineCursor.skip(text, name + "method".length(), end, "=: \"");
    int methodTo = LineCursor.find(text, from, end, VALUE_ENDS);
    if (name < 0 || !RequestLine.isKnownMethod(text, from, methodTo)) {
      return null;
    }
    return HttpRequest.ofPairs(
        text, from, methodTo, slash, LineCursor.find(text, slash, end, VALUE_ENDS));
  }

  /// The index of the target that contains the slash, if a slash can be there.
  private static int targetStart(String text, int start, int slash) {
    return switch (text.charAt(slash - 1)) {
      case ' ', '"', '\t', '|', '[', '\'', ';', ',' -> slash;
      case ':' -> schemeStart(text, slash);
      case 'P' -> text.startsWith(" HTTP", slash - 5) ? wordStart(text, start, slash - 5) : -1;
      default -> -1;
    };
  }

  private static int schemeStart(String text, int slash) {
    if (!text.startsWith("//", slash)) {
      return -1;
    }
    boolean isHttp = text.startsWith("http:", slash - 5) || text.startsWith("wss:", slash - 4);
    return isHttp || text.startsWith("https:", slash - 6)
        ? wordStart(text, Math.max(0, slash - 7), slash)
        : -1;
  }

  private static int wordStart(String text, int start, int to) {
    int at = to;
    while (at > start && text.charAt(at - 1) > ' ' && text.charAt(at - 1) != '"') {
      at--;
    }
    return at;
  }

  /// The index at which the method before the target ends; -1 if none can end there. Columns may
  /// stand between them if the first one is a status, and all are numbers, amounts or addresses.
  private static int methodEnd(String text, int start, int target) {
    int at = target;
    for (int column = 0; column < MAX_COLUMNS && at > start; column++) {
      while (at > start && isSeparator(text.charAt(at - 1))) {
        at--;
      }
      if (at > start && text.charAt(at - 1) >= 'A' && text.charAt(at - 1) <= 'Z') {
        boolean isNext = column == 0 && at < target && text.charAt(target - 1) != '-';
        return isNext || statusIn(text, at, target) > 0 ? at : -1;
      }
      int to = at;
      while (at > start && !isSeparator(text.charAt(at - 1)) && to - at < MAX_COLUMN_LENGTH) {
        at--;
      }
      if (!MessageText.isDigit(text, at) && text.indexOf(':', at, to) < 0) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isSeparator(char c) {
    return switch (c) {
      case ' ', '\t', '|', '-', '"', '[', ']', '(', ')', ';', ',' -> true;
      default -> false;
    };
  }

  /// The index of the status that is the first column between a method and a target; -1 if there is
  /// none.
  static int statusIn(String text, int from, int to) {
    int at = from;
    while (at < to && isSeparator(text.charAt(at))) {
      at++;
    }
    boolean isColumn = at > from && at + 3 < to && isSeparator(text.charAt(at + 3));
    return isColumn && LineCursor.parseStatus(text, at, at + 3) > 0 ? at : -1;
  }

  private static @Nullable HttpRequest of(
      String text, int start, int end, int methodTo, int target) {
    int method = methodStart(text, start, methodTo);
    boolean quoted = method > start && text.charAt(method - 1) == '"';
    boolean isMethod =
        quoted
            ? RequestLine.isMethod(text, method, methodTo)
            : RequestLine.isKnownMethod(text, method, methodTo);
    if (!isMethod || (method > start && Character.isLetterOrDigit(text.charAt(method - 1)))) {
      return null;
    }
    boolean afterBlank = method > start && text.charAt(method - 1) == ' ';
    int first = afterBlank ? methodStart(text, start, method - 1) : method;
    boolean isRoute = afterBlank && RequestLine.isKnownMethod(text, first, method - 1);
    return isRoute // "GET GET /pets/{id} HTTP/1.1" of API Gateway
        ? HttpRequest.of(text, start, end, first, method - 1, method, target)
        : HttpRequest.of(text, start, end, method, methodTo, target, target);
  }

  private static boolean isMethodCharacter(char c) {
    return c >= '-' && c <= '_' && c != '[';
  }

  private static int methodStart(String text, int start, int to) {
    int at = to;
    int min = Math.max(start, to - MAX_METHOD_LENGTH);
    while (at > min && isMethodCharacter(text.charAt(at - 1))) {
      at--;
    }
    while (at < to && text.charAt(at) < 'A') {
      at++;
    }
    return at;
  }

  /// What servers log for a request that they cannot parse: `"-"`, `"\x16\x03…"`, `"<BADREQ>"`; or
  /// a request at which the line was cut.
  private static @Nullable HttpRequest incomplete(String text, int start, int end) {
    int from = text.indexOf('"', start, end) + 1;
    if (from == 0) {
      return null;
    }
    if (isMalformed(text, from)) {
      int to = MessageText.closingQuote(text, from, end);
      return to < 0 ? null : HttpRequest.malformed(text, from, to);
    }
    int blank = text.indexOf(' ', from, end);
    boolean isCut =
        blank > 0
            && blank + 1 < end
            && text.charAt(blank + 1) == '/'
            && RequestLine.isKnownMethod(text, from, blank)
            && MessageText.closingQuote(text, from, end) < 0;
    return isCut ? HttpRequest.cut(text, from, blank, end) : null;
  }

  private static boolean isMalformed(String text, int from) {
    return text.startsWith("-\" ", from)
        || text.startsWith("- ", from)
        || text.startsWith("\\x", from)
        || text.startsWith("\" ", from)
        || text.startsWith("<BADREQ>\"", from);
  }
}
