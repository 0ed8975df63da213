package dev.cwforwarder.map.lines;

/// Recognizes the lines of stack traces as Java, Python, Go, Node.js, .NET, Ruby and Rust print
/// them, and of objects printed over several lines. An indented line continues the previous line,
/// and so do the unindented lines that are part of such a stack trace.
public final class TraceLines implements LineRule {
  /// The length of the prefix that is searched for a level.
  private static final int MAX_PREFIX_LENGTH = 120;

  private static final String PYTHON_TRACE = "Traceback (most recent call last):";

  /// The kind of text that the previous lines belong to.
  private enum State {
    /// Text without unindented continuation lines.
    TEXT,
    /// A line that reports a problem; a stack trace may follow.
    PROBLEM,
    /// The calls of a Python traceback; the line with the exception follows.
    PYTHON_CALLS,
    /// The exception of a Python traceback; a chained traceback may follow.
    PYTHON_END,
    /// Between two chained Python tracebacks.
    PYTHON_CHAIN,
    GO,
    /// The statement that Node.js prints; the exception follows.
    NODE_STATEMENT,
    /// Stack frames of Node.js.
    FRAMES,
    /// The location that Rust prints; the message follows.
    RUST_LOCATION,
    RUST
  }

  @Override
  public Scan newScan() {
    return new TraceScan();
  }

  private static final class TraceScan implements Scan {
    private State state = State.TEXT;

    @Override
    public boolean isContinuation(String line) {
      if (isIndented(line)) {
        scanIndented(line);
        return true;
      }
      if (isClosing(line) || isTraceSeparator(line)) {
        return true;
      }
      if (continuesUnindented(line)) {
        return true;
      }
      state = stateAfter(line);
      return false;
    }

    private void scanIndented(String line) {
      if (state == State.TEXT || state == State.PROBLEM || state == State.NODE_STATEMENT) {
        String text = line.strip();
        if (text.startsWith("at ")) {
          state = State.FRAMES;
        } else if (text.startsWith("^")) {
          state = State.NODE_STATEMENT;
        }
      }
    }

    /// Whether an unindented line continues the text; if so, moves to the next state.
    private boolean continuesUnindented(String line) {
      return switch (state) {
        case TEXT -> false;
        case PROBLEM ->
            (line.startsWith(PYTHON_TRACE) && next(State.PYTHON_CALLS))
                || (isException(line) && next(State.TEXT));
        case PYTHON_CALLS -> isName(line) && next(State.PYTHON_END);
        case PYTHON_END -> line.isBlank() || (isPythonChain(line) && next(State.PYTHON_CHAIN));
        case PYTHON_CHAIN ->
            line.isBlank() || (line.startsWith(PYTHON_TRACE) && next(State.PYTHON_CALLS));
        case GO -> isGo(line);
        case NODE_STATEMENT -> line.isBlank() || (isName(line) && next(State.FRAMES));
        case FRAMES -> line.isBlank() || line.startsWith("Node.js v");
        case RUST_LOCATION -> next(State.RUST);
        case RUST -> line.startsWith("note: ") || line.startsWith("stack backtrace:");
      };
    }

    private boolean next(State next) {
      state = next;
      return true;
    }
  }

  private static State stateAfter(String line) {
    if (line.endsWith(PYTHON_TRACE)) {
      return State.PYTHON_CALLS;
    }
    if (line.startsWith("panic: ") || line.startsWith("fatal error: ")) {
      return State.GO;
    }
    if (line.startsWith("thread '") && line.contains("' panicked at ")) {
      return State.RUST_LOCATION;
    }
    return reportsProblem(line) ? State.PROBLEM : State.TEXT;
  }

  /// Loggers print a stack trace immediately after their own line. A stack trace after an INFO line
  /// belongs to another event.
  private static boolean reportsProblem(String line) {
    String prefix = line.substring(0, Math.min(line.length(), MAX_PREFIX_LENGTH));
    return prefix.contains("ERROR")
        || prefix.contains("WARN")
        || prefix.contains("FATAL")
        || prefix.contains("SEVERE")
        || prefix.contains("CRITICAL");
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

  /// `}`, `});`, `],`: the end of an object that was printed over several lines.
  private static boolean isClosing(String line) {
    for (int i = 0; i < line.length(); i++) {
      if ("}]),;".indexOf(line.charAt(i)) < 0) {
        return false;
      }
    }
    return !line.isEmpty();
  }

  private static boolean isTraceSeparator(String line) {
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
    while (at < line.length() && isNameCharacter(line.charAt(at))) {
      at++;
    }
    return at > 0 && (at == line.length() || line.charAt(at) == ':' || line.startsWith(" [", at));
  }

  private static boolean isNameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '_';
  }
}
