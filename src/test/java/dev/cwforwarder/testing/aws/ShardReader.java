package dev.cwforwarder.testing.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Emulates an event source mapping for one shard with the configuration of the template:
/// `ReportBatchItemFailures`, `BisectBatchOnFunctionError` and a limited number of retries. Stores
/// discarded batches. Does not wait between retries.
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

  /// @param function invoked with one batch at a time
  /// @param retries the number of attempts after the first one
  public ShardReader(Function<String, InvocationResult> function, int retries) {
    this.function = function;
    this.retries = retries;
  }

  /// Processes one batch until it succeeds or is discarded.
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

  /// All discarded batches.
  public List<List<JsonNode>> discarded() {
    return List.copyOf(discarded);
  }

  /// The number of records at the start of the batch that are done. As with AWS, an unknown or
  /// missing sequence number means that none is done.
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
