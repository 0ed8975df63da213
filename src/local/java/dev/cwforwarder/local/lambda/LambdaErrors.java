package dev.cwforwarder.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;

/// The errors that Lambda itself reports, with its own messages.
final class LambdaErrors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIGNALED = 128;
  private static final int KILLED = SIGNALED + 9;

  private LambdaErrors() {}

  static String timedOut(String requestId, Duration timeout) {
    String after = String.format(Locale.ROOT, "%.2f", timeout.toMillis() / 1000.0);
    return error(
        "Sandbox.Timedout",
        "RequestId: " + requestId + " Error: Task timed out after " + after + " seconds");
  }

  static String exited(String requestId, int status) {
    String how = status == KILLED ? "signal: killed" : "exit status " + status;
    return error(
        "Runtime.ExitError",
        "RequestId: " + requestId + " Error: Runtime exited with error: " + how);
  }

  private static String error(String type, String message) {
    return JSON.createObjectNode().put("errorType", type).put("errorMessage", message).toString();
  }
}
