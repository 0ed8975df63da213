package dev.cwforwarder.map.content.sources;

import org.jspecify.annotations.Nullable;

/// The parts of the first line of an HTTP request, `GET /path?query HTTP/1.1`.
final class RequestLine {
  private static final String[] METHODS =
      "GET POST PUT HEAD PATCH DELETE OPTIONS CONNECT TRACE PROPFIND PURGE".split(" ", -1);

  private RequestLine() {}

  /// Adds the method, the protocol and the target; nothing if `text` is not a request line.
  static void read(String text, LogFindings findings) {
    @Nullable HttpRequest request = RequestSearch.find(text, 0, text.length());
    if (request != null && request.from == 0) {
      request.addTo(findings);
    }
  }

  /// Adds the protocol and its version, the text from `from` to `to`.
  static void version(String text, int from, int to, LogFindings findings) {
    findings.add(Keys.NETWORK_PROTOCOL, "http");
    findings.add(Keys.NETWORK_PROTOCOL_VERSION, text.substring(from, to));
  }

  /// Adds the protocol and its version if the text from `from` to `to` is `HTTP/VERSION`.
  static void protocol(String text, int from, int to, LogFindings findings) {
    if (text.startsWith("HTTP/", from)) {
      version(text, from + "HTTP/".length(), to, findings);
    }
  }

  /// Whether the text is a word in upper case.
  static boolean isMethod(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < 'A' || c > 'Z') && c != '-' && c != '_') {
        return false;
      }
    }
    return to - from > 2 && to - from < 20 && text.charAt(from) >= 'A';
  }

  /// Whether the text is a method of HTTP, also in a sentence.
  static boolean isKnownMethod(String text, int from, int to) {
    return knownMethod(text, from, to) != null;
  }

  /// Adds the method.
  static void method(String text, int from, int to, LogFindings findings) {
    @Nullable String known = knownMethod(text, from, to);
    findings.add(Keys.HTTP_METHOD, known == null ? text.substring(from, to) : known);
  }

  private static @Nullable String knownMethod(String text, int from, int to) {
    for (String method : METHODS) {
      if (method.length() == to - from && text.startsWith(method, from)) {
        return method;
      }
    }
    return null;
  }

  /// Adds a path, a full URL, or a route of API Gateway.
  static void target(String text, int from, int to, LogFindings findings) {
    if (from >= to) {
      return;
    }
    int query = text.indexOf('?', from, to);
    int end = query < 0 ? to : query;
    if (text.charAt(from) == '/' && text.indexOf('{', from, end) < 0) {
      findings.add(Keys.URL_PATH, text.substring(from, end));
      if (end + 1 < to) {
        findings.add(Keys.URL_QUERY, text.substring(end + 1, to));
      }
    } else if (from + "http://".length() < end
        && (text.startsWith("://", from + 4) || text.startsWith("://", from + 5))) {
      findings.add(Keys.URL_FULL, text.substring(from, to));
      int host = text.indexOf("://", from) + 3;
      int path = text.indexOf('/', host, end);
      if (path > 0) {
        target(text, path, to, findings);
      }
    } else if (text.charAt(from) == '/' || text.charAt(from) == '$') {
      findings.add(Keys.HTTP_ROUTE, text.substring(from, to));
    } else {
      route(text, from, to, findings);
    }
  }

  /// `GET /pets/{id}`.
  static void route(String text, int from, int to, LogFindings findings) {
    int blank = text.indexOf(' ', from, to);
    if (blank > from && blank + 1 < to && isMethod(text, from, blank)) {
      findings.add(Keys.HTTP_ROUTE, text.substring(blank + 1, to));
    }
  }
}
