package dev.cwforwarder.map.content.sources;

/// What the fields of the events of Lambda's platform become, in the language of [ObjectForm].
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html">
///   Lambda: telemetry schema</a>, whose faults have no level but are errors here
final class PlatformTable {
  static final String ROWS =
      """
      platform.start
        faas.version = record.version
      platform.report
        aws.lambda.duration_ms:double = record.metrics.durationMs
        aws.lambda.billed_duration_ms:long = record.metrics.billedDurationMs
        aws.lambda.billed_restore_duration_ms:long = record.metrics.billedRestoreDurationMs
        aws.lambda.memory_size_mb:long = record.metrics.memorySizeMB
        aws.lambda.max_memory_used_mb:long = record.metrics.maxMemoryUsedMB
        aws.lambda.init_duration_ms:double = record.metrics.initDurationMs
        aws.lambda.restore_duration_ms:double = record.metrics.restoreDurationMs
        faas.coldstart:boolean = true if record.metrics.initDurationMs
        faas.coldstart:boolean = true if record.metrics.restoreDurationMs
        faas.coldstart:boolean = false
      platform.initStart, platform.restoreStart
        faas.coldstart:boolean = true
        aws.lambda.runtime_version = record.runtimeVersion
        aws.lambda.runtime_version_arn = record.runtimeVersionArn
      platform.initReport
        aws.lambda.init_duration_ms:double = record.metrics.durationMs
        severity = ERROR if record.status!=success
        severity = DEBUG if record.initializationType=on-demand
      platform.restoreReport
        aws.lambda.restore_duration_ms:double = record.metrics.durationMs
      platform.extension, platform.telemetrySubscription
        aws.lambda.extension.name = record.name
        aws.lambda.extension.state = record.state
      platform.initRuntimeDone, platform.runtimeDone, platform.restoreRuntimeDone
        severity = ERROR if record.status!=success
        severity = DEBUG
      platform.logsDropped
        severity = WARN
      platform.fault
        severity = ERROR
      platform.*
        aws.lambda.phase = record.phase
        error.type = record.errorType
        aws.lambda.status = record.status
        severity = ERROR if record.status!=success
        severity = INFO
      """;

  private PlatformTable() {}
}
