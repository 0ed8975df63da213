package dev.cwforwarder.map.content;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LambdaLinesTest {
  /// C2 inlines no larger method: the default of `FreqInlineSize`.
  private static final int MAX_INLINED_BYTES = 325;

  private static final String ID = "8f5a7c1e-2b4d-4f6a-9c3e-1d2b3c4d5e6f";
  private static final String INVOCATION_ID_ATTRIBUTE = "faas.invocation_id=" + ID;

  @Test
  void startAndEndContainTheInvocationId() {
    assertThat(info("START RequestId: " + ID + " Version: $LATEST\n"))
        .containsExactlyInAnyOrder(INVOCATION_ID_ATTRIBUTE, "faas.version=$LATEST");
    assertThat(info("END RequestId: " + ID + "\n")).containsExactly(INVOCATION_ID_ATTRIBUTE);
  }

  @Test
  void reportHasItsMetricsWithUnits() {
    assertThat(
            info(
                "REPORT RequestId: "
                    + ID
                    + "\tDuration: 95.31 ms\tBilled Duration: 508 ms\tMemory Size: 512 MB\tMax"
                    + " Memory Used: 121 MB\tInit Duration: 412.07 ms\t\nXRAY TraceId:"
                    + " 1-5759e988-bd862e3fe1be46a994272793\tSegmentId: 54565fb41ac79632\tSampled:"
                    + " true\t\n"))
        .containsExactlyInAnyOrder(
            INVOCATION_ID_ATTRIBUTE,
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
  void reportOfAWarmInvocationHasNoColdStart() {
    assertThat(info("REPORT RequestId: " + ID + "\tDuration: 1.00 ms\t"))
        .contains("faas.coldstart=false");
  }

  @Test
  void reportAfterARestoreIsAColdStart() {
    assertThat(
            info(
                "REPORT RequestId: "
                    + ID
                    + "\tDuration: 1 ms\tRestore Duration: 300.5 ms\tBilled Restore Duration: 10"
                    + " ms"))
        .contains(
            "aws.lambda.restore_duration_ms=300.5",
            "aws.lambda.billed_restore_duration_ms=10",
            "faas.coldstart=true");
  }

  @Test
  void reportOfAFailureIsAnError() {
    Content content =
        Parsing.inFunction(
            "REPORT RequestId: "
                + ID
                + "\tDuration: 3000.00 ms\tStatus: error\tError Type: Runtime.ExitError");

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content))
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
        Parsing.inFunction("INIT_REPORT Init Duration: 9999.81 ms\tPhase: init\tStatus: timeout");

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content))
        .contains("aws.lambda.init_duration_ms=9999.81", "aws.lambda.phase=init");
  }

  @Test
  void extensionsHaveTheirName() {
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
  void abnormalExitsAreErrors(String line) {
    Content content = Parsing.inFunction(line.formatted(ID));

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content)).contains(INVOCATION_ID_ATTRIBUTE);
  }

  @Test
  void timeoutIsANumber() {
    assertThat(
            Parsing.attributes(
                Parsing.of(
                    "2026-11-23T12:00:03.500Z " + ID + " Task timed out after 3.00 seconds")))
        .contains("aws.lambda.timeout_s=3.0");
  }

  @Test
  void columnsOfNodeAreRemovedFromTheBody() {
    Content content =
        Parsing.inFunction("2026-11-23T12:00:00.415Z\t" + ID + "\tINFO\tcart has\t3 items\n");

    assertThat(content.body()).isEqualTo("cart has\t3 items");
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content))
        .containsExactly("timestamp=2026-11-23T12:00:00.415Z", INVOCATION_ID_ATTRIBUTE);
  }

  @Test
  void columnsOfNodeHaveNoIdOutsideAnInvocation() {
    Content content = Parsing.inFunction("2026-11-23T12:00:00.415Z\tundefined\tERROR\tno module\n");

    assertThat(content.body()).isEqualTo("no module");
    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content)).containsExactly("timestamp=2026-11-23T12:00:00.415Z");
  }

  @Test
  void aLevelBehindTheColumnsTakesPrecedence() {
    String columns = "2026-11-23T12:00:00.415Z\t" + ID + "\tINFO\t";

    assertThat(Parsing.inFunction(columns + "error: no stock").severityText()).isEqualTo("ERROR");
    assertThat(Parsing.inFunction(columns + "[WARN] slow").severityText()).isEqualTo("WARN");
    assertThat(Parsing.inFunction(columns + "error handling improved").severityText())
        .isEqualTo("INFO");
    assertThat(Parsing.inFunction(columns + "TypeError: no stock").severityText())
        .isEqualTo("INFO");
  }

  @Test
  void theErrorAfterItsColumnsIsParsed() {
    Content content =
        Parsing.inFunction(
            "2026-11-23T12:00:00.415Z\t"
                + ID
                + "\tERROR\tInvoke Error \t{\"errorType\":\"TypeError\",\"level\":\"info\"}\n");

    assertThat(content.body())
        .isEqualTo("Invoke Error \t{\"errorType\":\"TypeError\",\"level\":\"info\"}");
    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content))
        .contains("errorType=TypeError", INVOCATION_ID_ATTRIBUTE);
  }

  @Test
  void columnsOfPythonAndDotnetAreRemovedFromTheBody() {
    Content python =
        Parsing.inFunction("[WARNING]\t2026-11-23T12:00:00.415Z\t" + ID + "\tlow on disk");
    Content dotnet = Parsing.inFunction("2026-11-23T12:00:00.415Z\t" + ID + "\tfail\tno");

    assertThat(python.body()).isEqualTo("low on disk");
    assertThat(python.severityText()).isEqualTo("WARN");
    assertThat(Parsing.attributes(python)).contains("level=WARNING", INVOCATION_ID_ATTRIBUTE);
    assertThat(dotnet.severityText()).isEqualTo("ERROR");
    assertThat(dotnet.body()).isEqualTo("no");
  }

  @Test
  void columnsRemainInARawBody() {
    String line = "2026-11-23T12:00:00.415Z\t" + ID + "\tERROR\tno";

    assertThat(Parsing.raw(line).body()).isEqualTo(line);
    assertThat(Parsing.raw(line).severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(Parsing.raw(line))).containsExactly(INVOCATION_ID_ATTRIBUTE);
  }

  @Test
  void jsonAfterColumnsIsParsed() {
    Content content =
        Parsing.inFunction(
            "2026-11-23T12:00:00.415Z\t" + ID + "\tINFO\t{\"message\":\"m\",\"id\":7}");

    assertThat(content.body()).isEqualTo("m");
    assertThat(Parsing.attributes(content)).contains("id=7", INVOCATION_ID_ATTRIBUTE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"timestamp\":\"t\",\"level\":\"INFO\",\"requestId\":\"%s\",\"message\":\"m\"}",
        "{\"function_request_id\":\"%s\",\"message\":\"m\"}",
        "2026-01-01 12:00:00 %s INFO  Shop:12 - m",
        "%s INFO Shop - m"
      })
  void linesOfTheApplicationContainTheInvocationId(String line) {
    assertThat(Parsing.attributes(Parsing.inFunction(line.formatted(ID))))
        .contains(INVOCATION_ID_ATTRIBUTE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"requestId\":\"%s\",\"routeKey\":\"GET /\"}", "2026-01-01 12:00:00 %s INFO m"})
  void idsElsewhereAreNotInvocationIds(String line) {
    assertThat(Parsing.attributes(Parsing.of(line.formatted(ID))))
        .doesNotContain(INVOCATION_ID_ATTRIBUTE);
  }

  @Test
  void platformEventsHaveTheSameNames() {
    Content content =
        Parsing.inFunction(
            "{\"time\":\"t\",\"type\":\"platform.report\",\"record\":{\"requestId\":\""
                + ID
                + "\",\"metrics\":{\"durationMs\":95.31,\"billedDurationMs\":508,\"memorySizeMB\":512,"
                + "\"maxMemoryUsedMB\":121,\"initDurationMs\":412.07},\"status\":\"success\"}}");

    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content))
        .contains(
            INVOCATION_ID_ATTRIBUTE,
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
  void failedPlatformEventsAreErrors(String status) {
    Content content =
        Parsing.inFunction(
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
  void malformedLinesAreText(String line) {
    assertThat(Parsing.inFunction(line).body()).isEqualTo(line);
  }

  @Test
  void theMethodThatRunsForEveryLineIsSmallEnoughToBeInlined() throws IOException {
    try (InputStream code = LambdaLine.class.getResourceAsStream("LambdaLine.class")) {
      assertThat(ClassFile.of().parse(requireNonNull(code).readAllBytes()).methods())
          .filteredOn(method -> method.methodName().equalsString("read"))
          .hasSize(2)
          .allSatisfy(
              method ->
                  assertThat(method.findAttribute(Attributes.code()).orElseThrow().codeLength())
                      .isLessThan(MAX_INLINED_BYTES));
    }
  }

  private static List<String> info(String line) {
    Content content = Parsing.inFunction(line);
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(content.body()).isEqualTo(line.replaceFirst("\n$", ""));
    return Parsing.attributes(content);
  }
}
