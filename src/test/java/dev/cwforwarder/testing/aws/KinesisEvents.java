package dev.cwforwarder.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/// Creates the data of an event source mapping: a record of a stream, the event of an invocation,
/// the on-failure record of a discarded batch.
public final class KinesisEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHARD = "shardId-000000000006";

  private KinesisEvents() {}

  /// The sequence number of record number `index`, with the length of real ones.
  public static String sequenceNumber(int index) {
    return "49545115243490985018280067714973144582180062593244" + String.format("%06d", index);
  }

  /// Record number `index` with the members that Lambda adds.
  public static ObjectNode record(int index, byte[] data) {
    return record(sequenceNumber(index), data);
  }

  /// The record with this sequence number.
  public static ObjectNode record(String sequenceNumber, byte[] data) {
    ObjectNode record = JSON.createObjectNode();
    record
        .putObject("kinesis")
        .put("kinesisSchemaVersion", "1.0")
        .put("partitionKey", "3c1f0f7b8a11")
        .put("sequenceNumber", sequenceNumber)
        .put("data", Base64.getEncoder().encodeToString(data))
        .put("approximateArrivalTimestamp", 1_764_000_000.123);
    return record
        .put("eventSource", "aws:kinesis")
        .put("eventVersion", "1.0")
        .put("eventID", SHARD + ":" + sequenceNumber)
        .put("eventName", "aws:kinesis:record")
        .put("invokeIdentityArn", "arn:aws:iam::123456789012:role/forwarder")
        .put("awsRegion", "eu-central-1")
        .put("eventSourceARN", "arn:aws:kinesis:eu-central-1:123456789012:stream/logs");
  }

  /// The event with records 0 to `data.length` - 1.
  public static byte[] event(byte[]... data) {
    return event(
        IntStream.range(0, data.length).mapToObj(i -> (JsonNode) record(i, data[i])).toList());
  }

  /// The event with `records`.
  public static byte[] event(List<JsonNode> records) {
    ObjectNode event = JSON.createObjectNode();
    event.putArray("Records").addAll(records);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The key of discarded batch number `index` of a shard, one second apart.
  public static String discardedKey(String shard, int index) {
    return "aws/lambda/1a19272e-ad0a-4bb8-9bdc-f3ab1c6b8a8e/%s/2026/01/01/2026-01-01T00.%02d.%02d-%08d"
        .formatted(shard, index / 60, index % 60, index);
  }

  /// The on-failure record that Lambda writes when it discards the batch in `event`.
  public static byte[] discarded(byte[] event) {
    ObjectNode record = JSON.createObjectNode();
    record
        .putObject("requestContext")
        .put("requestId", "c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5")
        .put("functionArn", "arn:aws:lambda:eu-central-1:123456789012:function:forwarder:live")
        .put("condition", "RetryAttemptsExhausted")
        .put("approximateInvokeCount", 3);
    record.putObject("responseContext").put("statusCode", 200).put("executedVersion", "7");
    record.put("version", "1.0").put("timestamp", "2026-01-01T00:00:00.000Z");
    record
        .putObject("KinesisBatchInfo")
        .put("shardId", SHARD)
        .put("batchSize", 1)
        .put("streamArn", "arn:aws:kinesis:eu-west-1:123456789012:stream/logs");
    record.put("payload", new String(event, StandardCharsets.UTF_8));
    return record.toString().getBytes(StandardCharsets.UTF_8);
  }
}
