package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/// A field of a flow log of a VPC or a Transit Gateway.
///
/// @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html">Available
///   fields</a>
/// @see <a href="https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html">Those of Transit
///   Gateways</a>, with the attributes of the collector's `awslogsencodingextension`
@SuppressWarnings("ImmutableEnumChecker") // AttributeKey is immutable but not annotated as such
enum FlowField {
  VERSION("version", Form.INTEGER, longKey("aws.vpc.flow.log.version")),
  ACCOUNT("account-id", Form.ACCOUNT, Keys.CLOUD_ACCOUNT_ID),
  INTERFACE("interface-id", Form.INTERFACE, Keys.NETWORK_INTERFACE),
  SOURCE("srcaddr", Form.ADDRESS, null),
  DESTINATION("dstaddr", Form.ADDRESS, null),
  SOURCE_PORT("srcport", Form.INTEGER, Keys.SOURCE_PORT),
  DESTINATION_PORT("dstport", Form.INTEGER, Keys.DESTINATION_PORT),
  PROTOCOL("protocol", Form.PROTOCOL, longKey("aws.vpc.flow.protocol")),
  PACKETS("packets", Form.INTEGER, longKey("aws.vpc.flow.packets")),
  BYTES("bytes", Form.INTEGER, longKey("aws.vpc.flow.bytes")),
  START("start", Form.INTEGER, longKey("aws.vpc.flow.start")),
  END("end", Form.INTEGER, longKey("aws.vpc.flow.end")),
  ACTION("action", Form.ACTION, stringKey("aws.vpc.flow.action")),
  STATUS("log-status", Form.STATUS, stringKey("aws.vpc.flow.status")),
  VPC("vpc-id", Form.VPC, stringKey("aws.vpc.id")),
  SUBNET("subnet-id", Form.SUBNET, stringKey("aws.vpc.subnet.id")),
  INSTANCE("instance-id", Form.INSTANCE, Keys.HOST_ID),
  TCP_FLAGS("tcp-flags", Form.INTEGER, longKey("network.tcp.flags")),
  TYPE("type", Form.TYPE, Keys.NETWORK_TYPE),
  PACKET_SOURCE("pkt-srcaddr", Form.ADDRESS, null),
  PACKET_DESTINATION("pkt-dstaddr", Form.ADDRESS, null),
  REGION("region", Form.TEXT, Keys.CLOUD_REGION),
  ZONE("az-id", Form.TEXT, stringKey("aws.az.id")),
  SUBLOCATION_TYPE("sublocation-type", Form.TEXT, stringKey("aws.sublocation.type")),
  SUBLOCATION("sublocation-id", Form.TEXT, stringKey("aws.sublocation.id")),
  SOURCE_SERVICE("pkt-src-aws-service", Form.TEXT, stringKey("aws.vpc.flow.source.service")),
  DESTINATION_SERVICE(
      "pkt-dst-aws-service", Form.TEXT, stringKey("aws.vpc.flow.destination.service")),
  DIRECTION("flow-direction", Form.DIRECTION, Keys.NETWORK_DIRECTION),
  TRAFFIC_PATH("traffic-path", Form.INTEGER, longKey("aws.vpc.flow.traffic_path")),
  REJECT_REASON("reject-reason", Form.TEXT, stringKey("aws.vpc.flow.reject_reason")),
  CLUSTER_ARN("ecs-cluster-arn", Form.TEXT, stringKey("aws.ecs.cluster.arn")),
  CLUSTER_NAME("ecs-cluster-name", Form.TEXT, stringKey("aws.ecs.cluster.name")),
  CONTAINER_INSTANCE_ARN(
      "ecs-container-instance-arn", Form.TEXT, stringKey("aws.ecs.container.instance.arn")),
  CONTAINER_INSTANCE(
      "ecs-container-instance-id", Form.TEXT, stringKey("aws.ecs.container.instance.id")),
  CONTAINER("ecs-container-id", Form.TEXT, stringKey("aws.ecs.container.id")),
  SECOND_CONTAINER("ecs-second-container-id", Form.TEXT, stringKey("aws.ecs.second.container.id")),
  ECS_SERVICE("ecs-service-name", Form.TEXT, stringKey("aws.ecs.service.name")),
  TASK_DEFINITION("ecs-task-definition-arn", Form.TEXT, stringKey("aws.ecs.task.definition.arn")),
  TASK_ARN("ecs-task-arn", Form.TEXT, stringKey("aws.ecs.task.arn")),
  TASK("ecs-task-id", Form.TEXT, stringKey("aws.ecs.task.id")),
  // Fields of Transit Gateways. Those with a name from above replace it.
  TRANSIT_VERSION("version", Form.INTEGER, longKey("aws.tgw.flow.version")),
  TRANSIT_PROTOCOL("protocol", Form.PROTOCOL, longKey("aws.tgw.flow.protocol")),
  TRANSIT_PACKETS("packets", Form.INTEGER, longKey("aws.tgw.flow.packets")),
  TRANSIT_BYTES("bytes", Form.INTEGER, longKey("aws.tgw.flow.bytes")),
  TRANSIT_START("start", Form.INTEGER, longKey("aws.tgw.flow.start")),
  TRANSIT_END("end", Form.INTEGER, longKey("aws.tgw.flow.end")),
  TRANSIT_STATUS("log-status", Form.STATUS, stringKey("aws.tgw.flow.log_status")),
  TRANSIT_TCP_FLAGS("tcp-flags", Form.INTEGER, longKey("aws.tgw.flow.tcp_flags")),
  TRANSIT_SOURCE_SERVICE(
      "pkt-src-aws-service", Form.TEXT, stringKey("aws.tgw.flow.source.service")),
  TRANSIT_DESTINATION_SERVICE(
      "pkt-dst-aws-service", Form.TEXT, stringKey("aws.tgw.flow.destination.service")),
  RESOURCE_TYPE("resource-type", Form.TEXT, stringKey("aws.tgw.resource_type")),
  GATEWAY("tgw-id", Form.TEXT, stringKey("aws.tgw.id")),
  ATTACHMENT("tgw-attachment-id", Form.TEXT, stringKey("aws.tgw.attachment.id")),
  SOURCE_ACCOUNT("tgw-src-vpc-account-id", Form.ACCOUNT, stringKey("aws.tgw.src.vpc.account.id")),
  DESTINATION_ACCOUNT(
      "tgw-dst-vpc-account-id", Form.ACCOUNT, stringKey("aws.tgw.dst.vpc.account.id")),
  SOURCE_VPC("tgw-src-vpc-id", Form.TEXT, stringKey("aws.tgw.src.vpc.id")),
  DESTINATION_VPC("tgw-dst-vpc-id", Form.TEXT, stringKey("aws.tgw.dst.vpc.id")),
  SOURCE_SUBNET("tgw-src-subnet-id", Form.TEXT, stringKey("aws.tgw.src.subnet.id")),
  DESTINATION_SUBNET("tgw-dst-subnet-id", Form.TEXT, stringKey("aws.tgw.dst.subnet.id")),
  SOURCE_INTERFACE("tgw-src-eni", Form.TEXT, stringKey("aws.tgw.src.eni")),
  DESTINATION_INTERFACE("tgw-dst-eni", Form.TEXT, stringKey("aws.tgw.dst.eni")),
  SOURCE_ZONE("tgw-src-az-id", Form.TEXT, stringKey("aws.tgw.src.az.id")),
  DESTINATION_ZONE("tgw-dst-az-id", Form.TEXT, stringKey("aws.tgw.dst.az.id")),
  PAIR_ATTACHMENT("tgw-pair-attachment-id", Form.TEXT, stringKey("aws.tgw.pair.attachment.id")),
  LOST_NO_ROUTE(
      "packets-lost-no-route", Form.INTEGER, longKey("aws.tgw.flow.packets_lost.no_route")),
  LOST_BLACKHOLE(
      "packets-lost-blackhole", Form.INTEGER, longKey("aws.tgw.flow.packets_lost.blackhole")),
  LOST_MTU(
      "packets-lost-mtu-exceeded", Form.INTEGER, longKey("aws.tgw.flow.packets_lost.mtu_exceeded")),
  LOST_TTL(
      "packets-lost-ttl-expired", Form.INTEGER, longKey("aws.tgw.flow.packets_lost.ttl_expired"));

  /// The form of a value. `-` is a valid value of every form.
  enum Form {
    TEXT,
    INTEGER,
    PROTOCOL,
    ACCOUNT,
    ADDRESS,
    INTERFACE,
    VPC,
    SUBNET,
    INSTANCE,
    ACTION,
    STATUS,
    TYPE,
    DIRECTION
  }

  final String fieldName;
  final Form form;
  final @Nullable AttributeKey<?> key;

  FlowField(String fieldName, Form form, @Nullable AttributeKey<?> key) {
    this.fieldName = fieldName;
    this.form = form;
    this.key = key;
  }

  /// Whether the current value may belong to this field.
  boolean matches(LineCursor cursor) {
    if (!cursor.isPresent()) {
      return cursor.to > cursor.from;
    }
    return switch (form) {
      case TEXT -> true;
      case INTEGER, PROTOCOL -> cursor.longValue() >= 0;
      case ACCOUNT ->
          (cursor.to - cursor.from == 12 && cursor.longValue() >= 0) || cursor.is("unknown");
      case ADDRESS -> isAddress(cursor);
      case INTERFACE -> cursor.text.startsWith("eni-", cursor.from);
      case VPC -> cursor.text.startsWith("vpc-", cursor.from);
      case SUBNET -> cursor.text.startsWith("subnet-", cursor.from);
      case INSTANCE -> cursor.text.startsWith("i-", cursor.from);
      case ACTION -> cursor.is("ACCEPT") || cursor.is("REJECT");
      case STATUS -> cursor.is("OK") || cursor.is("NODATA") || cursor.is("SKIPDATA");
      case TYPE -> cursor.is("IPv4") || cursor.is("IPv6") || cursor.is("EFA");
      case DIRECTION -> cursor.is("ingress") || cursor.is("egress");
    };
  }

  /// Whether a value of this form can only belong to this field.
  ///
  /// @param isTransit whether it is of a Transit Gateway, which has an interface on either side
  boolean isSelfIdentifying(boolean isTransit) {
    return switch (form) {
      case INTERFACE, VPC, SUBNET, INSTANCE -> !isTransit;
      case STATUS -> isTransit == (this == TRANSIT_STATUS);
      case ACTION, TYPE, DIRECTION -> true;
      case TEXT, INTEGER, PROTOCOL, ACCOUNT, ADDRESS -> false;
    };
  }

  /// The field with this name; null if there is none.
  ///
  /// @param isTransit whether it is of a Transit Gateway
  static @Nullable FlowField of(LineCursor cursor, boolean isTransit) {
    @Nullable FlowField found = null;
    for (FlowField field : values()) {
      if ((found == null || isTransit) && cursor.is(field.fieldName)) {
        found = field;
      }
    }
    return found;
  }

  private static boolean isAddress(LineCursor cursor) {
    boolean separated = false;
    for (int i = cursor.from; i < cursor.to; i++) {
      char c = cursor.text.charAt(i);
      boolean separator = c == '.' || c == ':';
      separated |= separator;
      if (!separator && Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return separated;
  }
}
