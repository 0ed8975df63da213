package dev.cwforwarder.map.content.sources;

import org.jspecify.annotations.Nullable;

/// A method and a target in a line: `GET /path`, `"GET /path?query HTTP/1.1"`, `GET "/path"`. Found
/// by the slash of the target, so that a line without one costs a single search for a character.
final class HttpRequest {
  /// The maximum number of characters between the method and the target.
  private static final int MAX_GAP = 12;

  private static final int MAX_METHOD_LENGTH = 19;

  private final String text;

  /// The request with its method, target and version, without the quotes around it.
  final int from;

  private final int methodTo;
  private final int targetFrom;
  private int to;
  private int targetTo;
  private int versionFrom;
  private boolean isPair;

  private HttpRequest(String text, int from, int methodTo, int targetFrom) {
    this.text = text;
    this.from = from;
    this.methodTo = methodTo;
    this.targetFrom = targetFrom;
  }

  /// The first request from `start` to `end`; null if there is none.
  static @Nullable HttpRequest find(String text, int start, int end) {
    boolean paired = false;
    for (int slash = text.indexOf('/', start, end);
        slash >= 0;
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
    }
    return malformed(text, start, end);
  }

  private static boolean isPath(String text, int slash) {
    return text.startsWith("path=", slash - 5)
        || text.startsWith("uri=", slash - 4)
        || text.startsWith("url=", slash - 4);
  }

  /// `method=GET path=/orders status=200` in a sentence.
  private static @Nullable HttpRequest ofPairs(String text, int start, int end, int slash) {
    int from = text.indexOf("method=", start, end) + "method=".length();
    int methodTo = wordEnd(text, from, end);
    if (from <= start + "method=".length() || !RequestLine.isKnownMethod(text, from, methodTo)) {
      return null;
    }
    HttpRequest request = new HttpRequest(text, from, methodTo, slash);
    request.targetTo = wordEnd(text, slash, end);
    request.to = request.targetTo;
    request.isPair = true;
    return request;
  }

  private static int wordEnd(String text, int from, int end) {
    int at = from;
    while (at < end && " ,}\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /// The index of the target that contains the slash, if a slash can be there.
  private static int targetStart(String text, int start, int slash) {
    return switch (text.charAt(slash - 1)) {
      case ' ', '"', '\t', '|' -> slash;
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

  /// The index at which the word before the target ends; -1 if it cannot be a method.
  private static int methodEnd(String text, int start, int target) {
    int at = target;
    if (at > start && text.charAt(at - 1) == '"') {
      at--;
    }
    int min = Math.max(start, at - MAX_GAP);
    int gap = at;
    while (at > min && isGap(text.charAt(at - 1))) {
      at--;
    }
    boolean mayBeMethod = at > start && text.charAt(at - 1) >= 'A' && text.charAt(at - 1) <= 'Z';
    return at < gap && text.charAt(gap - 1) != '-' && mayBeMethod ? at : -1;
  }

  private static boolean isGap(char c) {
    return c == ' ' || c == '\t' || c == '|' || c == '-';
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
    HttpRequest request =
        isRoute // "GET GET /pets/{id} HTTP/1.1" of API Gateway
            ? new HttpRequest(text, first, method - 1, method)
            : new HttpRequest(text, method, methodTo, target);
    char before = request.from > start ? text.charAt(request.from - 1) : ' ';
    return request.close(end, before, target) ? request : null;
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

  /// Determines where the target and the request end.
  private boolean close(int end, char before, int target) {
    boolean quoted = before == '"';
    int bracket = "[|'".indexOf(before);
    int close = bracket < 0 ? -1 : text.indexOf("]|'".charAt(bracket), target, end);
    if (quoted || close > 0) {
      to = quoted ? LineCursor.closingQuote(text, from, end) : close;
      int blank = text.lastIndexOf(' ', to - 1);
      versionFrom = to > 0 && blank > target && isVersion(blank + 1) ? blank + 1 : 0;
      targetTo = versionFrom > 0 ? blank : to;
      return to > 0 && target < to;
    }
    boolean quotedTarget = text.charAt(targetFrom - 1) == '"';
    char separator = text.charAt(targetFrom - 1);
    targetTo =
        text.indexOf(
            quotedTarget || separator == '\t' || separator == '|' ? separator : ' ', target, end);
    targetTo = targetTo < 0 ? end : targetTo;
    to = quotedTarget ? Math.min(targetTo + 1, end) : targetTo;
    if (text.startsWith(" HTTP/", to)) {
      versionFrom = to + 1;
      int blank = text.indexOf(' ', versionFrom, end);
      to = blank < 0 ? end : blank;
    }
    return true;
  }

  /// `HTTP/1.1`, or only `1.1` and `2`, as Hypercorn writes it.
  private boolean isVersion(int at) {
    return text.startsWith("HTTP/", at)
        || text.startsWith("h2", at)
        || (to - at <= 3 && LineCursor.isDigit(text, at));
  }

  /// What servers log for a request that they cannot parse: `"-"`, `"\x16\x03…"`, `"<BADREQ>"`.
  private static @Nullable HttpRequest malformed(String text, int start, int end) {
    int quote = text.indexOf('"', start, end);
    boolean isMalformed =
        quote >= 0
            && (text.startsWith("-\" ", quote + 1)
                || text.startsWith("- ", quote + 1)
                || text.startsWith("\\x", quote + 1)
                || text.startsWith("\" ", quote + 1)
                || text.startsWith("<BADREQ>\"", quote + 1));
    if (!isMalformed) {
      return null;
    }
    HttpRequest request = new HttpRequest(text, quote + 1, 0, 0);
    request.to = LineCursor.closingQuote(text, quote + 1, end);
    return request.to < 0 ? null : request;
  }

  int to() {
    return to;
  }

  /// Whether the method and the target are the values of pairs.
  boolean isPair() {
    return isPair;
  }

  boolean isMalformed() {
    return methodTo == 0;
  }

  boolean hasVersion() {
    return versionFrom > 0;
  }

  /// Whether it is more than a method and a target, which any sentence may contain: a request line
  /// is in quotes, or has the version of HTTP.
  boolean isLine() {
    return hasVersion() || (!isPair && from > 0 && text.charAt(from - 1) == '"');
  }

  /// Adds the method, the target and the version.
  void addTo(LogFindings findings) {
    if (isMalformed()) {
      return;
    }
    RequestLine.method(text, from, methodTo, findings);
    if (hasVersion()) {
      RequestLine.protocol(text, versionFrom, to, findings);
    }
    RequestLine.target(text, targetFrom, targetTo, findings);
  }
}
