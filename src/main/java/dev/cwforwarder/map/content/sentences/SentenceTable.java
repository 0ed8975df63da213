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
      DATABASE_SYSTEM => {instanceID}: CPU {cpuUtilization.total} %[, load {loadAverageMinute.one}]\
      [, {memory.free} of {memory.total} kB of memory free]
      MAIL => {eventType|notificationType} of mail[ from {mail.source}] to {mail.destination.0}\
      [: {bounce.bounceType}][ {bounce.bounceSubType}][: {complaint.complaintFeedbackType}][: {reject.reason}]
      NOTIFICATION => {status} to {delivery.destination}[ from {notification.topicArn~name}]\
      [: {delivery.providerResponse}]
      CACHE => {Command} {Duration (us)} us on {CacheClusterId}[ by {ClientAddress}]
      MODEL_INVOCATION => {rpc.method} {gen_ai.request.model}[: {errorCode}][, {gen_ai.usage.input_tokens} tokens in]\
      [, {gen_ai.usage.output_tokens} tokens out]
      TRANSFER => {?resource-arn}{activity-type}[ {path}][ by {user}]
      CLIENT_VPN => {?client-vpn-endpoint-id}{connection-log-type}[ {connection-attempt-status!=NA}]\
      [ for {username|common-name}] from {device-ip}[: {connection-attempt-failure-reason!=NA}]
      SEARCH_AUDIT => {?audit_format_version}{audit_category}[ {audit_rest_request_method}][ {audit_rest_request_path}]\
      [ by {audit_request_effective_user}]
      DOCUMENT_AUDIT => {?remote_ip}{atype}[ {param.ns}][ by {user}][: {param.message}]
      DOCUMENT_PROFILE => {op} {ns}: {millis} ms[, {planSummary}]
      GRAPH_QUERY => {queryStats.query} {requestResponseMetadata.responseStatusCode}
      BROWSER_EVENT => {?user_details.sessionId}{exception.type}: {exception.message}
      BROWSER_EVENT => {?user_details.sessionId}{http.request.method} {event_details.request.url}[ {event_details.response.status}]
      BROWSER_EVENT => {?user_details.sessionId}{event_type}[ {metadata.pageId}]
      SITE_VPN => {?TunnelIKEPhase1State}{VpnLogDetail}
      CONTACT_FLOW => {?ContactId}{ContactFlowModuleType}[ in {ContactFlowName}][: {Results}]
      THING => {?accountId}{eventType}[ {topicName}] by {clientId|principalId}: {status}[, {reason}][, {details}]
      """;

  /// Requests over HTTP. A duration counts only if its name defines the unit.
  static final String REQUESTS =
      """
      HTTP => {?connectionId}{eventType} {routeKey}[ {http.response.status_code}]
      HTTP => [{http.request.method} ]{url.path|http.route|routeKey} {http.response.status_code}\
      [ {responseLatency} ms][ {request_time} s][ {time-taken} s][ {?serviceNetworkArn}{duration} ms]\
      [: {integrationErrorMessage|errorMessage|error.message|error}]
      """;

  /// Events of EventBridge, by their `detail-type`. The last row is for all others.
  ///
  /// @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/events.html">Events of AWS
  ///   services</a>
  static final String EVENTS =
      """
      EC2 Instance State-change Notification => {detail-type}: {detail.instance-id} {detail.state}
      EC2 Spot Instance Interruption Warning => {detail-type}: {detail.instance-id}[ {detail.instance-action}]
      ECS Task State Change => {detail-type}: {detail.group|detail.taskArn~name} {detail.lastStatus}\
      [: {detail.stoppedReason}]
      ECS Container Instance State Change => {detail-type}: {detail.ec2InstanceId} {detail.status}
      ECS Service Action => {detail-type}: {resources.0~name} {detail.eventName}[: {detail.reason}]
      ECS Deployment State Change => {detail-type}: {resources.0~name} {detail.eventName}[: {detail.reason}]
      CodeBuild Build State Change => {detail-type}: {detail.project-name} {detail.build-status}
      CodeBuild Build Phase Change => {detail-type}: {detail.project-name} {detail.completed-phase}\
      [ {detail.completed-phase-status}]
      CodePipeline Pipeline Execution State Change => {detail-type}: {detail.pipeline} {detail.state}
      CodePipeline Stage Execution State Change => {detail-type}: {detail.pipeline} {detail.stage} {detail.state}
      CodePipeline Action Execution State Change => {detail-type}: {detail.pipeline} {detail.stage} {detail.action}\
       {detail.state}
      CodeDeploy Deployment State-change Notification => {detail-type}: {detail.application}\
      [ {detail.deploymentGroup}] {detail.state}
      Step Functions Execution Status Change => {detail-type}: {detail.executionArn~name} {detail.status}\
      [: {detail.error}][: {detail.cause}]
      RDS DB Instance Event => {detail-type}: {detail.SourceIdentifier}: {detail.Message}
      RDS DB Cluster Event => {detail-type}: {detail.SourceIdentifier}: {detail.Message}
      RDS DB Snapshot Event => {detail-type}: {detail.SourceIdentifier}: {detail.Message}
      RDS DB Cluster Snapshot Event => {detail-type}: {detail.SourceIdentifier}: {detail.Message}
      DMS Replication Task State Change => {detail-type}: [{resources.0~name}: ]{detail.detailMessage}
      DMS Replication Instance State Change => {detail-type}: [{resources.0~name}: ]{detail.detailMessage}
      GuardDuty Finding => {detail-type}: {detail.title}[, severity {detail.severity}]
      Inspector2 Finding => {detail-type}: {detail.title}[, severity {detail.severity}]
      Security Hub Findings - Imported => {detail-type}: {detail.findings.0.Title}\
      [, severity {detail.findings.0.Severity.Label}]
      Config Rules Compliance Change => {detail-type}: {detail.configRuleName}[ {detail.resourceType}]\
       {detail.resourceId} {detail.newEvaluationResult.complianceType}
      AWS API Call via CloudTrail => {detail-type}: {detail.eventName} by {detail.userIdentity.arn~name\
      |detail.userIdentity.userName|detail.userIdentity.invokedBy|detail.userIdentity.type}[: {detail.errorCode}]
      AWS Console Sign In via CloudTrail => {detail-type}: {detail.eventName} by {detail.userIdentity.arn~name\
      |detail.userIdentity.userName|detail.userIdentity.type}\
      [: {detail.errorMessage|detail.responseElements.ConsoleLogin}]
      AWS Health Event => {detail-type}: {detail.service} {detail.eventTypeCode}[ {detail.statusCode}]
      CloudWatch Alarm State Change => {detail-type}: {detail.alarmName} {detail.state.value}\
      [: {detail.state.reason}]
      EC2 Instance Launch Successful => {detail-type}: {detail.AutoScalingGroupName} {detail.EC2InstanceId}
      EC2 Instance Terminate Successful => {detail-type}: {detail.AutoScalingGroupName} {detail.EC2InstanceId}
      EC2 Instance Launch Unsuccessful => {detail-type}: {detail.AutoScalingGroupName}[: {detail.StatusMessage}]
      ECR Image Action => {detail-type}: {detail.action-type} {detail.repository-name}[:{detail.image-tag}]\
      [ {detail.result}]
      Glue Job State Change => {detail-type}: {detail.jobName} {detail.state}[: {detail.message}]
      Batch Job State Change => {detail-type}: {detail.jobName} {detail.status}[: {detail.statusReason}]
      Object Created => {detail-type}: {detail.bucket.name}/{detail.object.key}[, {detail.object.size} bytes]
      Object Deleted => {detail-type}: {detail.bucket.name}/{detail.object.key}
      * => {detail-type}: {resources.0~name}
      """;

  private SentenceTable() {}
}
