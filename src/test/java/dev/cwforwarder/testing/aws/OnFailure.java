package dev.cwforwarder.testing.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Creates on-failure records, which Lambda writes when the retries of an event are exhausted.
public final class OnFailure {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OnFailure() {}

  /// The key of record number `index`, one second apart.
  public static String key(String function, int index) {
    return "aws/lambda/async/%s/2026/01/%02d/2026-01-%02dT00.%02d.%02d-%08d"
        .formatted(
            function, 1 + index / 3600, 1 + index / 3600, index / 60 % 60, index % 60, index);
  }

  /// The record of an event with `batch`.
  public static byte[] record(LogBatch batch) {
    return record(Payloads.invocation(batch.source(), batch.events()), "RetriesExhausted");
  }

  /// The record of `event`.
  public static byte[] record(byte[] event, String condition) {
    ObjectNode record = JSON.createObjectNode();
    record.put("version", "1.0").put("timestamp", "2026-01-01T00:00:00.000Z");
    record
        .putObject("requestContext")
        .put("requestId", "e4b46cbf-b738-xmpl-8880-a18cdf61200e")
        .put("functionArn", "arn:aws:lambda:eu-central-1:123456789012:function:forwarder:live")
        .put("condition", condition)
        .put("approximateInvokeCount", 3);
    try {
      record.set("requestPayload", JSON.readTree(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    record.putObject("responseContext").put("statusCode", 200).put("functionError", "Unhandled");
    record.putObject("responsePayload").put("errorMessage", "1 of 1 records undelivered");
    return record.toString().getBytes(StandardCharsets.UTF_8);
  }
}
