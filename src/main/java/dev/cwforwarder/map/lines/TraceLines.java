package dev.cwforwarder.map.lines;

/// Knows the lines of stack traces as Java, Python, Go, Node.js, .NET, Ruby and Rust print them,
/// and of objects printed over several lines: what is indented goes on with the line before, and so
/// do the lines that these have at the margin.
public final class TraceLines implements LineRule {
  /// Where a level stands.
  private static final int LONGEST_HEAD = 120;

  private static final String PYTHON_TRACE = "Traceback (most recent call last):";

  /// What the lines so far are.
  private enum Place {
    /// Nothing that has lines at the margin.
    TEXT,
    /// A line that tells of a problem: its trace may be next.
    PROBLEM,
    /// Lines of Python's calls; a line with the exception is to come.
    PYTHON_CALLS,
    /// Python's exception; another trace may be chained to it.
    PYTHON_END,
    /// Between two traces of Python.
    PYTHON_CHAIN,
    GO,
    /// Node.js shows the statement; the exception is to come.
    NODE_STATEMENT,
    /// Frames of Node.js.
    FRAMES,
    /// Rust says where; what it says is to come.
    RUST_HEAD,
    RUST
  }

  @Override
  public Reading reading() {
    return new Margin();
  }

  private static final class Margin implements Reading {
    private Place place = Place.TEXT;

    @Override
    public boolean goesOn(String line) {
      if (isIndented(line)) {
        indented(line);
        return true;
      }
      if (isClosing(line) || isOfAnyTrace(line)) {
        return true;
      }
      if (atMargin(line)) {
        return true;
      }
      place = begin(line);
      return false;
    }

    private void indented(String line) {
      if (place == Place.TEXT || place == Place.PROBLEM || place == Place.NODE_STATEMENT) {
        String text = line.strip();
        if (text.startsWith("at ")) {
          place = Place.FRAMES;
        } else if (text.startsWith("^")) {
          place = Place.NODE_STATEMENT;
        }
      }
    }

    /// Whether a line at the margin goes on, and what is next then.
    private boolean atMargin(String line) {
      return switch (place) {
        case TEXT -> false;
        case PROBLEM ->
            (line.startsWith(PYTHON_TRACE) && next(Place.PYTHON_CALLS))
                || (isException(line) && next(Place.TEXT));
        case PYTHON_CALLS -> isName(line) && next(Place.PYTHON_END);
        case PYTHON_END -> line.isBlank() || (isPythonChain(line) && next(Place.PYTHON_CHAIN));
        case PYTHON_CHAIN ->
            line.isBlank() || (line.startsWith(PYTHON_TRACE) && next(Place.PYTHON_CALLS));
        case GO -> isGo(line);
        case NODE_STATEMENT -> line.isBlank() || (isName(line) && next(Place.FRAMES));
        case FRAMES -> line.isBlank() || line.startsWith("Node.js v");
        case RUST_HEAD -> next(Place.RUST);
        case RUST -> line.startsWith("note: ") || line.startsWith("stack backtrace:");
      };
    }

    private boolean next(Place next) {
      place = next;
      return true;
    }
  }

  private static Place begin(String line) {
    if (line.endsWith(PYTHON_TRACE)) {
      return Place.PYTHON_CALLS;
    }
    if (line.startsWith("panic: ") || line.startsWith("fatal error: ")) {
      return Place.GO;
    }
    if (line.startsWith("thread '") && line.contains("' panicked at ")) {
      return Place.RUST_HEAD;
    }
    return tellsOfProblem(line) ? Place.PROBLEM : Place.TEXT;
  }

  /// Loggers print the trace right behind their line. One of an INFO line is another's.
  private static boolean tellsOfProblem(String line) {
    String head = line.substring(0, Math.min(line.length(), LONGEST_HEAD));
    return head.contains("ERROR")
        || head.contains("WARN")
        || head.contains("FATAL")
        || head.contains("SEVERE")
        || head.contains("CRITICAL");
  }

  /// `java.lang.IllegalStateException: no card`, `TypeError`.
  private static boolean isException(String line) {
    int end = line.indexOf(':');
    String name = end < 0 ? line : line.substring(0, end);
    return isName(line) && (name.endsWith("Exception") || name.endsWith("Error"));
  }

  private static boolean isIndented(String line) {
    return !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t') && !line.isBlank();
  }

  /// `}`, `});`, `],`: the end of what was printed over several lines.
  private static boolean isClosing(String line) {
    for (int i = 0; i < line.length(); i++) {
      if ("}]),;".indexOf(line.charAt(i)) < 0) {
        return false;
      }
    }
    return !line.isEmpty();
  }

  private static boolean isOfAnyTrace(String line) {
    return line.startsWith("Caused by: ") || line.startsWith("--- End of ");
  }

  private static boolean isPythonChain(String line) {
    return line.startsWith("During handling of the above exception")
        || line.startsWith("The above exception was the direct cause");
  }

  private static boolean isGo(String line) {
    return line.isBlank()
        || line.startsWith("goroutine ")
        || line.startsWith("[signal ")
        || line.startsWith("created by ")
        || line.startsWith("exit status ")
        || (line.endsWith(")") && line.indexOf('(') > 0 && line.indexOf(' ') < 0)
        || line.startsWith("panic(");
  }

  /// `botocore.exceptions.ClientError: An error …`, `KeyboardInterrupt`, `TypeError [ERR_X]: …`.
  private static boolean isName(String line) {
    int at = 0;
    while (at < line.length() && isOfName(line.charAt(at))) {
      at++;
    }
    return at > 0 && (at == line.length() || line.charAt(at) == ':' || line.startsWith(" [", at));
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_';
  }
}
