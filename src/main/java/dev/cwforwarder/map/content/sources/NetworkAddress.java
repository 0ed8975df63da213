package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.text.MessageText;

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
    int points = 0;
    int colons = 0;
    boolean isDecimal = true;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        points++;
      } else if (c == ':') {
        colons++;
      } else if (c < '0' || c > '9') {
        isDecimal = false;
        if ((c < 'a' || c > 'f') && (c < 'A' || c > 'F') && c != '%') {
          return false;
        }
      }
    }
    // A time of day has two colons.
    boolean isIpv6 = colons == 7 || (colons >= 2 && text.indexOf("::", from, to) >= 0);
    boolean isIpv4 = colons == 0 && isDecimal && points == 3;
    return isIpv6 ? to - from <= 45 : isIpv4 && to - from >= 7 && to - from <= 15;
  }

  /// Whether the text may be a name; one in capitals is a word.
  private static boolean isHost(String text, int from, int to) {
    boolean isWord = true;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      isWord &= c >= 'A' && c <= 'Z';
      if (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_') {
        return false;
      }
    }
    return !isWord && to - from <= MAX_LENGTH && Character.isLetterOrDigit(text.charAt(from));
  }

  /// Whether the text is an address or a host name, with or without a port; an IPv6 address may be
  /// in brackets.
  static boolean isEndpoint(String text, int from, int to) {
    int colon = portColon(text, from, to);
    int end = colon < 0 ? to : colon;
    boolean bracketed = end > from + 2 && text.charAt(from) == '[' && text.charAt(end - 1) == ']';
    return bracketed ? isIp(text, from + 1, end - 1) : isAddress(text, from, end);
  }

  /// Whether the text is an IP address, with or without a port.
  static boolean isIpEndpoint(String text, int from, int to) {
    int colon = portColon(text, from, to);
    return from < to && isIp(text, from, colon < 0 ? to : colon);
  }

  /// The index of the colon before the port; -1 if there is none.
  static int portColon(String text, int from, int to) {
    int min = Math.max(from, to - 1 - MAX_PORT_LENGTH);
    int colon = to - 1;
    while (colon > min && MessageText.isDigit(text, colon)) {
      colon--;
    }
    boolean hasPort = colon > from && colon < to - 1 && text.charAt(colon) == ':';
    boolean isInIp =
        hasPort && text.charAt(colon - 1) != ']' && text.indexOf(':', from, colon) >= 0;
    return hasPort && !isInIp ? colon : -1;
  }
}
