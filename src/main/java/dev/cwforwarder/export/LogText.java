package dev.cwforwarder.export;

import java.net.URI;
import java.net.URISyntaxException;

/// Makes text from an endpoint safe to log: without secrets, and capped.
final class LogText {
  private static final int MAX_CHARACTERS = 1024;

  private LogText() {}

  /// The address without user info, query and fragment, any of which may hold a secret.
  static String address(String address) {
    try {
      URI uri = new URI(address);
      return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null)
          .toString();
    } catch (URISyntaxException e) {
      return "(not an address)";
    }
  }

  /// `text` truncated to 1,024 characters.
  static String capped(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
  }
}
