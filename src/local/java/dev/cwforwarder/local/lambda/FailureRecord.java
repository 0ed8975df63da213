package dev.cwforwarder.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/// The record that Lambda writes to an on-failure destination of type S3 when the last attempt of
/// an asynchronous invocation has failed: with the same key and JSON, in a folder instead of a
/// bucket.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">
///   Retaining records of asynchronous invocations</a>
final class FailureRecord {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private FailureRecord() {}

  /// Writes the record under `folder` and returns its path.
  static Path write(
      Path folder, String functionName, Invocation invocation, InvocationResult last, int tries) {
    Instant now = Instant.now();
    String key =
        "aws/lambda/async/%s/%s/%s-%s"
            .formatted(functionName, DAY.format(now), SECOND.format(now), UUID.randomUUID());
    Path file = folder.resolve(key);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, json(invocation, last, tries, now).toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static ObjectNode json(
      Invocation invocation, InvocationResult last, int tries, Instant now) {
    ObjectNode record = JSON.createObjectNode();
    record.put("version", "1.0").put("timestamp", TIMESTAMP.format(now));
    record
        .putObject("requestContext")
        .put("requestId", invocation.requestId())
        .put("functionArn", invocation.functionArn())
        .put("condition", "RetriesExhausted")
        .put("approximateInvokeCount", tries);
    record.set("requestPayload", parsed(invocation.payload()));
    record
        .putObject("responseContext")
        .put("statusCode", 200)
        .put("executedVersion", "$LATEST")
        .put("functionError", "Unhandled");
    record.set("responsePayload", parsed(last.payload()));
    return record;
  }

  private static JsonNode parsed(String payload) {
    try {
      return JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(payload);
    }
  }
}
