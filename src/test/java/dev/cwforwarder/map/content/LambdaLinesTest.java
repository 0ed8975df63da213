package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LambdaLinesTest {
  private static final String ID = "8f5a7c1e-2b4d-4f6a-9c3e-1d2b3c4d5e6f";
  private static final String OF_ID = "faas.invocation_id=" + ID;

  @Test
  void startAndEndNameTheInvocation() {
    assertThat(info("START RequestId: " + ID + " Version: $LATEST\n"))
        .containsExactlyInAnyOrder(OF_ID, "faas.version=$LATEST");
    assertThat(info("END RequestId: " + ID + "\n")).containsExactly(OF_ID);
  }

  @Test
  void reportHasItsNumbersWithUnits() {
    assertThat(
            info(
                "REPORT RequestId: "
                    + ID
                    + "\tDuration: 95.31 ms\tBilled Duration: 508 ms\tMemory Size: 512 MB\tMax"
                    + " Memory Used: 121 MB\tInit Duration: 412.07 ms\t\nXRAY TraceId:"
                    + " 1-5759e988-bd862e3fe1be46a994272793\tSegmentId: 54565fb41ac79632\tSampled:"
                    + " true\t\n"))
        .containsExactlyInAnyOrder(
            OF_ID,
            "aws.lambda.duration_ms=95.31",
            "aws.lambda.billed_duration_ms=508",
            "aws.lambda.memory_size_mb=512",
            "aws.lambda.max_memory_used_mb=121",
            "aws.lambda.init_duration_ms=412.07",
            "faas.coldstart=true",
            "aws.xray.trace_id=1-5759e988-bd862e3fe1be46a994272793",
            "aws.xray.segment_id=54565fb41ac79632",
            "aws.xray.sampled=true");
  }

  @Test
  void reportOfAWarmInvocationSaysSo() {
    assertThat(info("REPORT RequestId: " + ID + "\tDuration: 1.00 ms\t"))
        .contains("faas.coldstart=false");
  }

  @Test
  void reportAfterARestoreIsThatOfAColdStart() {
    assertThat(
            info(
                "REPORT RequestId: "
                    + ID
                    + "\tDuration: 1 ms\tRestore Duration: 300.5 ms\tBilled Restore Duration: 10 ms"))
        .contains(
            "aws.lambda.restore_duration_ms=300.5",
            "aws.lambda.billed_restore_duration_ms=10",
            "faas.coldstart=true");
  }

  @Test
  void reportOfAFailureIsAnError() {
    Content content =
        Reading.ofFunction(
            "REPORT RequestId: "
                + ID
                + "\tDuration: 3000.00 ms\tStatus: error\tError Type: Runtime.ExitError");

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Reading.attributes(content))
        .contains("aws.lambda.status=error", "error.type=Runtime.ExitError");
  }

  @Test
  void initAndRestoreAreColdStarts() {
    assertThat(info("INIT_START Runtime Version: java:25.v3\tRuntime Version ARN: arn:aws:x"))
        .containsExactlyInAnyOrder(
            "faas.coldstart=true",
            "aws.lambda.runtime_version=java:25.v3",
            "aws.lambda.runtime_version_arn=arn:aws:x");
    assertThat(info("RESTORE_START Runtime Version: java:25.v3\tRuntime Version ARN: arn:aws:x"))
        .contains("faas.coldstart=true");
    assertThat(info("RESTORE_REPORT Restore Duration: 274.21 ms"))
        .contains("aws.lambda.restore_duration_ms=274.21");
  }

  @Test
  void initThatTimesOutIsAnError() {
    Content content =
        Reading.ofFunction("INIT_REPORT Init Duration: 9999.81 ms\tPhase: init\tStatus: timeout");

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Reading.attributes(content))
        .contains("aws.lambda.init_duration_ms=9999.81", "aws.lambda.phase=init");
  }

  @Test
  void extensionsAreNamed() {
    assertThat(info("EXTENSION\tName: otel\tState: Ready\tEvents: [INVOKE, SHUTDOWN]"))
        .containsExactly(
            "aws.lambda.extension.name=otel",
            "aws.lambda.extension.state=Ready",
            "aws.lambda.extension.events=[INVOKE, SHUTDOWN]");
    assertThat(info("TELEMETRY\tName: otel\tState: Subscribed\tTypes: [Platform]"))
        .contains("aws.lambda.extension.name=otel");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T12:00:03.500Z %s Task timed out after 3.00 seconds",
        "RequestId: %s Error: Runtime exited with error: signal: killed\nRuntime.ExitError",
        "RequestId: %s Process exited before completing request"
      })
  void endsThatAreNoneAreErrors(String line) {
    Content content = Reading.ofFunction(line.formatted(ID));

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Reading.attributes(content)).contains(OF_ID);
  }

  @Test
  void timeoutIsANumber() {
    assertThat(
            Reading.attributes(
                Reading.of(
                    "2026-11-23T12:00:03.500Z " + ID + " Task timed out after 3.00 seconds")))
        .contains("aws.lambda.timeout_s=3.0");
  }

  @Test
  void columnsOfNodeLeaveTheBody() {
    Content content =
        Reading.ofFunction("2026-11-23T12:00:00.415Z\t" + ID + "\tINFO\tcart has\t3 items\n");

    assertThat(content.body()).isEqualTo("cart has\t3 items");
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Reading.attributes(content))
        .containsExactly("timestamp=2026-11-23T12:00:00.415Z", "level=INFO", OF_ID);
  }

  @Test
  void columnsOfNodeHaveNoIdOutsideAnInvocation() {
    Content content = Reading.ofFunction("2026-11-23T12:00:00.415Z\tundefined\tERROR\tno module\n");

    assertThat(content.body()).isEqualTo("no module");
    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Reading.attributes(content))
        .containsExactly("timestamp=2026-11-23T12:00:00.415Z", "level=ERROR");
  }

  @Test
  void theErrorBehindItsColumnsIsRead() {
    Content content =
        Reading.ofFunction(
            "2026-11-23T12:00:00.415Z\t"
                + ID
                + "\tERROR\tInvoke Error \t{\"errorType\":\"TypeError\",\"level\":\"info\"}\n");

    assertThat(content.body())
        .isEqualTo("Invoke Error \t{\"errorType\":\"TypeError\",\"level\":\"info\"}");
    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Reading.attributes(content)).contains("errorType=TypeError", OF_ID);
  }

  @Test
  void columnsOfPythonAndDotnetLeaveTheBody() {
    Content python =
        Reading.ofFunction("[WARNING]\t2026-11-23T12:00:00.415Z\t" + ID + "\tlow on disk");
    Content dotnet = Reading.ofFunction("2026-11-23T12:00:00.415Z\t" + ID + "\tfail\tno");

    assertThat(python.body()).isEqualTo("low on disk");
    assertThat(python.severityText()).isEqualTo("WARN");
    assertThat(Reading.attributes(python)).contains("level=WARNING", OF_ID);
    assertThat(dotnet.severityText()).isEqualTo("ERROR");
    assertThat(dotnet.body()).isEqualTo("no");
  }

  @Test
  void columnsStayInARawBody() {
    String line = "2026-11-23T12:00:00.415Z\t" + ID + "\tERROR\tno";

    assertThat(Reading.raw(line).body()).isEqualTo(line);
    assertThat(Reading.raw(line).severityText()).isEqualTo("ERROR");
    assertThat(Reading.attributes(Reading.raw(line))).containsExactly(OF_ID);
  }

  @Test
  void jsonBehindColumnsIsRead() {
    Content content =
        Reading.ofFunction(
            "2026-11-23T12:00:00.415Z\t" + ID + "\tINFO\t{\"message\":\"m\",\"id\":7}");

    assertThat(content.body()).isEqualTo("m");
    assertThat(Reading.attributes(content)).contains("id=7", OF_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"timestamp\":\"t\",\"level\":\"INFO\",\"requestId\":\"%s\",\"message\":\"m\"}",
        "{\"function_request_id\":\"%s\",\"message\":\"m\"}",
        "2026-01-01 12:00:00 %s INFO  Shop:12 - m",
        "%s INFO Shop - m"
      })
  void linesOfTheApplicationNameTheInvocation(String line) {
    assertThat(Reading.attributes(Reading.ofFunction(line.formatted(ID)))).contains(OF_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"requestId\":\"%s\",\"routeKey\":\"GET /\"}", "2026-01-01 12:00:00 %s INFO m"})
  void idsElsewhereAreNoInvocations(String line) {
    assertThat(Reading.attributes(Reading.of(line.formatted(ID)))).doesNotContain(OF_ID);
  }

  @Test
  void eventsOfThePlatformHaveTheSameNames() {
    Content content =
        Reading.ofFunction(
            "{\"time\":\"t\",\"type\":\"platform.report\",\"record\":{\"requestId\":\""
                + ID
                + "\",\"metrics\":{\"durationMs\":95.31,\"billedDurationMs\":508,\"memorySizeMB\":512,"
                + "\"maxMemoryUsedMB\":121,\"initDurationMs\":412.07},\"status\":\"success\"}}");

    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Reading.attributes(content))
        .contains(
            OF_ID,
            "aws.lambda.duration_ms=95.31",
            "aws.lambda.billed_duration_ms=508",
            "aws.lambda.memory_size_mb=512",
            "aws.lambda.max_memory_used_mb=121",
            "aws.lambda.init_duration_ms=412.07",
            "faas.coldstart=true",
            "aws.lambda.status=success",
            "record.metrics.durationMs=95.31");
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "timeout", "failure"})
  void failedEventsOfThePlatformAreErrors(String status) {
    Content content =
        Reading.ofFunction(
            "{\"type\":\"platform.runtimeDone\",\"record\":{\"status\":\"" + status + "\"}}");

    assertThat(content.severityText()).isEqualTo("ERROR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "START RequestId:",
        "START RequestId: x",
        "END RequestId: ",
        "REPORT RequestId: x\tDuration: -1 ms\tMemory Size: x MB\tDuration",
        "REPORT RequestId: \t\t:\t: \t",
        "RequestId: x Error: ",
        "2026-11-23T12:00:03.500Z x Task timed out after",
        "EXTENSION\tName: ",
        "[INFO]\t2026",
        "[INFO]\t2026-11-23T12:00:00.415Z\t8f5a7c1e",
        "2026-11-23T12:00:00.415Z\t8f5a7c1e-2b4d-4f6a-9c3e-1d2b3c4d5e6f\t",
        "2026-11-23T12:00:00.415Z\t8f5a7c1e-2b4d\tINFO\tinit"
      })
  void brokenLinesStayWhatTheyAre(String line) {
    assertThat(Reading.ofFunction(line).body()).isEqualTo(line);
  }

  private static List<String> info(String line) {
    Content content = Reading.ofFunction(line);
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(content.body()).isEqualTo(line.replaceFirst("\n$", ""));
    return Reading.attributes(content);
  }
}
