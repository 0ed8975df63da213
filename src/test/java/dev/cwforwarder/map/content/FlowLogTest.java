package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.model.LogEvent;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines of VPC flow logs, most of them AWS's examples.
final class FlowLogTest {
  private static final String ACCEPTED =
      "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249"
          + " 1418530010 1418530070 ACCEPT OK";

  @Test
  void defaultFormatIsRecognizedWithoutTheGroupName() {
    Content content = Parsing.of(ACCEPTED);

    assertThat(content.body()).isEqualTo(ACCEPTED);
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content))
        .containsExactly(
            "aws.vpc.flow.log.version=2",
            "cloud.account.id=123456789010",
            "network.interface.name=eni-1235b8ca123456789",
            "source.port=20641",
            "destination.port=22",
            "aws.vpc.flow.protocol=6",
            "network.transport=tcp",
            "aws.vpc.flow.packets=20",
            "aws.vpc.flow.bytes=4249",
            "aws.vpc.flow.start=1418530010",
            "aws.vpc.flow.end=1418530070",
            "aws.vpc.flow.action=ACCEPT",
            "aws.vpc.flow.status=OK",
            "source.address=172.31.16.139",
            "destination.address=172.31.16.21");
    assertThat(content.attributes().get(AttributeKey.longKey("aws.vpc.flow.bytes")))
        .isEqualTo(4249);
  }

  @ParameterizedTest
  @CsvSource({
    "2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 49761 3389 6 20 4249 1418530010"
        + " 1418530070 REJECT OK, WARN",
    "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA, INFO",
    "2 123456789010 eni-11111111aaaaaaaaa - - - - - - - 1431280876 1431280934 - SKIPDATA, WARN",
    "2 123456789010 eni-1235b8ca123456789 2001:db8:1234:a100:8d6e:3477:df66:f105"
        + " 2001:db8:1234:a102:3304:8879:34cf:4071 34892 22 6 54 8855 1477913708 1477913820 ACCEPT"
        + " OK, INFO"
  })
  void rejectedAndSkippedRecordsAreWarnings(String line, String severity) {
    Content content = Parsing.of(line);

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(Parsing.attributes(content)).contains("cloud.account.id=123456789010");
  }

  @Test
  void missingValuesAddNoAttributes() {
    Content content =
        Parsing.of(
            "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA");

    assertThat(Parsing.attributes(content))
        .containsExactly(
            "aws.vpc.flow.log.version=2",
            "cloud.account.id=123456789010",
            "network.interface.name=eni-1235b8ca123456789",
            "aws.vpc.flow.start=1431280876",
            "aws.vpc.flow.end=1431280934",
            "aws.vpc.flow.status=NODATA");
  }

  @Test
  void documentedOrdersAreRecognized() {
    Content flags =
        flow(
            "3 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-01234567890123456"
                + " eni-1235b8ca123456789 123456789010 IPv4 52.213.180.42 10.0.0.62 43416 5001"
                + " 52.213.180.42 10.0.0.62 6 568 8 1566848875 1566848933 ACCEPT 2 OK");
    Content direction =
        flow(
            "5 52.95.128.179 10.0.0.71 80 34210 6 1616729292 1616729349 IPv4 14 15044 123456789012"
                + " vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-0c50d5961bcb2d47b"
                + " eni-1235b8ca123456789 ap-southeast-2 apse2-az3 - - ACCEPT 19 52.95.128.179"
                + " 10.0.0.71 S3 - - ingress OK");

    assertThat(Parsing.attributes(flags))
        .contains(
            "network.tcp.flags=2",
            "aws.vpc.flow.bytes=568",
            "network.type=ipv4",
            "source.port=43416");
    assertThat(Parsing.attributes(direction))
        .contains(
            "aws.vpc.flow.bytes=15044",
            "aws.vpc.flow.source.service=S3",
            "network.io.direction=receive",
            "cloud.region=ap-southeast-2",
            "host.id=i-0c50d5961bcb2d47b");
  }

  @Test
  void packetAddressTakesPrecedenceOverTheInterfaceAddress() {
    Content content = flow("- eni-1235b8ca123456789 10.0.1.5 10.0.0.220 10.0.1.5 203.0.113.5");

    assertThat(Parsing.attributes(content))
        .containsExactlyInAnyOrder(
            "network.interface.name=eni-1235b8ca123456789",
            "source.address=10.0.1.5",
            "destination.address=203.0.113.5",
            "network.peer.address=10.0.0.220");
  }

  @Test
  void headerDefinesTheOrderOfTheNextLines() {
    ContentReader.Batch batch =
        new ContentReader(ContentOptions.DEFAULT).batch(SourceKind.FLOW_LOG);
    Content header = read(batch, "dstaddr srcaddr action bytes");
    Content line = read(batch, "10.0.0.1 10.0.0.2 REJECT 7");

    assertThat(Parsing.attributes(header)).isEmpty();
    assertThat(header.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(line))
        .containsExactlyInAnyOrder(
            "destination.address=10.0.0.1",
            "source.address=10.0.0.2",
            "aws.vpc.flow.action=REJECT",
            "aws.vpc.flow.bytes=7");
    assertThat(line.severityText()).isEqualTo("WARN");
  }

  @Test
  void unknownOrderYieldsTheSelfIdentifyingValues() {
    Content content =
        flow("REJECT 10.0.0.1 eni-1235b8ca123456789 vpc-abcdefab012345678 443 egress");

    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(Parsing.attributes(content))
        .containsExactly(
            "aws.vpc.flow.action=REJECT",
            "network.interface.name=eni-1235b8ca123456789",
            "aws.vpc.id=vpc-abcdefab012345678",
            "network.io.direction=transmit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 123456789010 eni-1235b8ca123456789 were rejected by the firewall today",
        "2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 x 3389 6 20 4249 1418530010"
            + " 1418530070 REJECT OK",
        "3 items of order 4711 were shipped to eni street"
      })
  void otherLinesHaveNoAttributes(String line) {
    Content content = Parsing.of(line);

    assertThat(content.body()).isEqualTo(line);
    assertThat(Parsing.attributes(content)).isEmpty();
    assertThat(content.severityText()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/my/logs, eni-0123456789abcdef0-all, FLOW_LOG",
    "vpc-flow-logs, x, FLOW_LOG",
    "/aws/vpc/flowlogs, x, FLOW_LOG",
    "/aws/rds/instance/db-1/error, db-1, DATABASE_ERROR",
    "/aws/rds/cluster/db/audit, db-1.audit.log.0, DATABASE_AUDIT",
    "/aws/rds/instance/db-1/general, db-1, DATABASE_GENERAL",
    "/aws/rds/instance/db-1/alert, db-1, ORACLE",
    "/aws/rds/instance/db-1/postgresql, db-1, OTHER",
    "API-Gateway-Execution-Logs_a1b2c3/prod, x, API_EXECUTION",
    "/ecs/web, eni-food, OTHER"
  })
  void kindIsDerivedFromTheNames(String group, String stream, SourceKind kind) {
    assertThat(SourceKind.of(group, stream)).isEqualTo(kind);
  }

  private static Content flow(String line) {
    return Parsing.of(SourceKind.FLOW_LOG, line);
  }

  private static Content read(ContentReader.Batch batch, String line) {
    return batch.read(new LogEvent("uid", 0, line));
  }

  @Test
  void allFieldsOfAVersionAreRecognizedInTheDocumentedOrder() {
    String version3 = ACCEPTED + " vpc-1 subnet-1 i-1 3 IPv4 10.0.0.1 10.0.0.2";
    String version4 = version3 + " eu-central-1 euc1-az1 - -";
    String version5 = version4 + " AMAZON S3 egress 8";

    assertThat(List.of(version3, version4, version5))
        .allSatisfy(
            line ->
                assertThat(Parsing.attributes(flow(line)))
                    .contains("aws.vpc.id=vpc-1", "network.peer.address=172.31.16.139"));
    assertThat(Parsing.attributes(flow(version5))).contains("aws.vpc.flow.traffic_path=8");
  }

  @Test
  void linesOfATransitGatewayHaveTheAttributesOfTheCollector() {
    Content content =
        Parsing.of(
            "6 TransitGateway 123456789012 tgw-1 tgw-attach-1 111122223333 444455556666 vpc-1 vpc-2"
                + " subnet-1 subnet-2 eni-1 eni-2 euc1-az1 euc1-az2 tgw-attach-2 10.0.3.7 10.1.3.9"
                + " 51234 443 6 10 840 1765101600 1765101660 OK IPv4 2 0 0 0 3 eu-central-1 ingress"
                + " - S3");

    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content))
        .containsExactly(
            "aws.tgw.flow.version=6",
            "aws.tgw.resource_type=TransitGateway",
            "cloud.account.id=123456789012",
            "aws.tgw.id=tgw-1",
            "aws.tgw.attachment.id=tgw-attach-1",
            "aws.tgw.src.vpc.account.id=111122223333",
            "aws.tgw.dst.vpc.account.id=444455556666",
            "aws.tgw.src.vpc.id=vpc-1",
            "aws.tgw.dst.vpc.id=vpc-2",
            "aws.tgw.src.subnet.id=subnet-1",
            "aws.tgw.dst.subnet.id=subnet-2",
            "aws.tgw.src.eni=eni-1",
            "aws.tgw.dst.eni=eni-2",
            "aws.tgw.src.az.id=euc1-az1",
            "aws.tgw.dst.az.id=euc1-az2",
            "aws.tgw.pair.attachment.id=tgw-attach-2",
            "source.port=51234",
            "destination.port=443",
            "aws.tgw.flow.protocol=6",
            "network.transport=tcp",
            "aws.tgw.flow.packets=10",
            "aws.tgw.flow.bytes=840",
            "aws.tgw.flow.start=1765101600",
            "aws.tgw.flow.end=1765101660",
            "aws.tgw.flow.log_status=OK",
            "network.type=ipv4",
            "aws.tgw.flow.packets_lost.no_route=2",
            "aws.tgw.flow.packets_lost.blackhole=0",
            "aws.tgw.flow.packets_lost.mtu_exceeded=0",
            "aws.tgw.flow.packets_lost.ttl_expired=0",
            "aws.tgw.flow.tcp_flags=3",
            "cloud.region=eu-central-1",
            "network.io.direction=receive",
            "aws.tgw.flow.destination.service=S3",
            "source.address=10.0.3.7",
            "destination.address=10.1.3.9");
  }

  @Test
  void unknownOrderOfATransitGatewayYieldsNoVpc() {
    Content content = flow("tgw-1 tgw-attach-1 vpc-1 vpc-2 eni-1 eni-2 10.0.3.7 SKIPDATA egress");

    assertThat(content.severityText()).isEqualTo("WARN");
    assertThat(Parsing.attributes(content))
        .containsExactly("aws.tgw.flow.log_status=SKIPDATA", "network.io.direction=transmit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6 TransitGateway attachments were deleted by the pipeline today",
        "6 TransitGateway 123456789012 tgw-1 tgw-attach-1 has no route"
      })
  void sentencesAboutATransitGatewayHaveNoAttributes(String line) {
    assertThat(Parsing.attributes(Parsing.of(line))).isEmpty();
    assertThat(Parsing.of(line).severityText()).isNull();
  }
}
