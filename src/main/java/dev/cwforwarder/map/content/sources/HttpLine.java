package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.text.MessageText;
import org.jspecify.annotations.Nullable;

/// Parses lines about an HTTP request: a method, a target, and a status. The forms of known servers
/// are in [HttpForms]; [AccessColumns] reads any other line.
final class HttpLine {
  private static final String[] RESPONSES = {"Completed ", "Sent ", "Return", "Response "};

  private final FormMatch match = new FormMatch();
  private final AccessColumns columns = new AccessColumns();
  private String text = "";
  private int head;
  private int behindNames;
  private int end;

  /// Parses the first line of `message`.
  ///
  /// @param headStart the index at which the line with its own head starts
  /// @param rest the index behind a time and names in brackets at the start of the head
  /// @return whether the line has a known form
  boolean read(String message, int headStart, int rest, LogFindings findings) {
    text = message;
    head = headStart;
    behindNames = rest;
    int lineEnd = message.indexOf('\n', rest);
    end = lineEnd < 0 ? message.length() : lineEnd;
    columns.line(text, head, behindNames, end);
    @Nullable HttpRequest request = RequestSearch.find(text, head, end);
    if (request == null) {
      return behindNames < end && response(findings);
    }
    if (!request.isPair() && form(request, findings)) {
      return true;
    }
    if (!columns.read(request, findings) && text.startsWith("Started ", request.from - 8)) {
      completed(request, findings);
    }
    return false; // the line may have a level
  }

  /// An event of Rails, whose lines an agent has joined: `Started GET "/x" for ADDRESS`, then
  /// `Completed 500 Internal Server Error in 12ms`.
  private void completed(HttpRequest request, LogFindings findings) {
    int word = text.indexOf("Completed ", request.to());
    int other = text.indexOf("Started ", request.to());
    boolean isOther = other > 0 && other < word;
    if (word > 0 && !isOther && text.charAt(word - 1) <= ' ') {
      int from = request.behind();
      columns.line(text, from, from, text.length());
      if (columns.response(word + "Completed".length(), findings)) {
        request.addTo(findings);
        columns.columns(from, false, findings);
      }
    }
  }

  private boolean form(HttpRequest request, LogFindings findings) {
    match.line(text, head, end);
    boolean quoted = request.from > 0 && text.charAt(request.from - 1) == '"';
    char last = match.beforeBlanks(quoted ? request.from - 1 : request.from);
    char next = match.afterBlanks(quoted ? request.to() + 1 : request.to());
    for (HttpForm form : HttpForms.of(quoted)) {
      if (form.mayMatch(last, next) && form.matches(match, request)) {
        severity(match.status(), findings);
        if (!match.hasClient()) {
          columns.client(request, false, findings);
        }
        match.addTo(findings, request);
        if (hasColumns(match.rest())) {
          columns.columns(match.rest(), true, findings);
        }
        return true;
      }
    }
    return false;
  }

  /// Whether a size behind a status at `rest`, or columns in quotes, follow the form.
  private boolean hasColumns(int rest) {
    return rest < end && (MessageText.isDigit(text, rest + 4) || text.indexOf('"', rest, end) >= 0);
  }

  private void severity(long status, LogFindings findings) {
    if (status < 0 && !match.hasStatusColumn()) {
      return; // the line of an error log
    }
    findings.response(status, true);
    int open = match.first() > head ? text.indexOf('[', head, match.first()) : -1;
    if (match.first() <= behindNames && (open < 0 || text.startsWith("GIN] ", open + 1))) {
      findings.severity(LineCursor.severityOf(status)); // no level precedes it, so none is searched
    }
  }

  /// The lines in which frameworks state the response without the request: `Completed 500 Internal
  /// Server Error in 12ms` of Rails, `Sent 500 in 12ms` of Phoenix, `Returned 500 in 12 ms` of
  /// Vercel's serve, `Completed Status Code 500 in 0.012s` of Jets, `Response with status 500 in 12
  /// ms` of Netlify.
  private boolean response(LogFindings findings) {
    int time = text.indexOf(" in ", head, end) + " in ".length();
    boolean mayBeTime = time > head + 3 && MessageText.isDigit(text, time);
    for (int i = 0; mayBeTime && i < RESPONSES.length; i++) {
      int word = text.indexOf(RESPONSES[i], head, time);
      if (word >= 0 && columns.isTime(time)) {
        return columns.response(text.indexOf(' ', word), findings);
      }
    }
    return false;
  }
}
