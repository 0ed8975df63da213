package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.CheckpointStore;
import dev.cwforwarder.poll.FileCheckpoints;
import dev.cwforwarder.poll.SourceStatus;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.time.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Table and file fulfil the same contract.
@Tag("slow")
@Timeout(120)
final class CheckpointStoresTest {
  private final ManualClock clock = new ManualClock();

  @TempDir Path folder;

  @Test
  void theTableFulfilsTheContract() throws Exception {
    try (MotoServer moto = MotoServer.start();
        DynamoDbClient dynamo = moto.client(DynamoDbClient.builder())) {
      moto.createTable("checkpoints");
      CheckpointStore one = new DynamoCheckpoints(dynamo, "checkpoints", clock);
      CheckpointStore other = new DynamoCheckpoints(dynamo, "checkpoints", clock);

      assertVersionsAreChecked(one, other);
      assertThat(one.lease("poll", "a", Duration.ofSeconds(90))).isTrue();
      assertThat(other.lease("poll", "b", Duration.ofSeconds(90))).isFalse();
      assertThat(one.lease("poll", "a", Duration.ofSeconds(90))).isTrue();
      clock.advance(Duration.ofSeconds(91));
      assertThat(other.lease("poll", "b", Duration.ofSeconds(90))).isTrue();
      one.release("poll", "a");
      assertThat(one.lease("poll", "a", Duration.ofSeconds(90))).isFalse();
      other.release("poll", "b");
      assertThat(one.lease("poll", "a", Duration.ofSeconds(90))).isTrue();
      assertThat(one.list()).noneMatch(entry -> entry.sourceId().startsWith("lease"));
    }
  }

  @Test
  void aDamagedItemDoesNotHideTheOthers() throws Exception {
    try (MotoServer moto = MotoServer.start();
        DynamoDbClient dynamo = moto.client(DynamoDbClient.builder())) {
      moto.createTable("checkpoints");
      CheckpointStore store = new DynamoCheckpoints(dynamo, "checkpoints", clock);
      store.save(store.load("a"), "state");
      put(dynamo, Map.of("id", fromS("without-state"), "version", fromN("3")));
      put(
          dynamo,
          Map.of("id", fromS("without-version"), "version", fromS("?"), "state", fromS("")));

      assertThat(store.list())
          .containsExactly(
              new CheckpointStore.Entry("a", 1, "state"),
              new CheckpointStore.Entry("without-state", 3, ""),
              new CheckpointStore.Entry("without-version", 1, ""));
      assertThat(SourceStatus.all(store).stream().filter(SourceStatus::isUnreadable)).hasSize(3);
    }
  }

  @Test
  void aDamagedLeaseDoesNotBlockForEver() throws Exception {
    try (MotoServer moto = MotoServer.start();
        DynamoDbClient dynamo = moto.client(DynamoDbClient.builder())) {
      moto.createTable("checkpoints");
      CheckpointStore store = new DynamoCheckpoints(dynamo, "checkpoints", clock);
      put(dynamo, Map.of("id", fromS("lease#poll"), "owner", fromS("another")));

      assertThat(store.lease("poll", "a", Duration.ofSeconds(90))).isTrue();
      assertThat(store.lease("poll", "b", Duration.ofSeconds(90))).isFalse();
    }
  }

  private static void put(DynamoDbClient dynamo, Map<String, AttributeValue> item) {
    dynamo.putItem(put -> put.tableName("checkpoints").item(item));
  }

  @Test
  void aMissingTableIsReported() {
    try (MotoServer moto = MotoServer.start();
        DynamoDbClient dynamo = moto.client(DynamoDbClient.builder())) {
      assertThatThrownBy(() -> new DynamoCheckpoints(dynamo, "nothing", clock).load("x"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("table nothing")
          .hasMessageContaining("CHECKPOINT_TABLE");
    }
  }

  @Test
  void theFileFulfilsTheContract() throws Exception {
    Path file = folder.resolve("s.json");
    try (FileCheckpoints one = FileCheckpoints.open(file)) {
      assertVersionsAreChecked(one, one);
      assertThat(FileCheckpoints.open(file).list()).isEqualTo(one.list());
      assertThat(one.lease("poll", "a", Duration.ofSeconds(90))).isTrue();
      try (FileCheckpoints other = FileCheckpoints.open(file)) {
        assertThat(other.lease("poll", "b", Duration.ofSeconds(90))).isFalse();
        one.release("poll", "a");
        assertThat(other.lease("poll", "b", Duration.ofSeconds(90))).isTrue();
      }
    }
  }

  @Test
  void aFileThatHoldsNoCheckpointsIsNotChanged() throws Exception {
    Path file = folder.resolve("s.json");
    for (String content : new String[] {"", "[]", "{\"a\":1}", "{\"format\":"}) {
      Files.writeString(file, content);

      assertThatThrownBy(() -> FileCheckpoints.open(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("is not a file of checkpoints");
      assertThat(file).hasContent(content);
    }
  }

  private static void assertVersionsAreChecked(CheckpointStore one, CheckpointStore other)
      throws CheckpointException {
    CheckpointStore.Entry none = one.load("a");
    assertThat(none.version()).isZero();
    CheckpointStore.Entry first = one.save(none, "1").orElseThrow();
    assertThat(other.save(none, "x")).isEmpty();
    CheckpointStore.Entry second = other.save(other.load("a"), "2").orElseThrow();
    assertThat(one.save(first, "x")).isEmpty();
    assertThat(one.load("a")).isEqualTo(second);
    assertThat(one.delete(first)).isFalse();
    CheckpointStore.Entry b = one.save(one.load("b"), "b").orElseThrow();
    assertThat(one.list()).containsExactly(second, b);
    assertThat(one.delete(second)).isTrue();
    assertThat(one.list()).containsExactly(b);
  }
}
