package dev.cwforwarder.map.content.sources;

/// Recognizes addresses and host names, with or without a port.
final class NetworkAddress {
  private static final int MAX_PORT_LENGTH = 5;
  private static final int MAX_LENGTH = 256;

  private NetworkAddress() {}

  /// Whether the text is an IP address or a host name, without a port.
  static boolean isAddress(String text, int from, int to) {
    return isIp(text, from, to) || isHost(text, from, to);
  }

  /// Whether the text consists of what IPv4 and IPv6 addresses consist of.
  static boolean isIp(String text, int from, int to) {
    int separators = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == ':' || c == '.') {
        separators++;
      } else if (Character.digit(c, 16) < 0 && c != '%') {
        return false;
      }
    }
    boolean isV6 = to - from <= 45 && separators >= 2 && text.indexOf(':', from, to) >= 0;
    return isV6 || (separators == 3 && to - from <= 15 && text.indexOf(':', from, to) < 0);
  }

  private static boolean isHost(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_') {
        return false;
      }
    }
    return to > from && to - from <= MAX_LENGTH && Character.isLetterOrDigit(text.charAt(from));
  }

  /// Whether the text is an address or a host name, with or without a port; an IPv6 address may be
  /// in brackets.
  static boolean isEndpoint(String text, int from, int to) {
    int colon = portColon(text, from, to);
    int end = colon < 0 ? to : colon;
    return end > from + 2 && text.charAt(from) == '[' && text.charAt(end - 1) == ']'
        ? isIp(text, from + 1, end - 1)
        : isAddress(text, from, end);
  }

  /// The index of the colon before the port; -1 if there is none.
  static int portColon(String text, int from, int to) {
    int colon = text.lastIndexOf(':', to - 1);
    boolean hasPort =
        colon > from
            && to - colon <= 1 + MAX_PORT_LENGTH
            && LineCursor.parseLong(text, colon + 1, to) >= 0;
    boolean isInIp =
        colon > from && text.charAt(colon - 1) != ']' && text.indexOf(':', from) < colon;
    return hasPort && !isInIp ? colon : -1;
  }
}
