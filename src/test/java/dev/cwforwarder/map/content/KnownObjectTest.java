package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON objects that AWS services write.
final class KnownObjectTest {
  private static final String TRAIL =
      """
      {"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:cli",\
      "arn":"arn:aws:sts::123456789012:assumed-role/admin/cli","accountId":"123456789012",\
      "accessKeyId":"ASIAEXAMPLE","sessionContext":{"sessionIssuer":{"userName":"admin"}}},\
      "eventTime":"2026-11-23T12:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject",\
      "awsRegion":"eu-central-1","sourceIPAddress":"203.0.113.7","userAgent":"aws-cli/2.0",%s\
      "requestID":"EH45WHPCAE9G5SX8","eventID":"5cb53c22-36b5-3ca3-a389-dae3eec919df",\
      "recipientAccountId":"123456789012","tlsDetails":{"tlsVersion":"TLSv1.3",\
      "cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"s3.example"}}\
      """;

  @Test
  void cloudTrailEventIsParsed() {
    String event = TRAIL.formatted("");
    Content content = Parsing.of(event);

    assertThat(content.body()).isEqualTo("GetObject by admin/cli");
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content))
        .contains(
            "eventName=GetObject",
            "userIdentity.type=AssumedRole",
            "rpc.method=GetObject",
            "rpc.service=s3.amazonaws.com",
            "aws.request_id=EH45WHPCAE9G5SX8",
            "source.address=203.0.113.7",
            "user_agent.original=aws-cli/2.0",
            "cloud.region=eu-central-1",
            "cloud.account.id=123456789012",
            "user.name=admin",
            "user.id=AROAEXAMPLE:cli",
            "aws.principal.type=AssumedRole",
            "aws.access_key.id=ASIAEXAMPLE",
            "tls.protocol.version=TLSv1.3",
            "server.address=s3.example");
  }

  @Test
  void errorCodeOfCloudTrailIsAnError() {
    Content content = Parsing.of(TRAIL.formatted("\"errorCode\":\"AccessDenied\","));

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content)).contains("error.type=AccessDenied");
  }

  @ParameterizedTest
  @CsvSource({"Failure, WARN", "Success, INFO"})
  void failedSignInIsAWarning(String outcome, String severity) {
    Content content =
        Parsing.of(TRAIL.formatted("\"responseElements\":{\"ConsoleLogin\":\"" + outcome + "\"},"));

    assertThat(content.severityText()).isEqualTo(severity);
  }

  @ParameterizedTest
  @CsvSource({"BLOCK, WARN", "ALLOW, INFO", "CAPTCHA, WARN", "COUNT, INFO"})
  void wafLogIsParsed(String action, String severity) {
    Content content =
        Parsing.of(
            """
            {"timestamp":1576280412771,"formatVersion":1,\
            "webaclId":"arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/shop/1ab2",\
            "terminatingRuleId":"sqli","terminatingRuleType":"REGULAR","action":"%s",\
            "httpSourceName":"ALB","httpSourceId":"123-app/web/1","httpRequest":{\
            "clientIp":"1.1.1.1","country":"AU","headers":[{"name":"Host","value":"localhost:1989"},\
            {"name":"user-agent","value":"curl/7.61.1"}],"uri":"/foo","args":"a=1",\
            "httpVersion":"HTTP/1.1","httpMethod":"GET","requestId":"rid"},"responseCodeSent":403}\
            """
                .formatted(action));

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(Parsing.attributes(content))
        .contains(
            "client.address=1.1.1.1",
            "geo.country.iso_code=AU",
            "http.request.method=GET",
            "url.path=/foo",
            "url.query=a=1",
            "network.protocol.version=1.1",
            "server.address=localhost:1989",
            "user_agent.original=curl/7.61.1",
            "http.response.status_code=403",
            "aws.request_id=rid",
            "aws.waf.action=" + action,
            "aws.waf.web_acl.name=shop",
            "aws.waf.terminating_rule.id=sqli");
  }

  @ParameterizedTest
  @CsvSource({
    "200, ResponseComplete, INFO",
    "404, ResponseComplete, WARN",
    "403, ResponseComplete, WARN",
    "500, ResponseComplete, ERROR",
    "200, Panic, ERROR"
  })
  void kubernetesAuditEventIsParsed(int code, String stage, String severity) {
    Content content =
        Parsing.of(
            """
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Request","auditID":"a-1",\
            "stage":"%s","requestURI":"/api/v1/namespaces/shop/pods/cart?timeout=5s","verb":"get",\
            "user":{"username":"system:node:n1","groups":["system:nodes"]},"sourceIPs":["10.0.0.9"],\
            "userAgent":"kubelet/v1.31","objectRef":{"resource":"pods","namespace":"shop",\
            "name":"cart","apiVersion":"v1"},"responseStatus":{"metadata":{},"code":%d,\
            "reason":"NotFound"}}\
            """
                .formatted(stage, code));

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(Parsing.attributes(content))
        .contains(
            "level=Request",
            "k8s.audit.verb=get",
            "user.name=system:node:n1",
            "client.address=10.0.0.9",
            "user_agent.original=kubelet/v1.31",
            "http.response.status_code=" + code,
            "k8s.namespace.name=shop",
            "k8s.object.resource=pods",
            "k8s.pod.name=cart",
            "url.path=/api/v1/namespaces/shop/pods/cart",
            "url.query=timeout=5s");
  }

  @ParameterizedTest
  @CsvSource({
    "NOERROR, ALLOW, INFO",
    "NXDOMAIN, ALLOW, WARN",
    "SERVFAIL, ALLOW, WARN",
    "NOERROR, BLOCK, WARN",
    "NOERROR, ALERT, WARN"
  })
  void resolverQueryIsParsed(String code, String action, String severity) {
    Content content =
        Parsing.of(
            """
            {"srcaddr":"4.5.64.102","vpc_id":"vpc-7example","answers":[{"Rdata":"203.0.113.9",\
            "Type":"PTR","Class":"IN"}],"firewall_rule_action":"%s",\
            "query_name":"15.3.4.32.in-addr.arpa.","query_class":"IN",\
            "srcids":{"instance":"i-0d15cd0d3example"},"rcode":"%s","query_type":"PTR",\
            "transport":"UDP","version":"1.100000","account_id":"111122223333","srcport":"56067",\
            "query_timestamp":"2021-02-04T17:51:55Z","region":"us-east-1"}\
            """
                .formatted(action, code));

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(Parsing.attributes(content))
        .contains(
            "dns.question.name=15.3.4.32.in-addr.arpa",
            "dns.question.type=PTR",
            "dns.response_code=" + code,
            "source.address=4.5.64.102",
            "source.port=56067",
            "network.transport=udp",
            "host.id=i-0d15cd0d3example",
            "query_name=15.3.4.32.in-addr.arpa.");
  }

  @Test
  void publicZoneQueryIsParsed() {
    Content content =
        Parsing.of(
            "1.0 2017-12-13T08:16:02.130Z Z123412341234 example.com A NXDOMAIN UDP FRA6 192.168.1.1"
                + " -");

    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(Parsing.attributes(content))
        .containsExactlyInAnyOrder(
            "aws.route53.hosted_zone.id=Z123412341234",
            "dns.question.name=example.com",
            "dns.question.type=A",
            "dns.response_code=NXDOMAIN",
            "network.transport=udp",
            "aws.route53.edge_location=FRA6",
            "client.address=192.168.1.1");
  }

  @ParameterizedTest
  @CsvSource({
    "TaskStateEntered, INFO",
    "TaskFailed, ERROR",
    "LambdaFunctionTimedOut, ERROR",
    "ExecutionAborted, ERROR"
  })
  void stepFunctionsHistoryIsParsed(String type, String severity) {
    Content content =
        Parsing.of(
            """
            {"id":"2","type":"%s","details":{"name":"Charge","error":"States.Timeout"},\
            "previous_event_id":"0","event_timestamp":"1795435200000",\
            "execution_arn":"arn:aws:states:eu-central-1:123456789012:express:Checkout:e-1:u-2"}\
            """
                .formatted(type));

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(Parsing.attributes(content))
        .contains(
            "aws.step_functions.state_machine.arn=arn:aws:states:eu-central-1:123456789012:stateMachine:Checkout",
            "aws.step_functions.event.type=" + type,
            "aws.step_functions.state.name=Charge",
            "error.type=States.Timeout");
  }

  @Test
  void embeddedMetricsRemainAttributes() {
    Content content =
        Parsing.of(
            """
            {"_aws":{"Timestamp":1574109732004,"CloudWatchMetrics":[{"Namespace":"shop",\
            "Dimensions":[["service"]],"Metrics":[{"Name":"latency","Unit":"Milliseconds"}]}]},\
            "service":"cart","latency":100}\
            """);

    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content))
        .contains("service=cart", "latency=100", "aws.cloudwatch.metric.namespace=shop");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ERROR | {"detail-type":"ECS Service Action","source":"aws.ecs","detail":{"eventType":"ERROR"}}
          WARN | {"detail-type":"ECS Service Action","source":"aws.ecs","detail":{"eventType":"WARN"}}
          INFO | {"detail-type":"ECS Service Action","source":"aws.ecs","detail":{"eventType":"INFO"}}
          ERROR | {"detail-type":"CodeBuild Build State Change","source":"aws.codebuild","detail":{"build-status":"FAILED"}}
          ERROR | {"detail-type":"CodeDeploy Deployment State-change Notification","source":"aws.codedeploy","detail":{"state":"FAILURE"}}
          ERROR | {"detail-type":"Batch Job State Change","source":"aws.batch","detail":{"status":"FAILED"}}
          ERROR | {"detail-type":"Glue Job State Change","source":"aws.glue","detail":{"state":"TIMEOUT","severity":"ERROR"}}
          ERROR | {"detail-type":"Step Functions Execution Status Change","source":"aws.states","detail":{"status":"TIMED_OUT"}}
          ERROR | {"detail-type":"AWS API Call via CloudTrail","source":"aws.s3","detail":{"errorCode":"AccessDenied"}}
          ERROR | {"detail-type":"EC2 Instance Launch Unsuccessful","source":"aws.autoscaling","detail":{}}
          ERROR | {"detail-type":"CodeBuild Build Phase Change","source":"aws.codebuild","detail":{"completed-phase-status":"FAILED"}}
          WARN | {"detail-type":"AWS Console Sign In via CloudTrail","source":"aws.signin","detail":{"responseElements":{"ConsoleLogin":"Failure"}}}
            | {"detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","detail":{"state":"running"}}
          ERROR | {"notification":{"messageId":"m"},"delivery":{"deliveryId":"d","statusCode":403},"status":"FAILURE"}
          INFO | {"notification":{"messageId":"m"},"delivery":{"deliveryId":"d","statusCode":200},"status":"SUCCESS"}
          WARN | {"eventType":"Bounce","mail":{"messageId":"m","source":"shop@example.com"}}
          ERROR | {"eventType":"Rendering Failure","mail":{"messageId":"m","source":"shop@example.com"}}
          INFO | {"notificationType":"Delivery","mail":{"messageId":"m","source":"shop@example.com"}}
          ERROR | {"eventType":"Reject","mail":{"messageId":"m","source":"shop@example.com"}}
          WARN | {"notificationType":"Complaint","mail":{"messageId":"m","source":"shop@example.com"}}
          WARN | {"eventType":"DeliveryDelay","mail":{"messageId":"m","source":"shop@example.com"}}
          ERROR | {"schemaType":"ModelInvocationLog","modelId":"amazon.nova-lite-v1:0","errorCode":"ThrottlingException"}
          INFO | {"schemaType":"ModelInvocationLog","modelId":"amazon.nova-lite-v1:0"}
          ERROR | {"deliveryStreamARN":"arn:aws:firehose:x","message":"Access was denied.","errorCode":"S3.AccessDenied"}
          ERROR | {"activity-type":"ERROR","resource-arn":"arn:aws:transfer:x","message":"Access denied"}
          WARN | {"activity-type":"AUTH_FAILURE","resource-arn":"arn:aws:transfer:x","message":"invalid user"}
          WARN | {"activity-type":"CONNECTION_REJECTED","resource-arn":"arn:aws:transfer:x"}
          WARN | {"activity-type":"TLS_RESUME_FAILURE","resource-arn":"arn:aws:transfer:x"}
          INFO | {"activity-type":"OPEN","resource-arn":"arn:aws:transfer:x","path":"/x"}
          WARN | {"connection-log-type":"connection-attempt","client-vpn-endpoint-id":"cvpn-1","connection-attempt-status":"failed"}
          INFO | {"connection-log-type":"connection-reset","client-vpn-endpoint-id":"cvpn-1","connection-attempt-status":"NA"}
          WARN | {"audit_category":"MISSING_PRIVILEGES","audit_format_version":4}
          WARN | {"audit_category":"FAILED_LOGIN","audit_format_version":4}
          WARN | {"audit_category":"BAD_HEADERS","audit_format_version":4}
          WARN | {"audit_category":"SSL_EXCEPTION","audit_format_version":4}
          INFO | {"audit_category":"GRANTED_PRIVILEGES","audit_format_version":4}
          WARN | {"atype":"authenticate","remote_ip":"10.0.3.7:1","param":{"error":18}}
          WARN | {"atype":"authenticate","remote_ip":"10.0.3.7:1","param":{"success":false}}
          INFO | {"atype":"authenticate","remote_ip":"10.0.3.7:1","param":{"error":0,"success":true}}
          INFO | {"op":"query","ns":"shop.orders","millis":107}
          INFO | {"CacheClusterId":"c","Duration (us)":7,"Command":"KEYS *"}
          ERROR | {"requestResponseMetadata":{"requestId":"r","responseStatusCode":500},"queryStats":{"query":"g.V()"}}
          INFO | {"requestResponseMetadata":{"requestId":"r","responseStatusCode":200},"queryStats":{"query":"g.V()"}}
          ERROR | {"principalId":"p","accountId":"1","logLevel":"ERROR","eventType":"Connect","status":"Failure"}
          ERROR | {"event_type":"com.amazon.rum.js_error_event","event_details":{"type":"TypeError"}}
          WARN | {"event_type":"com.amazon.rum.http_event","event_details":{"response":{"status":404}}}
          INFO | {"event_type":"com.amazon.rum.page_view_event","event_details":{"pageId":"/cart"}}
          """)
  void severityFollowsFromTheOutcomeThatTheServiceStates(@Nullable String severity, String object) {
    assertThat(Parsing.of(object).severityText()).as(object).isEqualTo(severity);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"CacheClusterId":"c","Duration (us)":7,"Command":"KEYS *","ClientAddress":"10.0.3.7:1"} | db.query.text=KEYS *; client.address=10.0.3.7; client.port=1
          {"op":"query","ns":"shop.orders.old","millis":7,"nreturned":3,"user":"jane","client":"10.0.3.7:1"} | db.namespace=shop; db.collection.name=orders.old; db.query.duration_ms=7.0; db.response.returned_rows=3; user.name=jane; client.address=10.0.3.7; client.port=1
          {"atype":"dropCollection","remote_ip":"10.0.3.7:1","user":"jane","param":{"db":"shop"}} | db.namespace=shop; user.name=jane; client.address=10.0.3.7; client.port=1
          {"principalId":"p","accountId":"1","logLevel":"INFO","eventType":"Connect","status":"Success","sourceIp":"203.0.113.7","sourcePort":7} | client.address=203.0.113.7; client.port=7
          {"detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","account":"123456789012","region":"eu-central-1"} | cloud.account.id=123456789012; cloud.region=eu-central-1
          {"notification":{"messageId":"m","topicArn":"arn:aws:sns:x"},"delivery":{"deliveryId":"d"},"status":"SUCCESS"} | aws.sns.topic.arn=arn:aws:sns:x; messaging.message.id=m
          {"schemaType":"ModelInvocationLog","modelId":"amazon.nova-lite-v1:0","operation":"Converse","requestId":"r","accountId":"123456789012","region":"eu-central-1","identity":{"arn":"arn:aws:iam::x"},"input":{"inputTokenCount":12},"output":{"outputTokenCount":30}} | gen_ai.request.model=amazon.nova-lite-v1:0; gen_ai.usage.input_tokens=12; gen_ai.usage.output_tokens=30; rpc.method=Converse; aws.request_id=r; aws.principal.arn=arn:aws:iam::x; cloud.account.id=123456789012; cloud.region=eu-central-1
          {"schemaType":"ModelInvocationLog","modelId":"m","errorCode":"ThrottlingException"} | error.type=ThrottlingException
          {"deliveryStreamARN":"arn:aws:firehose:x","errorCode":"S3.AccessDenied"} | error.type=S3.AccessDenied
          {"activity-type":"CLOSE","resource-arn":"arn:aws:transfer:x","source-ip":"203.0.113.7","user":"jane","path":"/inbox/x.csv"} | client.address=203.0.113.7; user.name=jane; file.path=/inbox/x.csv
          {"connection-log-type":"connection-attempt","client-vpn-endpoint-id":"cvpn-1","transport-protocol":"UDP","username":"jane","device-ip":"203.0.113.7","port":"51234"} | client.address=203.0.113.7; client.port=51234; network.transport=udp; user.name=jane
          {"audit_category":"FAILED_LOGIN","audit_format_version":4,"audit_request_effective_user":"jane","audit_rest_request_method":"GET","audit_rest_request_path":"/_cat","audit_request_remote_address":"10.0.3.7:1"} | user.name=jane; http.request.method=GET; url.path=/_cat; client.address=10.0.3.7
          {"requestResponseMetadata":{"requestId":"r","responseStatusCode":500},"queryStats":{"query":"g.V()"}} | aws.request_id=r; http.response.status_code=500; db.query.text=g.V()
          {"event_type":"com.amazon.rum.js_error_event","user_details":{"sessionId":"s","userId":"u"},"event_details":{"type":"TypeError","message":"m","stack":"at x"}} | exception.type=TypeError; exception.message=m; exception.stacktrace=at x; error.type=TypeError; session.id=s; user.id=u
          {"event_type":"com.amazon.rum.http_event","metadata":{"browserName":"Firefox","countryCode":"DE"},"event_details":{"request":{"method":"GET","url":"https://shop.example/cart"},"response":{"status":404}}} | http.request.method=GET; http.response.status_code=404; url.path=/cart; user_agent.name=Firefox; geo.country.iso_code=DE
          {"firewall_name":"f","event":{"event_type":"alert","src_ip":"10.0.3.7","app_proto":"tls","tls":{"sni":"shop.example"}}} | server.address=shop.example; network.protocol.name=tls
          """)
  void fieldsHaveTheNamesOfTheConventions(String object, String attributes) {
    assertThat(Parsing.attributes(Parsing.of(object))).contains(attributes.split("; ", -1));
  }

  /// An API whose access log has a principal, and events of applications.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"principalId\":\"jane\",\"httpMethod\":\"GET\",\"path\":\"/x\",\"status\":502}",
        "{\"event_type\":\"login\",\"method\":\"GET\",\"path\":\"/x\",\"status\":502}"
      })
  void requestWithAFieldOfAKnownKindIsStillARequest(String object) {
    Content content = Parsing.of(object);

    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content)).contains("http.response.status_code=502");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventSource\":\"aws:s3\",\"eventName\":\"x\",\"eventVersion\":\"2\"}",
        "{\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"x\"}",
        "{\"eventSource\":7,\"eventName\":\"x\",\"eventVersion\":\"2\"}",
        "{\"webaclId\":\"x\",\"action\":\"BLOCK\"}",
        "{\"auditID\":\"x\",\"apiVersion\":\"v1\",\"kind\":\"Event\"}",
        "{\"query_name\":\"orders by id\",\"rows\":7}",
        "{\"execution_arn\":\"x\"}",
        "{\"detail-type\":\"Payment\",\"source\":\"com.acme\",\"detail\":{\"status\":\"FAILED\"}}",
        "{\"event_type\":\"login\",\"user\":\"jane\"}",
        "{\"ns\":\"shop\",\"op\":\"query\"}",
        "{\"schemaType\":\"order\",\"modelId\":\"x\"}",
        "{\"activity-type\":\"ERROR\",\"user\":\"jane\"}"
      })
  void otherObjectsHaveOnlyTheirFields(String object) {
    Content content = Parsing.of(object);

    assertThat(content.severityText()).isNull();
    assertThat(Parsing.attributes(content)).hasSize(object.split(",", -1).length);
  }
}
