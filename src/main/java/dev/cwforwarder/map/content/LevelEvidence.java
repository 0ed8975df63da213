package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.severity.LevelScale;
import io.opentelemetry.api.logs.Severity;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Collects, while the fields of an object are read, what [LevelRule] needs to decide whether one
/// of them is a level. Not thread-safe.
final class LevelEvidence {
  /// More fields of one object with the name of a level are ignored.
  private static final int MAX_CANDIDATES = 4;

  private final long[] fields = new long[MAX_CANDIDATES];
  private final long[] numbers = new long[MAX_CANDIDATES];
  private int candidates;
  private long seen;

  /// The level of syslog or of the journal, which is often that of all lines of a process.
  private Severity transport = Severity.UNDEFINED_SEVERITY_NUMBER;

  /// The level of an object that the object contains.
  private Severity nested = Severity.UNDEFINED_SEVERITY_NUMBER;

  private boolean hasNestedMessage;

  /// The text of a level field if it is the name of the severity; else null.
  private @Nullable String written;

  void clear() {
    written = null;
    nested = Severity.UNDEFINED_SEVERITY_NUMBER;
    hasNestedMessage = false;
    Arrays.fill(fields, 0, candidates, 0);
    Arrays.fill(numbers, 0, candidates, 0);
    candidates = 0;
    seen = 0;
    transport = Severity.UNDEFINED_SEVERITY_NUMBER;
  }

  /// Notes that the object has a field, by its bits.
  void see(long bits) {
    seen |= bits;
  }

  /// Notes a number that is a level if a rule matches.
  void offer(FieldRole role, long number) {
    if (role.bits() != 0 && candidates < MAX_CANDIDATES) {
      fields[candidates] = role.bits();
      numbers[candidates++] = number;
    }
  }

  /// Notes a word that is a level if a rule matches.
  void offer(FieldRole role, Severity word) {
    if (word != Severity.UNDEFINED_SEVERITY_NUMBER) {
      offer(role, LevelScale.number(word));
    }
  }

  /// Notes the level of an object that the object contains.
  void offerNested(Severity level) {
    nested = level;
  }

  /// Notes that an object that the object contains has a message.
  void seeNestedMessage() {
    hasNestedMessage = true;
  }

  /// The level of the log record that the object contains; undefined if there is none.
  Severity nested() {
    return hasNestedMessage ? nested : Severity.UNDEFINED_SEVERITY_NUMBER;
  }

  /// Notes the text that states the level, which is the name of the severity.
  void written(String text) {
    written = text;
  }

  @Nullable String written() {
    return written;
  }

  boolean hasCandidates() {
    return candidates > 0;
  }

  /// The severity of the object: that of its level field, else that of the first [LevelRule] that
  /// matches. The level of what transported the text waits until the text has been read: see
  /// [#orTransport].
  Severity resolve(Severity ofField) {
    if (seen == 0) {
      return ofField;
    }
    boolean known = ofField != Severity.UNDEFINED_SEVERITY_NUMBER;
    Severity found = known ? ofField : LevelRule.severity(seen, fields, numbers, candidates);
    found = found == Severity.FATAL ? LevelRule.fatal(seen) : found;
    if (LevelRule.isTransport(seen)) {
      transport = found;
      return Severity.UNDEFINED_SEVERITY_NUMBER;
    }
    return found;
  }

  /// The severity of a text, or that of what transported it if the text has none.
  Severity orTransport(Severity ofText) {
    return ofText == Severity.UNDEFINED_SEVERITY_NUMBER ? transport : ofText;
  }

  /// Keeps the level of what transported a nested object.
  void merge(LevelEvidence nested) {
    transport = nested.orTransport(transport);
    written = written == null ? nested.written : written;
  }

  /// Whether the object is from an access log in which every line has the same level.
  boolean isAccessLog() {
    return LevelRule.isAccessLog(seen);
  }
}
