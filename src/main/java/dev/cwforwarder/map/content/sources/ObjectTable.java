package dev.cwforwarder.map.content.sources;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the fields of known kinds of objects become, in the language of [ObjectForm]. A kind starts
/// with what its objects have; its rows are indented.
final class ObjectTable {
  /// Kinds of [KnownObject]. [ServiceTable] has the others, [PlatformTable] the types of Lambda's
  /// events.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html">
  ///   CloudTrail: record contents</a>
  /// @see <a href="https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html">WAF:
  ///   log fields</a>
  /// @see <a href="https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/">Kubernetes:
  ///   audit events</a>
  /// @see <a
  ///   href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html">
  ///   Route 53 Resolver: values in query logs</a>
  /// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html">Step
  ///   Functions: logging to CloudWatch Logs</a>
  /// @see <a
  ///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
  ///   CloudWatch: embedded metric format</a>
  /// @see <a href="https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html">AppSync:
  ///   monitoring and logging</a>
  /// @see <a
  ///   href="https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging-contents.html">
  ///   Network Firewall, whose events are those of Suricata: contents of a log</a>
  static final String ROWS =
      """
      CLOUD_TRAIL if eventSource=*.amazonaws.com, eventName, eventVersion
        rpc.method = eventName
        rpc.service = eventSource
        aws.request_id = requestID
        error.type = errorCode
        source.address = sourceIPAddress
        user_agent.original = userAgent
        cloud.region = awsRegion
        cloud.account.id = recipientAccountId
        user.name = userIdentity.userName userIdentity.sessionContext.sessionIssuer.userName
        user.id = userIdentity.principalId
        aws.principal.arn = userIdentity.arn
        aws.principal.type = userIdentity.type
        aws.access_key.id = userIdentity.accessKeyId
        aws.cloudtrail.event_id = eventID
        server.address = tlsDetails.clientProvidedHostHeader
        tls.protocol.version = tlsDetails.tlsVersion
        tls.cipher = tlsDetails.cipherSuite
        severity = ERROR if errorCode
        severity = WARN if responseElements.ConsoleLogin=Failure
        severity = INFO
      FIREWALL if action=*, webaclId=*, httpRequest.clientIp
        client.address = httpRequest.clientIp
        http.request.method = httpRequest.httpMethod
        url.path = httpRequest.uri
        url.query = httpRequest.args
        url.scheme = httpRequest.scheme
        server.address = httpRequest.host
        aws.request_id = httpRequest.requestId
        geo.country.iso_code = httpRequest.country
        http.response.status_code:long = responseCodeSent
        cloud.resource_id = webaclId
        aws.waf.action = action
        aws.waf.terminating_rule.id = terminatingRuleId
        aws.waf.terminating_rule.type = terminatingRuleType
        aws.waf.source.name = httpSourceName
        aws.waf.source.id = httpSourceId
        network.protocol.version = protocol(httpRequest.httpVersion)
        aws.waf.web_acl.name = acl(webaclId)
        server.address = header(httpRequest.headers.Host)
        user_agent.original = header(httpRequest.headers.User-Agent)
        severity = WARN if action=BLOCK
        severity = WARN if action=CAPTCHA
        severity = WARN if action=CHALLENGE
        severity = INFO
      CLUSTER_AUDIT if apiVersion=audit.k8s.io/*
        k8s.audit.verb = verb
        k8s.audit.stage = stage
        k8s.audit.reason = responseStatus.reason
        user.name = user.username
        client.address = sourceIPs.0
        user_agent.original = userAgent
        http.response.status_code:long = responseStatus.code
        k8s.namespace.name = objectRef.namespace
        k8s.object.resource = objectRef.resource
        k8s.object.subresource = objectRef.subresource
        k8s.object.name = objectRef.name
        url.path = target(requestURI)
        k8s.pod.name = objectRef.name if objectRef.resource=pods
        k8s.node.name = objectRef.name if objectRef.resource=nodes
        k8s.deployment.name = objectRef.name if objectRef.resource=deployments
        k8s.replicaset.name = objectRef.name if objectRef.resource=replicasets
        k8s.daemonset.name = objectRef.name if objectRef.resource=daemonsets
        k8s.statefulset.name = objectRef.name if objectRef.resource=statefulsets
        k8s.job.name = objectRef.name if objectRef.resource=jobs
        k8s.cronjob.name = objectRef.name if objectRef.resource=cronjobs
        error.type = responseStatus.reason if responseStatus.code>=400
        severity = ERROR if stage=Panic
        severity = status(responseStatus.code)
        severity = INFO
      RESOLVER if query_name=*, rcode=*
        dns.question.type = query_type
        dns.response_code = rcode
        source.address = srcaddr
        source.port:long = srcport
        aws.vpc.id = vpc_id
        host.id = srcids.instance
        cloud.account.id = account_id
        cloud.region = region
        dns.question.name = domain(query_name)
        network.transport = lower(transport)
        severity = WARN if rcode!=NOERROR
        severity = WARN if firewall_rule_action=BLOCK
        severity = WARN if firewall_rule_action=ALERT
        severity = INFO
      STATES if execution_arn=*, type=*
        aws.step_functions.execution.arn = execution_arn
        aws.step_functions.event.type = type
        aws.step_functions.state.name = details.name
        error.type = details.error
        aws.step_functions.state_machine.arn = machine(execution_arn)
        severity = ERROR if type=*Failed
        severity = ERROR if type=*TimedOut
        severity = ERROR if type=*Aborted
        severity = INFO
      METRICS if _aws.CloudWatchMetrics.0.Namespace=*
        aws.cloudwatch.metric.namespace = _aws.CloudWatchMetrics.0.Namespace
        severity = INFO
      INSIGHTS if CloudWatchMetrics.0.Namespace=*
        aws.cloudwatch.metric.namespace = CloudWatchMetrics.0.Namespace
        severity = INFO
      APP_SYNC if graphQLAPIId=*, logType=*
        aws.request_id = requestId
        http.response.status_code:long = statusCode
        aws.appsync.api.id = graphQLAPIId
        aws.appsync.log.type = logType
        severity = status(statusCode)
        severity = ERROR if fieldInError=true
        severity = INFO
      NETWORK_FIREWALL if event.event_type, event.src_ip
        source.address = event.src_ip
        source.port:long = event.src_port
        destination.address = event.dest_ip
        destination.port:long = event.dest_port
        aws.network_firewall.name = firewall_name
        aws.network_firewall.event.type = event.event_type
        aws.network_firewall.action = event.alert.action
        server.address = event.tls.sni event.http.hostname event.sni
        http.request.method = event.http.http_method
        user_agent.original = event.http.http_user_agent
        url.path = target(event.http.url)
        network.transport = lower(event.proto)
        network.protocol.name = lower(event.app_proto) if event.app_proto!=unknown, event.app_proto!=failed
        severity = WARN if event.alert.action=blocked
        severity = WARN if event.tls_error.error_message
        severity = INFO
      """;

  private static final Map<String, ObjectForm> FORMS =
      forms(ROWS + ServiceTable.ROWS + PlatformTable.ROWS);

  private ObjectTable() {}

  /// The rows of a kind; null for a kind whose fields say enough.
  static @Nullable ObjectForm of(String kind) {
    return FORMS.get(kind);
  }

  /// @throws IllegalArgumentException with the row, if one is malformed
  static Map<String, ObjectForm> forms(String rows) {
    Map<String, ObjectForm> forms = new HashMap<>();
    List<ObjectForm> current = new ArrayList<>();
    TableRows.forEach(
        rows,
        row -> {
          if (!row.startsWith(" ")) {
            current.clear();
            for (String kind : ObjectForm.head(row).split(",", 0)) {
              current.add(forms.computeIfAbsent(kind.strip(), _ -> new ObjectForm(row)));
            }
          } else if (current.isEmpty()) {
            throw new IllegalArgumentException("expected a kind in a row before it");
          } else {
            current.forEach(form -> form.add(row.strip()));
          }
        });
    return forms;
  }
}
