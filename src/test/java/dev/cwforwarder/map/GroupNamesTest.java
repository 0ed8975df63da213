package dev.cwforwarder.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.MarkdownTable;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GroupNamesTest {
  /// The abbreviation of a 32-digit id in the documentation.
  private static final String SHORT_ID = "0123…";

  private static final String ID = "0123456789abcdef0123456789abcdef";

  static List<List<String>> examples() {
    return MarkdownTable.of("docs/mapping.md", "log group").rows();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void documentedExamplesHaveTheirAttributes(List<String> row) {
    AttributesBuilder expected =
        Attributes.builder().put(ResourceKeys.SERVICE_NAME, code(row, 2).getFirst());
    for (String attribute : code(row, 3)) {
      int equals = attribute.indexOf('=');
      expected.put(attribute.substring(0, equals), attribute.substring(equals + 1));
    }

    assertThat(describe(code(row, 0).getFirst(), code(row, 1).getFirst()))
        .isEqualTo(expected.build());
  }

  @Test
  void everyPrefixHasAnExampleWithItsSource() {
    for (ServiceGroups.Form form : ServiceGroups.FORMS) {
      assertThat(examples())
          .as("%s", form)
          .anyMatch(
              row ->
                  code(row, 0).getFirst().startsWith(form.prefix())
                      && row.getLast().startsWith("[AWS](https://"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/aws/lambda/us-gov-west-1.auth, auth, auth",
    "/aws/lambda/us-east-1., us-east-1., us-east-1.",
    "/aws/lambda/v1.auth, v1.auth, v1.auth",
    "/aws/lambda/us-east-1-auth, us-east-1-auth, us-east-1-auth",
    "/aws/lambda/web, web, web",
    "/aws/lambda/web/, web/, web/",
    "/aws/lambda/web/.local, .local, .local",
    "/aws/lambda/team/orders, team/orders, team/orders",
    "/aws/lambda/cwsyn-checkout, cwsyn-checkout, cwsyn-checkout",
    "/aws/lambda/cwsyn--12345678-90ab-cdef-1234-567890abcdef,"
        + " cwsyn--12345678-90ab-cdef-1234-567890abcdef,"
        + " cwsyn--12345678-90ab-cdef-1234-567890abcdef"
  })
  void prefixesAndSuffixesOfManagedFunctionsAreNotTheirNames(
      String group, String function, String service) {
    Attributes attributes = describe(group, "s");

    assertThat(attributes.get(ResourceKeys.FAAS_NAME)).isEqualTo(function);
    assertThat(attributes.get(ResourceKeys.SERVICE_NAME)).isEqualTo(service);
  }

  @ParameterizedTest
  @CsvSource({
    "orders, orders",
    "/a/b/, b",
    "/, /",
    "//, //",
    "'', ''",
    "/aws/, aws",
    "/aws/eks/, eks",
    "/aws/eks/prod, prod",
    "/aws/eks/prod/other, other",
    "/aws/containerinsights/prod, prod",
    "/aws/rds/instance, instance",
    "/aws/rds/proxy/p, p",
    "/aws/rds/instance//error, error",
    "/aws/batch/job, job",
    "/aws/batch/other, other",
    "/aws/elasticbeanstalk/, elasticbeanstalk",
    "/aws/vendedlogs/states/-Logs, -Logs",
    "/aws/vendedlogs/other/x, x",
    "/aws/route53/example.com, example.com",
    "/aws/route53/resolver-logs, route53-resolver",
    "/aws/lambda-insights, lambda-insights",
    "/aws-glue/other/x, x",
    "/aws/glue/jobs/x, glue-jobs",
    "/awsome/vpc/x, x",
    "aws-waf-logs-, aws-waf-logs-",
    "aws-cloudtrail-logs-123456789012-0123, cloudtrail",
    "API-Gateway-Execution-Logs_a1, a1",
    "/aws/docdb/orders/audit, orders",
    "/aws/apigateway/welcome, welcome",
    "/aws/redshift/sales, sales",
    "/aws/amazonmq/broker/b-1, b-1",
    "/aws/bedrock-agentcore/runtimes/bot, bot",
    "sns/eu-central-1/123456789012/app/APNS/shop/Failure, shop",
    "sns/Failure, Failure",
    "airflow-reports-Task, reports",
    "airflow-reports-Scheduler, reports",
    "airflow-reports-WebServer, reports",
    "airflow-reports-Worker, reports",
    "airflow-reports, airflow-reports",
    "airflow--Task, airflow--Task",
    "dms-tasks-, dms-tasks-",
    "/ecs/, ecs"
  })
  void everyGroupHasAService(String group, String service) {
    assertThat(describe(group, "s").get(ResourceKeys.SERVICE_NAME)).isEqualTo(service);
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/0123456789abcdef0123456789abcde",
    "a/b/0123456789abcdef0123456789abcdef0",
    "a/b/0123456789abcdef0123456789abcdeF",
    "b/0123456789abcdef0123456789abcdef",
    "a//0123456789abcdef0123456789abcdef",
    "/b/0123456789abcdef0123456789abcdef",
    "a/b/c/0123456789abcdef0123456789abcdef",
    "eni-0123",
    "0123456789abcdef0123456789abcdef"
  })
  void otherStreamsAddNoAttributes(String stream) {
    assertThat(describe("/team/shop", stream))
        .isEqualTo(Attributes.of(ResourceKeys.SERVICE_NAME, "shop"));
  }

  @ParameterizedTest
  @CsvSource({
    "node-application.var.log.containers.pod_ns_app.log",
    "node-application.var.log.containers.pod_ns-app-1.log",
    "node-application.var.log.containers.pod_ns_app-1",
    "node-application.var.log.containers.a_b_c_d-1.log",
    "node-application.var.log.containers.pod_ns_-1.log"
  })
  void streamWithoutAContainerStillContainsTheNode(String stream) {
    Attributes attributes = describe("/aws/containerinsights/prod/application", stream);

    assertThat(attributes.get(ResourceKeys.K8S_NODE_NAME)).isEqualTo("node");
    assertThat(attributes.get(ResourceKeys.SERVICE_NAME)).isEqualTo("prod");
    assertThat(attributes.asMap()).doesNotContainKey(ResourceKeys.K8S_POD_NAME);
  }

  @Test
  void controlPlaneStreamWithoutAComponentHasTheClusterAsService() {
    assertThat(describe("/aws/eks/prod/cluster", "").get(ResourceKeys.SERVICE_NAME))
        .isEqualTo("prod");
  }

  @ParameterizedTest
  @CsvSource({
    "orders-7d4b9c6f8d-x2v5c, orders",
    "orders-web-54f57cf6bf-lm8bq, orders-web",
    "aws-node-2xk4p, aws-node",
    "postgres-0, postgres",
    "postgres-12, postgres",
    "envoy-proxy, envoy-proxy",
    "orders, orders",
    "x2v5c, x2v5c",
    "-x2v5c, -x2v5c",
    "web3, web3",
    "-3, -3",
    "42, 42"
  })
  void workloadIsDerivedFromThePodsName(String pod, String workload) {
    assertThat(PodName.workload(pod)).isEqualTo(workload);
  }

  @ParameterizedTest
  @CsvSource({
    "1, eu-central-1, arn:aws:rds:eu-central-1:1:db:d",
    "1, cn-north-1, arn:aws-cn:rds:cn-north-1:1:db:d",
    "1, us-gov-west-1, arn:aws-us-gov:rds:us-gov-west-1:1:db:d",
    "1, us-iso-east-1, ''",
    "1, '', ''",
    "'', eu-central-1, ''"
  })
  void arnRequiresAccountRegionAndPartition(String account, String region, String arn) {
    assertThat(GroupNames.arn(new LogSource(account, region, "g", "s"), "rds", "db:d"))
        .isEqualTo(arn);
  }

  private static Attributes describe(String group, String stream) {
    AttributesBuilder attributes = Attributes.builder();
    GroupNames.describe(new LogSource("123456789012", "eu-central-1", group, stream), attributes);
    return attributes.build();
  }

  private static List<String> code(List<String> row, int column) {
    return MarkdownTable.code(row.get(column)).map(code -> code.replace(SHORT_ID, ID)).toList();
  }
}
