package dev.cwforwarder.map.content.sentences;

/// The lines of known kinds of objects, in the language of [Template]. The first template of a kind
/// whose fields are there is used. Names of fields are those of the object, flattened, and of the
/// attributes that are derived from them: these exist only if the object is of the kind.
final class SentenceTable {
  /// By the type of the event. Where Lambda writes a line of text for the same event, the words are
  /// those of that line.
  ///
  /// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html">
  ///   Lambda's telemetry schema</a>
  static final String PLATFORM =
      """
      platform.start => START RequestId: {record.requestId}[ Version: {record.version}]
      platform.end => END RequestId: {record.requestId}
      platform.report => REPORT RequestId: {record.requestId}[ Duration: {record.metrics.durationMs} ms]\
      [ Billed Duration: {record.metrics.billedDurationMs} ms][ Memory Size: {record.metrics.memorySizeMB} MB]\
      [ Max Memory Used: {record.metrics.maxMemoryUsedMB} MB][ Init Duration: {record.metrics.initDurationMs} ms]\
      [ Restore Duration: {record.metrics.restoreDurationMs} ms]\
      [ Billed Restore Duration: {record.metrics.billedRestoreDurationMs} ms]\
      [ Status: {record.status!=success}][ Error Type: {record.errorType}]
      platform.runtimeDone => runtimeDone RequestId: {record.requestId}[ Status: {record.status}]\
      [ Error Type: {record.errorType}][ Duration: {record.metrics.durationMs} ms]\
      [ Produced: {record.metrics.producedBytes} bytes]
      platform.initStart => INIT_START Runtime Version: {record.runtimeVersion}[ Runtime Version ARN: {record.runtimeVersionArn}]
      platform.initStart => INIT_START Initialization Type: {record.initializationType}[ Phase: {record.phase}]
      platform.initRuntimeDone => initRuntimeDone[ Phase: {record.phase}] Status: {record.status}[ Error Type: {record.errorType}]
      platform.initReport => INIT_REPORT Init Duration: {record.metrics.durationMs} ms[ Phase: {record.phase}]\
      [ Status: {record.status}][ Error Type: {record.errorType}]
      platform.restoreStart => RESTORE_START Runtime Version: {record.runtimeVersion}\
      [ Runtime Version ARN: {record.runtimeVersionArn}]
      platform.restoreRuntimeDone => restoreRuntimeDone Status: {record.status}[ Error Type: {record.errorType}]
      platform.restoreReport => RESTORE_REPORT Restore Duration: {record.metrics.durationMs} ms\
      [ Status: {record.status}][ Error Type: {record.errorType}]
      platform.extension => EXTENSION Name: {record.name}[ State: {record.state}][ Events: {record.events.*}]\
      [ Error Type: {record.errorType}]
      platform.telemetrySubscription => TELEMETRY Name: {record.name}[ State: {record.state}][ Types: {record.types.*}]
      platform.logsSubscription => LOGS Name: {record.name}[ State: {record.state}][ Types: {record.types.*}]
      platform.logsDropped => logsDropped Records: {record.droppedRecords}[ Bytes: {record.droppedBytes}]\
      [ Reason: {record.reason}]
      platform.fault => fault {record}
      platform.fault => fault RequestId: {record.requestId}[ Status: {record.status}][ Error Type: {record.errorType}]
      """;

  /// By the kind of the object.
  static final String OBJECTS =
      """
      CLOUD_TRAIL => {rpc.method} by {userIdentity.arn~name|userIdentity.userName|userIdentity.invokedBy\
      |userIdentity.principalId|userIdentity.type}\
      [: {errorCode|errorMessage|responseElements.ConsoleLogin}]
      CLOUD_TRAIL => {rpc.method} of {rpc.service}[: {errorCode|errorMessage}]
      FIREWALL => {aws.waf.action}[ {http.request.method}] {url.path}[ by rule {terminatingRuleId}]
      CLUSTER_AUDIT => {k8s.audit.verb} {objectRef.resource}[/{objectRef.subresource}][ {objectRef.name}]\
      [ in {objectRef.namespace}] by {user.username}[ as {impersonatedUser.username}]\
      [: {responseStatus.code|stage}][ {stage=Panic}]
      CLUSTER_AUDIT => {k8s.audit.verb} {url.path} by {user.username}[ as {impersonatedUser.username}]\
      [: {responseStatus.code|stage}][ {stage=Panic}]
      RESOLVER => [{query_type} ]{query_name} {dns.response_code}[ {answers.0.Rdata}][ for {srcaddr}]\
      [, firewall {firewall_rule_action}]
      STATES => {aws.step_functions.event.type}[ {details.name}] in {execution_arn~name}\
      [: {details.error}][: {details.cause}]
      APP_SYNC => {aws.appsync.log.type} {parentType}.{fieldName}[: {errors.0}]
      APP_SYNC => {aws.appsync.log.type}: {statusCode}
      NETWORK_FIREWALL => {event.alert.action|aws.network_firewall.event.type}[ {event.proto}]\
       {event.src_ip}[:{event.src_port}] to {event.dest_ip}[:{event.dest_port}]\
      [: {event.alert.signature}][, {event.netflow.pkts} packets][, {event.netflow.bytes} bytes]
      """;

  /// Requests over HTTP. A duration counts only if its name defines the unit.
  static final String REQUESTS =
      """
      HTTP => {?connectionId}{eventType} {routeKey}[ {http.response.status_code}]
      HTTP => [{http.request.method} ]{url.path|http.route|routeKey} {http.response.status_code}\
      [ {responseLatency} ms][ {request_time} s][ {time-taken} s][ {?serviceNetworkArn}{duration} ms]\
      [: {integrationErrorMessage|errorMessage|error.message|error}]
      """;

  private SentenceTable() {}
}
