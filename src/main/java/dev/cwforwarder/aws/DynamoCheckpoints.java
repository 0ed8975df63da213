package dev.cwforwarder.aws;

import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.CheckpointStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/// Checkpoints in a DynamoDB table with the string key `id`. Every write is conditional, so that
/// one of two concurrent writers fails and notices it. Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html">Condition
///   expressions</a>
public final class DynamoCheckpoints implements CheckpointStore {
  private static final String LEASE = "lease#";
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  /// DynamoDB deletes leases by TTL, long after they expired.
  private static final Duration DELETE_AFTER = Duration.ofDays(1);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Clock clock;

  DynamoCheckpoints(DynamoDbClient dynamo, String table, Clock clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /// Opens `table` with the Region and credentials of the environment.
  ///
  /// @throws CheckpointException if the environment has no Region
  public static DynamoCheckpoints open(String table, Clock clock) throws CheckpointException {
    try {
      return new DynamoCheckpoints(
          DynamoDbClient.builder()
              .httpClientBuilder(AwsHttp.builder().socketTimeout(CALL_TIMEOUT))
              .overrideConfiguration(settings -> settings.apiCallTimeout(CALL_TIMEOUT))
              .build(),
          table,
          clock);
    } catch (SdkException e) {
      throw problem("opening the table", table, "", e);
    }
  }

  @Override
  public Entry load(String sourceId) throws CheckpointException {
    Map<String, AttributeValue> item =
        call(
                "GetItem",
                () ->
                    dynamo.getItem(
                        get -> get.tableName(table).key(key(sourceId)).consistentRead(true)))
            .item();
    return item.isEmpty() ? new Entry(sourceId, 0, "") : entry(item);
  }

  @Override
  public Optional<Entry> save(Entry entry, String state) throws CheckpointException {
    Entry next = new Entry(entry.sourceId(), entry.version() + 1, state);
    Map<String, AttributeValue> item =
        Map.of(
            "id", text(next.sourceId()), "version", number(next.version()), "state", text(state));
    boolean written =
        conditionally(
            "PutItem",
            () ->
                dynamo.putItem(
                    put -> {
                      put.tableName(table).item(item);
                      if (entry.version() == 0) {
                        put.conditionExpression("attribute_not_exists(id)");
                      } else {
                        put.conditionExpression("version = :version")
                            .expressionAttributeValues(Map.of(":version", number(entry.version())));
                      }
                    }));
    return written ? Optional.of(next) : writtenBefore(next);
  }

  /// The SDK retries a write whose response was lost. The retry then finds the state of the first
  /// attempt, and its condition fails.
  private Optional<Entry> writtenBefore(Entry wanted) throws CheckpointException {
    return load(wanted.sourceId()).equals(wanted) ? Optional.of(wanted) : Optional.empty();
  }

  @Override
  public boolean delete(Entry entry) throws CheckpointException {
    return conditionally(
        "DeleteItem",
        () ->
            dynamo.deleteItem(
                delete ->
                    delete
                        .tableName(table)
                        .key(key(entry.sourceId()))
                        .conditionExpression("version = :version")
                        .expressionAttributeValues(Map.of(":version", number(entry.version())))));
  }

  @Override
  public List<Entry> list() throws CheckpointException {
    List<Entry> entries = new ArrayList<>();
    Map<String, AttributeValue> from = Map.of();
    do {
      Map<String, AttributeValue> start = from;
      ScanResponse page =
          call(
              "Scan",
              () ->
                  dynamo.scan(
                      scan ->
                          scan.tableName(table)
                              .consistentRead(true)
                              .filterExpression("attribute_exists(version)")
                              .exclusiveStartKey(start.isEmpty() ? null : start)));
      page.items().forEach(item -> entries.add(entry(item)));
      from = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
      if (!from.isEmpty() && Paging.isStuck(start, from)) {
        throw new CheckpointException(
            Paging.problem("Scan of the checkpoint table " + table), null);
      }
    } while (!from.isEmpty());
    entries.sort(Comparator.comparing(Entry::sourceId));
    return entries;
  }

  @Override
  public boolean lease(String name, String owner, Duration time) throws CheckpointException {
    long now = clock.millis();
    long until = now + time.toMillis();
    Map<String, AttributeValue> item =
        Map.of(
            "id", text(LEASE + name),
            "owner", text(owner),
            "until", number(until),
            "expires", number((until + DELETE_AFTER.toMillis()) / 1000));
    return conditionally(
        "PutItem",
        () ->
            dynamo.putItem(
                put ->
                    put.tableName(table)
                        .item(item)
                        .conditionExpression(
                            // A damaged lease without a time would never expire.
                            "attribute_not_exists(id) OR #owner = :owner OR #until < :now"
                                + " OR NOT attribute_type(#until, :number)")
                        .expressionAttributeNames(Map.of("#owner", "owner", "#until", "until"))
                        .expressionAttributeValues(
                            Map.of(
                                ":owner", text(owner),
                                ":now", number(now),
                                ":number", text("N")))));
  }

  @Override
  public void release(String name, String owner) throws CheckpointException {
    conditionally(
        "DeleteItem",
        () ->
            dynamo.deleteItem(
                delete ->
                    delete
                        .tableName(table)
                        .key(key(LEASE + name))
                        .conditionExpression("#owner = :owner")
                        .expressionAttributeNames(Map.of("#owner", "owner"))
                        .expressionAttributeValues(Map.of(":owner", text(owner)))));
  }

  /// Whether the condition was met.
  private boolean conditionally(String operation, Runnable write) throws CheckpointException {
    try {
      write.run();
      return true;
    } catch (ConditionalCheckFailedException _) {
      return false;
    } catch (SdkException e) {
      throw problem(operation, table, "dynamodb:" + operation, e);
    }
  }

  private <T> T call(String operation, Supplier<T> read) throws CheckpointException {
    try {
      return read.get();
    } catch (SdkException e) {
      throw problem(operation, table, "dynamodb:" + operation, e);
    }
  }

  private static CheckpointException problem(
      String operation, String table, String action, SdkException e) {
    AwsAnswer answer = AwsAnswer.of(e);
    String remedy =
        answer.code().equals("ResourceNotFoundException")
            ? "there is no such table in this Region; check CHECKPOINT_TABLE"
            : "";
    return new CheckpointException(
        answer.sentence(
            "%s of the checkpoint table %s".formatted(operation, table), action, remedy),
        e);
  }

  /// An item that another program damaged has no state, so that it counts as a damaged checkpoint
  /// and not as none: one item must not stop all others.
  private static Entry entry(Map<String, AttributeValue> item) {
    String state = value(item, "state").s();
    return new Entry(
        String.valueOf(value(item, "id").s()), version(item), state == null ? "" : state);
  }

  private static long version(Map<String, AttributeValue> item) {
    try {
      return Math.max(1, Long.parseLong(String.valueOf(value(item, "version").n())));
    } catch (NumberFormatException _) {
      return 1;
    }
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    return item.getOrDefault(name, AttributeValue.fromNul(true));
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", text(id));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
