package dev.cwforwarder.map.content.sources;

import org.jspecify.annotations.Nullable;

/// Recognises lines of text whose form is known, by their first characters; by the names of group
/// and stream only where the form alone is not certain. Used for the lines of one source; not
/// thread-safe.
public final class KnownLines {
  private static final int SHORTEST = 20;

  private final SourceKind kind;
  private @Nullable FlowLine flow;

  /// Reads lines of a source of this kind.
  public KnownLines(SourceKind kind) {
    this.kind = kind;
  }

  /// Reads `text` if its form is known. Nothing is found in one that is not.
  ///
  /// @return whether it is known; the severity may be left to be found as in any line
  public boolean read(String text, LogFindings found) {
    if (text.length() < SHORTEST) {
      return false;
    }
    return switch (text.charAt(0)) {
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(text, found);
      case '(' -> GatewayLine.read(text, kind == SourceKind.API_EXECUTION, found);
      case '#' -> SlowQuery.read(text, found);
      case '{', '[', '<', '"', '\t', ' ' -> byKind(text, found);
      case 'h', 'w', 'g' ->
          (AlbLine.mayBegin(text) && AlbLine.read(text, found)) || word(text, found);
      default -> word(text, found);
    };
  }

  private boolean word(String text, LogFindings found) {
    return byKind(text, found) || AccessLine.read(text, true, found);
  }

  private boolean number(String text, LogFindings found) {
    if (byKind(text, found)) {
      return true;
    }
    if (text.charAt(4) == '-' && text.charAt(7) == '-') {
      return date(text, found);
    }
    if (FlowLine.mayBegin(text)) {
      return flow(text, false, found);
    }
    if (text.charAt(1) == '.' && text.charAt(3) == ' ' && DnsLine.mayBegin(text)) {
      return DnsLine.read(text, found);
    }
    return AccessLine.read(text, false, found);
  }

  private static boolean date(String text, LogFindings found) {
    return switch (text.charAt(10)) {
      case ' ' ->
          text.charAt(13) == ':' && text.charAt(19) == ' ' && PostgresLine.read(text, found);
      case '\t' -> CloudFrontLine.mayBegin(text) && CloudFrontLine.read(text, found);
      default -> false;
    };
  }

  private boolean byKind(String text, LogFindings found) {
    return switch (kind) {
      case OTHER, FUNCTION, API_EXECUTION -> false;
      case FLOW_LOG -> flow(text, true, found);
      case DATABASE_ERROR ->
          text.charAt(4) == '-'
              && (SqlServerLine.read(text, found) || MysqlLine.readError(text, found));
      case DATABASE_AUDIT -> MysqlLine.readAudit(text, found);
      case DATABASE_GENERAL -> MysqlLine.readGeneral(text, found);
      case ORACLE -> {
        OracleLine.read(text, found);
        yield true;
      }
    };
  }

  private boolean flow(String text, boolean certain, LogFindings found) {
    @Nullable FlowLine lines = flow;
    if (lines == null) {
      lines = new FlowLine();
      flow = lines;
    }
    return lines.read(text, certain, found);
  }
}
