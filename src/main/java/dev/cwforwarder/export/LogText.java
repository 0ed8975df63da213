package dev.cwforwarder.export;

import dev.cwforwarder.model.VisibleText;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Makes text from an endpoint safe to log and to store: without secrets and control characters,
/// and capped.
final class LogText {
  private static final int MAX_CHARACTERS = 1024;
  private static final String WITHHELD = "(text withheld: it repeats a header of the request)";

  private final Endpoint endpoint;
  private final String authorization;

  /// Collects the secrets only when there is a text to log: every request creates an instance, and
  /// nearly all responses have no text.
  ///
  /// @param authorization value of the `authorization` header that `endpoint` has received
  LogText(Endpoint endpoint, String authorization) {
    this.endpoint = endpoint;
    this.authorization = authorization;
  }

  /// The address without user info, query and fragment, any of which may hold a secret.
  static String address(String address) {
    try {
      URI uri = new URI(address);
      String authority = uri.getAuthority(); // of a host like otel_collector, this is all there is
      String host = authority == null ? null : authority.substring(authority.lastIndexOf('@') + 1);
      return new URI(uri.getScheme(), host, uri.getPath(), null, null).toString();
    } catch (URISyntaxException e) {
      return "(not an address)";
    }
  }

  /// The first 1,024 characters of `text`, with visible control characters. A text that repeats a
  /// secret is replaced as a whole, because a part of the secret could remain otherwise.
  String of(String text) {
    if (text.isEmpty()) {
      return text;
    }
    return new EchoedSecrets(secrets()).areIn(text)
        ? WITHHELD
        : VisibleText.capped(text, MAX_CHARACTERS);
  }

  /// Why there is no response.
  String of(IOException failure) {
    return of(ConnectionProblem.of(failure));
  }

  /// The values that the endpoint has received and may repeat.
  private List<String> secrets() {
    List<String> values = new ArrayList<>(endpoint.headers().values());
    values.add(authorization);
    Stream.of(endpoint.uri().getUserInfo(), endpoint.uri().getQuery())
        .filter(Objects::nonNull)
        .flatMap(part -> Stream.of(part.split("&", -1)))
        .map(pair -> pair.replaceFirst("^[^:=]*[:=]", "")) // the name is no secret
        .forEach(values::add);
    return values;
  }
}
