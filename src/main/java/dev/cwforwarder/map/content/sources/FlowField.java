package dev.cwforwarder.map.content.sources;

import org.jspecify.annotations.Nullable;

/// A field of a VPC flow log.
///
/// @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html">Available
///   fields</a>
@SuppressWarnings("ImmutableEnumChecker") // AttributeKey is immutable but not annotated as such
enum FlowField {
  VERSION("version", "aws.vpc.flow.log.version:long"),
  ACCOUNT("account-id", "account"),
  INTERFACE("interface-id", "network.interface.name=eni-*"),
  SOURCE("srcaddr", "ip"),
  DESTINATION("dstaddr", "ip"),
  SOURCE_PORT("srcport", "source.port:long"),
  DESTINATION_PORT("dstport", "destination.port:long"),
  PROTOCOL("protocol", "aws.vpc.flow.protocol:long"),
  PACKETS("packets", "aws.vpc.flow.packets:long"),
  BYTES("bytes", "aws.vpc.flow.bytes:long"),
  START("start", "aws.vpc.flow.start:long"),
  END("end", "aws.vpc.flow.end:long"),
  ACTION("action", "aws.vpc.flow.action=ACCEPT|REJECT"),
  STATUS("log-status", "aws.vpc.flow.status=OK|NODATA|SKIPDATA"),
  VPC("vpc-id", "aws.vpc.id=vpc-*"),
  SUBNET("subnet-id", "aws.vpc.subnet.id=subnet-*"),
  INSTANCE("instance-id", "host.id=i-*"),
  TCP_FLAGS("tcp-flags", "network.tcp.flags:long"),
  TYPE("type", "network.type=IPv4|IPv6|EFA"),
  PACKET_SOURCE("pkt-srcaddr", "ip"),
  PACKET_DESTINATION("pkt-dstaddr", "ip"),
  REGION("region", "cloud.region"),
  ZONE("az-id", "aws.az.id"),
  SUBLOCATION_TYPE("sublocation-type", "aws.sublocation.type"),
  SUBLOCATION("sublocation-id", "aws.sublocation.id"),
  SOURCE_SERVICE("pkt-src-aws-service", "aws.vpc.flow.source.service"),
  DESTINATION_SERVICE("pkt-dst-aws-service", "aws.vpc.flow.destination.service"),
  DIRECTION("flow-direction", "network.io.direction=ingress|egress"),
  TRAFFIC_PATH("traffic-path", "aws.vpc.flow.traffic_path:long"),
  REJECT_REASON("reject-reason", "aws.vpc.flow.reject_reason"),
  CLUSTER_ARN("ecs-cluster-arn", "aws.ecs.cluster.arn"),
  CLUSTER_NAME("ecs-cluster-name", "aws.ecs.cluster.name"),
  CONTAINER_INSTANCE_ARN("ecs-container-instance-arn", "aws.ecs.container.instance.arn"),
  CONTAINER_INSTANCE("ecs-container-instance-id", "aws.ecs.container.instance.id"),
  CONTAINER("ecs-container-id", "aws.ecs.container.id"),
  SECOND_CONTAINER("ecs-second-container-id", "aws.ecs.second.container.id"),
  ECS_SERVICE("ecs-service-name", "aws.ecs.service.name"),
  TASK_DEFINITION("ecs-task-definition-arn", "aws.ecs.task.definition.arn"),
  TASK_ARN("ecs-task-arn", "aws.ecs.task.arn"),
  TASK("ecs-task-id", "aws.ecs.task.id");

  final String fieldName;

  /// What the value becomes; of an address, that depends on other fields.
  final HttpColumn column;

  FlowField(String fieldName, String column) {
    this.fieldName = fieldName;
    this.column = HttpColumn.of(column);
  }

  /// Whether the current value may belong to this field. `-` is a value of every field.
  boolean matches(LineCursor cursor) {
    return cursor.isPresent()
        ? column.accepts(cursor.text, cursor.from, cursor.to)
        : cursor.to > cursor.from;
  }

  /// Whether a value of this form can only belong to this field.
  boolean isSelfIdentifying() {
    return !column.choices().isEmpty();
  }

  /// The field with this name; null if there is none.
  static @Nullable FlowField of(LineCursor cursor) {
    for (FlowField field : values()) {
      if (cursor.is(field.fieldName)) {
        return field;
      }
    }
    return null;
  }
}
