package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/// A field of a VPC flow log, by its name there.
///
/// @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html">Available
///   fields</a>
@SuppressWarnings("ImmutableEnumChecker") // an AttributeKey is immutable, and does not say so
enum FlowField {
  VERSION("version", Form.WHOLE, longKey("aws.vpc.flow.log.version")),
  ACCOUNT("account-id", Form.ACCOUNT, Keys.CLOUD_ACCOUNT_ID),
  INTERFACE("interface-id", Form.INTERFACE, Keys.NETWORK_INTERFACE),
  SOURCE("srcaddr", Form.ADDRESS, null),
  DESTINATION("dstaddr", Form.ADDRESS, null),
  SOURCE_PORT("srcport", Form.WHOLE, Keys.SOURCE_PORT),
  DESTINATION_PORT("dstport", Form.WHOLE, Keys.DESTINATION_PORT),
  PROTOCOL("protocol", Form.WHOLE, longKey("aws.vpc.flow.protocol")),
  PACKETS("packets", Form.WHOLE, longKey("aws.vpc.flow.packets")),
  BYTES("bytes", Form.WHOLE, longKey("aws.vpc.flow.bytes")),
  START("start", Form.WHOLE, longKey("aws.vpc.flow.start")),
  END("end", Form.WHOLE, longKey("aws.vpc.flow.end")),
  ACTION("action", Form.ACTION, stringKey("aws.vpc.flow.action")),
  STATUS("log-status", Form.STATUS, stringKey("aws.vpc.flow.status")),
  VPC("vpc-id", Form.VPC, stringKey("aws.vpc.id")),
  SUBNET("subnet-id", Form.SUBNET, stringKey("aws.vpc.subnet.id")),
  INSTANCE("instance-id", Form.INSTANCE, Keys.HOST_ID),
  TCP_FLAGS("tcp-flags", Form.WHOLE, longKey("network.tcp.flags")),
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
  TRAFFIC_PATH("traffic-path", Form.WHOLE, longKey("aws.vpc.flow.traffic_path")),
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
  TASK("ecs-task-id", Form.TEXT, stringKey("aws.ecs.task.id"));

  /// What a value looks like. `-` is one of every form.
  enum Form {
    TEXT,
    WHOLE,
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

  final String title;
  final Form form;
  final @Nullable AttributeKey<?> key;

  FlowField(String title, Form form, @Nullable AttributeKey<?> key) {
    this.title = title;
    this.form = form;
    this.key = key;
  }

  /// Whether the value may be one of this field.
  boolean fits(LineCursor part) {
    if (!part.isPresent()) {
      return part.to > part.from;
    }
    return switch (form) {
      case TEXT -> true;
      case WHOLE -> part.whole() >= 0;
      case ACCOUNT -> (part.to - part.from == 12 && part.whole() >= 0) || part.is("unknown");
      case ADDRESS -> isAddress(part);
      case INTERFACE -> part.text.startsWith("eni-", part.from);
      case VPC -> part.text.startsWith("vpc-", part.from);
      case SUBNET -> part.text.startsWith("subnet-", part.from);
      case INSTANCE -> part.text.startsWith("i-", part.from);
      case ACTION -> part.is("ACCEPT") || part.is("REJECT");
      case STATUS -> part.is("OK") || part.is("NODATA") || part.is("SKIPDATA");
      case TYPE -> part.is("IPv4") || part.is("IPv6") || part.is("EFA");
      case DIRECTION -> part.is("ingress") || part.is("egress");
    };
  }

  /// Whether a value of this form can only be one of this field.
  boolean isTold() {
    return switch (form) {
      case INTERFACE, VPC, SUBNET, INSTANCE, ACTION, STATUS, TYPE, DIRECTION -> true;
      case TEXT, WHOLE, ACCOUNT, ADDRESS -> false;
    };
  }

  /// The field of this name; null if there is none.
  static @Nullable FlowField of(LineCursor part) {
    for (FlowField field : values()) {
      if (part.is(field.title)) {
        return field;
      }
    }
    return null;
  }

  private static boolean isAddress(LineCursor part) {
    boolean separated = false;
    for (int i = part.from; i < part.to; i++) {
      char c = part.text.charAt(i);
      boolean separator = c == '.' || c == ':';
      separated |= separator;
      if (!separator && Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return separated;
  }
}
