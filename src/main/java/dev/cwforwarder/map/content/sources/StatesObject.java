package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.logs.Severity;

/// Derives attributes from the execution history of Step Functions.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html">Logging to
///   CloudWatch Logs</a>
final class StatesObject {
  private static final FieldMapping NAMES =
      new FieldMapping()
          .of(stringKey("aws.step_functions.execution.arn"), "execution_arn")
          .of(stringKey("aws.step_functions.event.type"), "type")
          .of(stringKey("aws.step_functions.state.name"), "details.name")
          .of(Keys.ERROR_TYPE, "details.error");

  private StatesObject() {}

  static void derive(LogFindings findings) {
    if (!(findings.find("execution_arn") instanceof String arn)
        || !(findings.find("type") instanceof String type)) {
      return;
    }
    NAMES.apply(findings);
    machine(arn, findings);
    boolean failed =
        type.endsWith("Failed") || type.endsWith("TimedOut") || type.endsWith("Aborted");
    findings.severity(failed ? Severity.ERROR : Severity.INFO);
  }

  /// `arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME`, or `express` instead of `execution`.
  private static void machine(String arn, LogFindings findings) {
    String kind = arn.contains(":express:") ? ":express:" : ":execution:";
    int at = arn.indexOf(kind);
    int end = at < 0 ? -1 : arn.indexOf(':', at + kind.length());
    if (end > 0) {
      findings.add(
          Keys.STATE_MACHINE_ARN,
          arn.substring(0, at) + ":stateMachine:" + arn.substring(at + kind.length(), end));
    }
  }
}
