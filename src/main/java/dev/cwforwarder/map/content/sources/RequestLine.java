package dev.cwforwarder.map.content.sources;

/// The first line of an HTTP request, `GET /path?query HTTP/1.1`, as access logs quote it.
final class RequestLine {
  private RequestLine() {}

  /// Adds what the part says; nothing when it is no request line.
  static void read(LineCursor part, LogFindings found) {
    String text = part.text;
    int method = text.indexOf(' ', part.from);
    int protocol = text.lastIndexOf(' ', part.to - 1);
    if (method < 0 || method >= part.to || !isMethod(text, part.from, method)) {
      return;
    }
    found.add(Keys.HTTP_METHOD, text.substring(part.from, method));
    boolean named = protocol > method && text.startsWith("HTTP/", protocol + 1);
    if (named) {
      found.add(Keys.NETWORK_PROTOCOL, "http");
      found.add(Keys.NETWORK_PROTOCOL_VERSION, text.substring(protocol + 6, part.to));
    }
    target(text, method + 1, named ? protocol : part.to, found);
  }

  /// A word in capitals.
  static boolean isMethod(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < 'A' || c > 'Z') && c != '-' && c != '_') {
        return false;
      }
    }
    return to - from > 2 && to - from < 20 && text.charAt(from) >= 'A';
  }

  /// A path, a whole address, or what API Gateway calls the route.
  static void target(String text, int from, int to, LogFindings found) {
    if (from >= to) {
      return;
    }
    int query = text.indexOf('?', from);
    int end = query < 0 || query >= to ? to : query;
    if (text.charAt(from) == '/' && !isTemplate(text, from, end)) {
      found.add(Keys.URL_PATH, text.substring(from, end));
      if (end + 1 < to) {
        found.add(Keys.URL_QUERY, text.substring(end + 1, to));
      }
    } else if (text.startsWith("://", from + 4) || text.startsWith("://", from + 5)) {
      found.add(Keys.URL_FULL, text.substring(from, to));
    } else if (text.charAt(from) == '/' || text.charAt(from) == '$') {
      found.add(Keys.HTTP_ROUTE, text.substring(from, to));
    } else {
      route(text, from, to, found);
    }
  }

  /// `GET /pets/{id}`.
  static void route(String text, int from, int to, LogFindings found) {
    int blank = text.indexOf(' ', from);
    if (blank > from && blank + 1 < to && isMethod(text, from, blank)) {
      found.add(Keys.HTTP_ROUTE, text.substring(blank + 1, to));
    }
  }

  private static boolean isTemplate(String text, int from, int to) {
    int brace = text.indexOf('{', from);
    return brace > 0 && brace < to;
  }
}
