package dev.cwforwarder.map.content.sources;

/// What the fields of further kinds of [KnownObject] become, in the language of [ObjectForm].
///
/// @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/events.html">EventBridge:
///   events of AWS services</a>
/// @see <a
///   href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">
///   SES: event data</a>
/// @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html">SNS: delivery
///   status</a>
/// @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/cwl-format.html">IoT Core:
///   log entries</a>
/// @see <a
///   href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html">
///   Bedrock: model invocation logging</a>
/// @see <a href="https://docs.aws.amazon.com/transfer/latest/userguide/cw-structure-logs.html">
///   Transfer Family: log structure</a>
/// @see <a href="https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/connection-logging.html">
///   Client VPN: connection logging</a>
/// @see <a
///   href="https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html">
///   OpenSearch Service: audit logs</a>
/// @see <a href="https://docs.aws.amazon.com/documentdb/latest/developerguide/profiling.html">
///   DocumentDB: profiling</a>
/// @see <a href="https://docs.aws.amazon.com/neptune/latest/userguide/slow-query-logs.html">
///   Neptune: slow-query logs</a>
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-RUM-datacollected.html">
///   CloudWatch RUM: events</a>
final class ServiceTable {
  static final String ROWS =
      """
      EVENT if source=aws.*
        cloud.account.id = account
        cloud.region = region
        severity = ERROR if detail.eventType=ERROR
        severity = WARN if detail.eventType=WARN
        severity = INFO if detail.eventType=INFO
        severity = ERROR if source=aws.glue, detail.severity=ERROR
        severity = ERROR if detail.errorCode
        severity = WARN if detail.responseElements.ConsoleLogin=Failure
        severity = ERROR if detail-type=*Unsuccessful
        severity = ERROR if detail.build-status=FAILED
        severity = ERROR if detail.completed-phase-status=FAILED
        severity = ERROR if detail.state=FAIL*
        severity = ERROR if detail.status=FAILED
        severity = ERROR if detail.status=TIMED_OUT
      MAIL if mail.source
        severity = ERROR if eventType=Reject
        severity = ERROR if eventType=Rendering Failure
        severity = WARN if eventType=Bounce
        severity = WARN if eventType=Complaint
        severity = WARN if eventType=DeliveryDelay
        severity = WARN if notificationType=Bounce
        severity = WARN if notificationType=Complaint
        severity = INFO
      NOTIFICATION if delivery.deliveryId, status=*
        aws.sns.topic.arn = notification.topicArn
        messaging.message.id = notification.messageId
        severity = ERROR if status=FAILURE
        severity = INFO
      CACHE if Command, Duration (us)
        db.query.text = Command
        client.address = client(ClientAddress)
        severity = INFO
      THING if accountId, eventType=*, status=*, logLevel=*
        client.address = sourceIp
        client.port:long = sourcePort
      MODEL_INVOCATION if schemaType=ModelInvocationLog, modelId=*
        gen_ai.request.model = modelId
        gen_ai.usage.input_tokens:long = input.inputTokenCount
        gen_ai.usage.output_tokens:long = output.outputTokenCount
        rpc.method = operation
        error.type = errorCode
        aws.request_id = requestId
        aws.principal.arn = identity.arn
        cloud.account.id = accountId
        cloud.region = region
        severity = ERROR if errorCode
        severity = INFO
      DELIVERY_STREAM if deliveryStreamARN=arn:*, errorCode
        error.type = errorCode
        severity = ERROR
      TRANSFER if activity-type=*, resource-arn=arn:*
        client.address = source-ip
        user.name = user
        file.path = path
        severity = ERROR if activity-type=ERROR
        severity = WARN if activity-type=AUTH_FAILURE
        severity = WARN if activity-type=CONNECTION_REJECTED
        severity = WARN if activity-type=TLS_RESUME_FAILURE
        severity = INFO
      CLIENT_VPN if client-vpn-endpoint-id=*
        client.address = device-ip
        client.port:long = port
        network.transport = lower(transport-protocol)
        user.name = username if username!=NA
        severity = WARN if connection-attempt-status=failed
        severity = INFO
      SEARCH_AUDIT if audit_category=*, audit_format_version
        user.name = audit_request_effective_user
        http.request.method = audit_rest_request_method
        client.address = client(audit_request_remote_address)
        url.path = target(audit_rest_request_path)
        severity = WARN if audit_category=FAILED_LOGIN
        severity = WARN if audit_category=MISSING_PRIVILEGES
        severity = WARN if audit_category=BAD_HEADERS
        severity = WARN if audit_category=SSL_EXCEPTION
        severity = INFO
      DOCUMENT_AUDIT if atype=*, remote_ip=*
        user.name = user
        db.namespace = param.db
        client.address = client(remote_ip)
        severity = WARN if param.success=false
        severity = WARN if param.error>=1
        severity = INFO
      DOCUMENT_PROFILE if op=*, ns=*, millis
        user.name = user
        db.response.returned_rows:long = nreturned
        db.query.duration_ms:double = millis
        client.address = client(client)
        db.namespace = collection(ns)
        severity = INFO
      GRAPH_QUERY if queryStats.query=*
        aws.request_id = requestResponseMetadata.requestId
        http.response.status_code:long = requestResponseMetadata.responseStatusCode
        db.query.text = queryStats.query
        severity = status(requestResponseMetadata.responseStatusCode)
        severity = INFO
      BROWSER_EVENT if event_type=com.amazon.rum.*
        session.id = user_details.sessionId
        user.id = user_details.userId
        user_agent.name = metadata.browserName
        geo.country.iso_code = metadata.countryCode
        http.request.method = event_details.request.method
        http.response.status_code:long = event_details.response.status
        url.path = target(event_details.request.url)
        exception.type = event_details.type if event_type=*.js_error_event
        exception.message = event_details.message if event_type=*.js_error_event
        exception.stacktrace = event_details.stack if event_type=*.js_error_event
        error.type = event_details.type if event_type=*.js_error_event
        severity = ERROR if event_type=*.js_error_event
        severity = status(event_details.response.status)
        severity = INFO
      """;

  private ServiceTable() {}
}
