package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.text.MessageText;
import org.jspecify.annotations.Nullable;

/// A method and a target in a line: `GET /path`, `"GET /path?query HTTP/1.1"`, `GET "/path"`,
/// `[GET] [/path]`, `GET 200 12ms /path`. [RequestSearch] finds it.
final class HttpRequest {
  /// What separates the columns of a method and a target.
  private static final String OPENING = "\"['|\t;,";

  private static final String CLOSING = "\"]'|\t;,";

  private static final String COLUMN_ENDS = " |\t;,";

  private final String text;

  /// The request with its method, target and version, without the quotes around it.
  final int from;

  private final int methodTo;
  private int targetFrom;
  private int to;
  private int targetTo;
  private int versionFrom;
  private int status = -1;
  private boolean isPair;
  private boolean isCut;

  private HttpRequest(String text, int from, int methodTo, int targetFrom) {
    this.text = text;
    this.from = from;
    this.methodTo = methodTo;
    this.targetFrom = targetFrom;
  }

  /// The request with a method from `from` to `methodTo`.
  ///
  /// @param targetFrom the index of the target, or of its route
  /// @param target the index of the target, where the search for its end starts
  /// @return null if the text ends before the request does
  static @Nullable HttpRequest of(
      String text, int start, int end, int from, int methodTo, int targetFrom, int target) {
    HttpRequest request = new HttpRequest(text, from, methodTo, targetFrom);
    char before = from > start ? text.charAt(from - 1) : ' ';
    return request.close(end, before, target) ? request : null;
  }

  /// A request whose method and target are the values of pairs.
  static HttpRequest ofPairs(String text, int from, int methodTo, int targetFrom, int targetTo) {
    HttpRequest request = new HttpRequest(text, from, methodTo, targetFrom);
    request.targetTo = targetTo;
    request.to = targetTo;
    request.isPair = true;
    return request;
  }

  /// What a server logs for a request that it cannot parse.
  static HttpRequest malformed(String text, int from, int to) {
    HttpRequest request = new HttpRequest(text, from, 0, 0);
    request.to = to;
    return request;
  }

  /// A request in quotes at which a line was cut: its method is known, its target is not.
  static HttpRequest cut(String text, int from, int methodTo, int end) {
    HttpRequest request = new HttpRequest(text, from, methodTo, end);
    request.to = end;
    request.isCut = true;
    return request;
  }

  /// Determines where the target and the request end: at the quote or the bracket around both, or
  /// around the target, else at a blank.
  private boolean close(int end, char before, int target) {
    int open = OPENING.indexOf(before);
    boolean isApart = open >= 0 && text.charAt(methodTo) == CLOSING.charAt(open);
    int close = open < 0 || isApart ? -1 : closing(open, before == '"' ? from : target, end);
    if (close > target) {
      to = close;
      int blank = text.indexOf(" HTTP/", target, to);
      blank = blank < 0 ? text.lastIndexOf(' ', to - 1) : blank;
      versionFrom = blank > target && isVersion(blank + 1) ? blank + 1 : 0;
      targetTo = versionFrom > 0 ? blank : text.startsWith(" ", to - 1) ? to - 1 : to;
      to = versionFrom > 0 ? LineCursor.find(text, versionFrom, to, COLUMN_ENDS) : to;
      return true;
    }
    return (before != '"' || isApart) && closeTarget(end, target);
  }

  private int closing(int open, int from, int end) {
    return open == 0
        ? MessageText.closingQuote(text, from, end)
        : text.indexOf(CLOSING.charAt(open), from, end);
  }

  private boolean closeTarget(int end, int target) {
    int open = OPENING.indexOf(text.charAt(targetFrom - 1));
    targetTo = open < 0 ? -1 : text.indexOf(CLOSING.charAt(open), target, end);
    if (targetTo < 0) {
      open = -1;
      targetTo = text.indexOf(' ', target, end);
    }
    targetTo = targetTo < 0 ? end : targetTo;
    if (open < 0 && text.startsWith(" \"/", targetTo)) {
      targetFrom = targetTo + 2; // behind the name of an upstream
      return closeTarget(end, targetFrom);
    }
    to = open < 0 || open > 2 ? targetTo : Math.min(targetTo + 1, end);
    if (open < 0 && targetTo > target + 1 && ":,\"".indexOf(text.charAt(targetTo - 1)) >= 0) {
      targetTo--;
      to = targetTo;
    }
    if (to + "HTTP/".length() < end && text.startsWith("HTTP/", to + 1)) {
      versionFrom = to + 1;
      to = LineCursor.find(text, versionFrom, end, COLUMN_ENDS);
    }
    status = RequestSearch.statusIn(text, methodTo, target);
    return true;
  }

  /// `HTTP/1.1`, `RTSP/1.0`, or only `1.1` and `2`, as Hypercorn writes it.
  private boolean isVersion(int at) {
    int slash = text.indexOf('/', at, to);
    return text.regionMatches(true, at, "HTTP/", 0, 5)
        || (RequestLine.isMethod(text, at, slash) && MessageText.isDigit(text, slash + 1))
        || text.startsWith("h2", at)
        || text.startsWith("null", at)
        || (to - at <= 3 && MessageText.isDigit(text, at));
  }

  int to() {
    return to;
  }

  /// The index behind the request and the quote that ends it.
  int behind() {
    return text.startsWith("\"", to) ? to + 1 : to;
  }

  int targetFrom() {
    return targetFrom;
  }

  /// The index of a status between the method and the target; -1 if there is none.
  int status() {
    return status;
  }

  /// Whether the method and the target are the values of pairs.
  boolean isPair() {
    return isPair;
  }

  boolean isMalformed() {
    return methodTo == 0;
  }

  /// Whether the line ends within the request.
  boolean isCut() {
    return isCut;
  }

  boolean hasVersion() {
    return versionFrom > 0 || text.startsWith("HTTP/", from - "HTTP/1.1 ".length());
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
    if (versionFrom > 0) {
      RequestLine.protocol(text, versionFrom, to, findings);
    }
    RequestLine.target(text, targetFrom, targetTo, findings);
  }
}
