package dev.cwforwarder.map.content.sources;

/// A form in which a server writes its requests, compiled from a line of [HttpForms]. What stands
/// behind the request is a [LineForm]. What stands before it is matched backwards, so that any
/// prefix may precede it; what stands before `~` there may be absent, too.
///
/// A match is linear: a column is never tried twice at the same place.
final class HttpForm {
  private static final String REQUEST = "<request>";

  private final FormPart lead;
  private final FormPart before;
  private final LineForm behind;

  /// The last character before the request that is neither a quote nor a blank; 0 if it may be any.
  private final char lastBefore;

  private final boolean endsWithRequest;

  HttpForm(String form) {
    int request = TableRows.indexOf(form, REQUEST, 0);
    int optional = form.lastIndexOf('~', request);
    lead = new FormPart(optional < 0 ? "" : form.substring(0, optional));
    before = new FormPart(form.substring(optional + 1, request));
    String rest = form.substring(request + REQUEST.length());
    behind = new LineForm(rest);
    endsWithRequest = rest.equals("\"");
    String literal = before.literals[before.columns.length].replace("\"", "").stripTrailing();
    lastBefore = literal.isEmpty() ? 0 : literal.charAt(literal.length() - 1);
  }

  /// Whether the text around a request may match. False for most forms of other servers, without a
  /// search.
  ///
  /// @param last the last character before the request that is neither a quote nor a blank
  /// @param next the first character behind it that is neither a quote nor a blank
  boolean mayMatch(char last, char next) {
    return (lastBefore == 0 || lastBefore == last) && behind.mayStartWith(next);
  }

  /// Matches the text around a request. If the line was cut in it, nothing may be missing.
  boolean matches(FormMatch match, HttpRequest request) {
    match.reset();
    int first = before.readBackwards(match, request.from, 0);
    if (first < 0) {
      return false;
    }
    boolean hasLead =
        this.lead.columns.length > 0 && match.hasClient(); // else it may be the client
    int lead = hasLead ? this.lead.readBackwards(match, first, match.start()) : -1;
    match.endBefore(lead < 0 ? first : lead);
    if (request.isCut()) {
      match.endAt(request.to());
      return endsWithRequest;
    }
    return behind.matches(match, request.to());
  }
}
