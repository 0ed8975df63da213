package dev.cwforwarder.testing.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What an event source mapping does with the batches of one shard, as the template configures it:
/// `ReportBatchItemFailures`, `BisectBatchOnFunctionError`, finite retries, what is given up on is
/// kept. Without its pauses.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Partial
///   batch responses</a>
public final class ShardReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Function<String, InvocationResult> function;
  private final int retries;
  private final List<InvocationResult> results = new ArrayList<>();
  private final List<List<JsonNode>> discarded = new ArrayList<>();

  /// @param function is invoked with one batch and waited for
  /// @param retries after the first attempt
  public ShardReader(Function<String, InvocationResult> function, int retries) {
    this.function = function;
    this.retries = retries;
  }

  /// Hands over one batch until it is through or given up on.
  public void read(List<JsonNode> batch) {
    List<JsonNode> left = batch;
    for (int attempt = 0; attempt <= retries; attempt++) {
      InvocationResult result =
          function.apply(new String(KinesisEvents.event(left), StandardCharsets.UTF_8));
      results.add(result);
      if (result instanceof InvocationResult.Success success) {
        left = left.subList(done(success.payload(), left), left.size());
        if (left.isEmpty()) {
          return;
        }
      } else if (left.size() > 1) {
        read(left.subList(0, left.size() / 2));
        read(left.subList(left.size() / 2, left.size()));
        return;
      }
    }
    discarded.add(left);
  }

  /// All invocations so far.
  public List<InvocationResult> results() {
    return List.copyOf(results);
  }

  /// Batches that were given up on.
  public List<List<JsonNode>> discarded() {
    return List.copyOf(discarded);
  }

  /// How many records at the batch's beginning are done; a number that is not in the batch, or none
  /// where one is due, means none of them, as with AWS.
  private static int done(String answer, List<JsonNode> batch) {
    int lowest = batch.size();
    for (JsonNode failure : parsed(answer).path("batchItemFailures")) {
      lowest = Math.min(lowest, indexOf(failure.path("itemIdentifier").asText(), batch));
    }
    return lowest;
  }

  private static int indexOf(String sequenceNumber, List<JsonNode> batch) {
    for (int i = 0; i < batch.size(); i++) {
      if (sequenceNumber(batch.get(i)).equals(sequenceNumber)) {
        return i;
      }
    }
    return 0;
  }

  /// The sequence number of one record of an event.
  public static String sequenceNumber(JsonNode record) {
    return record.path("kinesis").path("sequenceNumber").asText();
  }

  private static JsonNode parsed(String answer) {
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + answer, e);
    }
  }
}
