package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.sources.LineForms.Group;
import io.opentelemetry.api.logs.Severity;
import org.jspecify.annotations.Nullable;

/// Recognizes text lines of known formats by their first characters, and by the names of the log
/// group and log stream only if the format alone is ambiguous. Used for the lines of one source;
/// not thread-safe.
public final class KnownLines {
  private static final int MIN_LENGTH = 20;
  private static final int UUID_LENGTH = 36;

  private final SourceKind kind;

  /// Whether the names do not determine the format of the lines.
  private final boolean isAnyFormat;

  private final HttpLine http = new HttpLine();
  private @Nullable FlowLine flow;
  private @Nullable LineForms forms;

  /// The columns that a header line of the source has named.
  private @Nullable W3cLine columns;

  /// Creates a reader for the lines of a source of this kind.
  public KnownLines(SourceKind kind) {
    this.kind = kind;
    this.isAnyFormat =
        switch (kind) {
          case OTHER, FUNCTION, API_EXECUTION -> true;
          default -> false;
        };
  }

  /// Parses `text`, which [#readCommon] has not read, or what is behind its prefix, if its format
  /// is known.
  ///
  /// @param head the index behind the prefix, at which the head of the line starts; 0 if there is
  ///   none
  /// @param rest the index behind the prefix, and behind a time and names in brackets
  /// @return whether the format is known; the severity may still be undefined, to be extracted like
  ///   that of any line
  public boolean read(String text, int head, int rest, LogFindings findings) {
    return startsKnown(text, 0, findings)
        || (rest > 0 && startsKnown(text, rest, findings))
        || ((rest > 0 || !isAnyFormat) && CommonLine.read(text, rest, findings))
        || http.read(text, head, rest, findings);
  }

  /// Parses `text` if it is a line in the common log format, which never has a prefix in front of
  /// it, unless the names determine the format.
  ///
  /// @return whether it is, and then has a severity
  public boolean readCommon(String text, LogFindings findings) {
    return isAnyFormat && CommonLine.read(text, 0, findings);
  }

  private boolean startsKnown(String text, int from, LogFindings findings) {
    if (text.length() - from < MIN_LENGTH) {
      return false;
    }
    return switch (text.charAt(from)) {
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          startingWithDigit(text.substring(from), findings);
      case '(' -> gateway(text, from, findings);
      case '<' -> WindowsEvent.read(text, from, findings);
      case '\'' -> forms().read(Group.REDSHIFT, text, from, findings);
      case '#' -> startingWithHash(text.substring(from), findings);
      default -> !isAnyFormat && byKind(text.substring(from), findings);
    };
  }

  private boolean startingWithHash(String text, LogFindings findings) {
    @Nullable W3cLine header = W3cLine.header(text);
    columns = header == null ? columns : header;
    return header != null || SlowQuery.read(text, findings);
  }

  private boolean startingWithDigit(String text, LogFindings findings) {
    @Nullable W3cLine w3c = columns;
    if (byKind(text, findings) || (w3c != null && w3c.read(text, findings))) {
      return true;
    }
    if (text.charAt(4) == '-' && text.charAt(7) == '-') {
      return startingWithDate(text, findings);
    }
    if (FlowLine.mayMatch(text)) {
      return flow(text, false, findings);
    }
    return text.startsWith("1.0 20") && forms().read(Group.ROUTE_53, text, 0, findings);
  }

  private boolean startingWithDate(String text, LogFindings findings) {
    return switch (text.charAt(10)) {
      case ' ' ->
          text.charAt(13) == ':'
              && (text.charAt(19) == ' ' || text.charAt(19) == '.')
              && (PostgresLine.read(text, findings) || sqlServer(text, findings));
      case '\t' -> W3cLine.readCloudFront(text, findings);
      default -> false;
    };
  }

  private boolean byKind(String text, LogFindings findings) {
    return switch (kind) {
      case OTHER, FUNCTION, API_EXECUTION -> false;
      case FLOW_LOG -> flow(text, true, findings);
      case DATABASE_ERROR ->
          text.charAt(4) == '-'
              && (sqlServer(text, findings) || forms().read(errorLog(text), text, 0, findings));
      case DATABASE_AUDIT -> MysqlLine.read(text, findings);
      case DATABASE_GENERAL -> forms().read(Group.MYSQL_GENERAL, text, 0, findings);
      case ORACLE -> {
        OracleLine.read(text, findings);
        yield true;
      }
    };
  }

  /// The group of a line of an error log: SQL Server's times have hundredths of a second.
  private static Group errorLog(String text) {
    return text.startsWith(" - ", 19)
        ? Group.SQL_AGENT
        : hasHundredths(text) ? Group.SQL_SERVER : Group.MYSQL_ERROR;
  }

  private static boolean hasHundredths(String text) {
    return text.charAt(19) == '.' && text.startsWith(" ", 22);
  }

  /// A line of SQL Server of any source, if it states its severity.
  private boolean sqlServer(String text, LogFindings findings) {
    return hasHundredths(text)
        && text.contains(" Error: ")
        && forms().read(Group.SQL_SERVER_ERROR, text, 0, findings);
  }

  /// A line with a request id in parentheses: a UUID, or another id if the log group identifies API
  /// Gateway.
  private boolean gateway(String text, int from, LogFindings findings) {
    int close = text.indexOf(')', from);
    int length = close - from - 1;
    boolean isUuid = length == UUID_LENGTH && LineCursor.isUuid(text, from + 1);
    boolean isOther = kind == SourceKind.API_EXECUTION && length > 7 && length <= UUID_LENGTH;
    if (!(isUuid || isOther) || !text.startsWith(" ", close + 1)) {
      return false;
    }
    findings.add(Keys.AWS_REQUEST_ID, text.substring(from + 1, close));
    if (!forms().read(Group.API_GATEWAY, text, close + 2, findings)) {
      findings.severity(Severity.INFO);
    }
    return true;
  }

  private LineForms forms() {
    LineForms existing = forms == null ? new LineForms() : forms;
    forms = existing;
    return existing;
  }

  private boolean flow(String text, boolean certain, LogFindings findings) {
    FlowLine existing = flow == null ? new FlowLine() : flow;
    flow = existing;
    return existing.read(text, certain, findings);
  }
}
