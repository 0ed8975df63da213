package dev.cwforwarder.map.content.sources;

import org.jspecify.annotations.Nullable;

/// Recognizes text lines of known formats by their first characters, and by the names of the log
/// group and log stream only if the format alone is ambiguous. Used for the lines of one source;
/// not thread-safe.
public final class KnownLines {
  private static final int MIN_LENGTH = 20;

  private final SourceKind kind;
  private @Nullable FlowLine flow;

  /// Creates a reader for the lines of a source of this kind.
  public KnownLines(SourceKind kind) {
    this.kind = kind;
  }

  /// Parses `text` if its format is known; otherwise adds nothing.
  ///
  /// @return whether the format is known; the severity may still be undefined, to be extracted like
  ///   that of any line
  public boolean read(String text, LogFindings findings) {
    if (text.length() < MIN_LENGTH) {
      return false;
    }
    return switch (text.charAt(0)) {
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> startingWithDigit(text, findings);
      case '(' -> GatewayLine.read(text, kind == SourceKind.API_EXECUTION, findings);
      case '#' -> SlowQuery.read(text, findings);
      case '{', '[', '<', '"', '\t', ' ' -> byKind(text, findings);
      case 'h', 'w', 'g' ->
          (AlbLine.mayMatch(text) && AlbLine.read(text, findings))
              || startingWithWord(text, findings);
      default -> startingWithWord(text, findings);
    };
  }

  private boolean startingWithWord(String text, LogFindings findings) {
    return byKind(text, findings) || AccessLine.read(text, true, findings);
  }

  private boolean startingWithDigit(String text, LogFindings findings) {
    if (byKind(text, findings)) {
      return true;
    }
    if (text.charAt(4) == '-' && text.charAt(7) == '-') {
      return startingWithDate(text, findings);
    }
    if (FlowLine.mayMatch(text)) {
      return flow(text, false, findings);
    }
    if (text.charAt(1) == '.' && text.charAt(3) == ' ' && DnsLine.mayMatch(text)) {
      return DnsLine.read(text, findings);
    }
    return AccessLine.read(text, false, findings);
  }

  private static boolean startingWithDate(String text, LogFindings findings) {
    return switch (text.charAt(10)) {
      case ' ' ->
          text.charAt(13) == ':' && text.charAt(19) == ' ' && PostgresLine.read(text, findings);
      case '\t' -> CloudFrontLine.mayMatch(text) && CloudFrontLine.read(text, findings);
      default -> false;
    };
  }

  private boolean byKind(String text, LogFindings findings) {
    return switch (kind) {
      case OTHER, FUNCTION, API_EXECUTION -> false;
      case FLOW_LOG -> flow(text, true, findings);
      case DATABASE_ERROR ->
          text.charAt(4) == '-'
              && (SqlServerLine.read(text, findings) || MysqlLine.readError(text, findings));
      case DATABASE_AUDIT -> MysqlLine.readAudit(text, findings);
      case DATABASE_GENERAL -> MysqlLine.readGeneral(text, findings);
      case ORACLE -> {
        OracleLine.read(text, findings);
        yield true;
      }
    };
  }

  private boolean flow(String text, boolean certain, LogFindings findings) {
    @Nullable FlowLine lines = flow;
    if (lines == null) {
      lines = new FlowLine();
      flow = lines;
    }
    return lines.read(text, certain, findings);
  }
}
