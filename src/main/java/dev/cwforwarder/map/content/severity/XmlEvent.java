package dev.cwforwarder.map.content.severity;

import io.opentelemetry.api.logs.Severity;

/// Finds the level of an event that a logging library writes as XML. The first element identifies
/// it.
final class XmlEvent {
  private static final int MAX_LENGTH = 2_048;

  /// The first elements, and what is directly before the level.
  private static final String[][] FORMS = {
    {"<log4j:event ", " level=\""},
    {"<log4net:event ", " level=\""},
    {"<Event xmlns=\"http://logging.apache.org/", " level=\""},
    {"<record>", "<level>"}, // java.util.logging
  };

  private XmlEvent() {}

  /// The severity of the event that `text` is; undefined if it is none, or has no level.
  static Severity severity(String text) {
    if (!text.startsWith("<")) {
      return Severity.UNDEFINED_SEVERITY_NUMBER;
    }
    for (String[] form : FORMS) {
      int found = text.startsWith(form[0]) ? text.indexOf(form[1]) : -1;
      if (found >= 0 && found < MAX_LENGTH) {
        int from = found + form[1].length();
        return SeverityNames.of(text, from, FailureLine.nameEnd(text, from, text.length()));
      }
    }
    return Severity.UNDEFINED_SEVERITY_NUMBER;
  }
}
