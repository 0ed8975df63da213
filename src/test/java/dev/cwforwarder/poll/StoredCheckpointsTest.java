package dev.cwforwarder.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.testing.StoredForms;
import dev.cwforwarder.testing.time.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checkpoints that an earlier version has written are read, and written in the same way.
final class StoredCheckpointsTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:01:30.250Z");
  private static final long WATERMARK = Instant.parse("2026-01-05T10:00:00Z").toEpochMilli();
  private static final long DAY = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  @TempDir Path folder;

  private static Checkpoint read(String name) throws CheckpointException {
    return CheckpointReader.read("a", StoredForms.text(name));
  }

  private static PolledEvent event(String id, long timestamp) {
    return new PolledEvent(id, "s", timestamp, PolledEvent.UNKNOWN, "m", Map.of());
  }

  static List<String> checkpoints() {
    return StoredForms.all("checkpoint");
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void everyCheckpointIsWrittenAsItWasStored(String name) throws Exception {
    StoredForms.assertSame(name, CheckpointFormat.write(read(name)));
  }

  @Test
  void aFreshCheckpointIsRead() throws Exception {
    Checkpoint fresh = read("checkpoint/fresh.json");

    assertThat(StoredForms.json("checkpoint/fresh.json").path("reader").asText())
        .isEqualTo("FILTER");
    assertThat(fresh.reader()).isEqualTo(ReaderKind.FILTER);
    assertThat(fresh.watermark()).isEqualTo(WATERMARK);
    assertThat(fresh.auditFrom()).isEqualTo(WATERMARK);
    assertThat(fresh.probed()).isEqualTo(NOW);
    assertThat(fresh.ingestionUnknown()).isFalse();
    assertThat(fresh.failure()).isNull();
    assertThat(fresh.repairs()).isEmpty();
    assertThat(fresh.backfills()).isEmpty();
    assertThat(fresh.tierList())
        .containsExactly(
            new Tier(Duration.ZERO, Duration.ofMinutes(2), Duration.ofMinutes(1)),
            new Tier(Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofMinutes(15)),
            new Tier(Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(6)));
    assertThat(fresh)
        .isEqualTo(Checkpoint.startingAt(WATERMARK, fresh.tierList(), ReaderKind.FILTER, NOW));
  }

  @Test
  void theNarrowestTierGoesOnInTheMiddleOfItsWindow() throws Exception {
    Checkpoint.TierState narrowest = read("checkpoint/under-way.json").tiers().getFirst();

    assertThat(narrowest.watermark()).isEqualTo(WATERMARK);
    assertThat(narrowest.acknowledged())
        .isEqualTo(
            new MinuteSums.Builder(MinuteSums.NONE)
                .add(WATERMARK, EventHash.of("a1"))
                .add(WATERMARK, EventHash.of("a2"))
                .add(WATERMARK + 60_000, EventHash.of("a3"))
                .build());
    Window open = requireNonNull(narrowest.open());
    assertThat(open.after()).isEqualTo(WATERMARK);
    assertThat(open.upTo()).isEqualTo(WATERMARK + 60_000);
    assertThat(open.latenessFrom()).isEqualTo(Long.MIN_VALUE);
    assertThat(open.latenessTo()).isEqualTo(120_000);
    assertThat(open.first()).isEqualTo(WATERMARK - 120_000 + 1);
    assertThat(open.last()).isEqualTo(WATERMARK + 60_000 + 7_200_000);
    assertThat(open.only()).isZero();
    assertThat(open.delivered().of(Minutes.of(WATERMARK + 1)).events()).isEqualTo(3);
    assertThat(open.seen().isEmpty()).isTrue();
    Cursor cursor = open.cursor();
    assertThat(cursor.from()).isEqualTo(open.first());
    assertThat(cursor.token()).isEqualTo("page-2");
    assertThat(cursor.at()).isEqualTo(WATERMARK + 2000);
    assertThat(cursor.sorted()).isTrue();
    assertThat(cursor.holds(event("e2", WATERMARK + 2000))).isTrue();
    assertThat(cursor.holds(event("e3", WATERMARK + 2000))).isTrue();
    assertThat(cursor.holds(event("e4", WATERMARK + 2000))).isFalse();
    assertThat(cursor.holds(event("e1", WATERMARK + 1000))).isFalse();
  }

  @Test
  void widerTiersKnowWhatTheyHaveSeenOnTheWay() throws Exception {
    List<Checkpoint.TierState> tiers = read("checkpoint/under-way.json").tiers();

    Window late = requireNonNull(tiers.get(1).open());
    assertThat(tiers.get(1).watermark()).isEqualTo(WATERMARK - 900_000);
    assertThat(late.cursor().token()).isEqualTo("page-3");
    assertThat(late.cursor().sorted()).isFalse();
    assertThat(late.latenessFrom()).isEqualTo(120_000);
    assertThat(late.delivered().of(Minutes.of(WATERMARK)))
        .isEqualTo(new MinuteSums.Sum(2, EventHash.of("l1") + EventHash.of("l2")));
    assertThat(late.seen().of(Minutes.of(WATERMARK)))
        .isEqualTo(new MinuteSums.Sum(1, EventHash.of("n1")));
    assertThat(tiers.get(2).watermark()).isEqualTo(WATERMARK - 21_600_000);
    assertThat(tiers.get(2).open()).isNull();
  }

  @Test
  void repairsAndBackfillsAreRead() throws Exception {
    Checkpoint underWay = read("checkpoint/under-way.json");

    assertThat(underWay.auditFrom()).isEqualTo(WATERMARK - 86_400_000);
    assertThat(underWay.repairs())
        .containsExactly(
            Window.repair(
                WATERMARK - 120_000, WATERMARK - 60_000, 120_000, EventHash.of("missing")),
            Window.repair(WATERMARK - 180_000, WATERMARK - 120_000, 120_000, 0));
    assertThat(underWay.backfills()).hasSize(2);
    Window begun = underWay.backfills().getFirst();
    assertThat(begun.first()).isEqualTo(DAY);
    assertThat(begun.last()).isEqualTo(DAY + 86_400_000 - 1);
    assertThat(begun.upTo()).isEqualTo(NOW.toEpochMilli());
    assertThat(begun.cursor().token()).isEqualTo("page-4");
    assertThat(begun.cursor().holds(event("b1", DAY + 5))).isTrue();
    assertThat(underWay.backfills().getLast())
        .isEqualTo(Window.backfill(DAY - 86_400_000, DAY - 1, NOW.toEpochMilli()));
  }

  @Test
  void tiersOfASettingAreRead() throws Exception {
    assertThat(read("checkpoint/four-tiers.json").tierList())
        .containsExactly(
            new Tier(Duration.ZERO, Duration.ofSeconds(90), Duration.ofSeconds(30)),
            new Tier(Duration.ofSeconds(90), Duration.ofHours(1), Duration.ofMinutes(15)),
            new Tier(Duration.ofHours(1), Duration.ofDays(1), Duration.ofHours(6)),
            new Tier(Duration.ofDays(1), Duration.ofDays(14), Duration.ofDays(1)));
  }

  @Test
  void aSourceThatLogsInsightsReadsIsRead() throws Exception {
    Checkpoint insights = read("checkpoint/insights.json");

    assertThat(StoredForms.json("checkpoint/insights.json").path("reader").asText())
        .isEqualTo("INSIGHTS");
    assertThat(insights.reader()).isEqualTo(ReaderKind.INSIGHTS);
    assertThat(insights.probed()).isEqualTo(NOW.plusSeconds(60));
    assertThat(insights.auditFrom()).isEqualTo(WATERMARK + 60_000);
    assertThat(insights.ingestionUnknown()).isTrue();
    assertThat(insights.tierList())
        .containsExactly(new Tier(Duration.ZERO, Duration.ofMinutes(15), Duration.ofMinutes(15)));
  }

  @Test
  void aFailureIsRead() throws Exception {
    assertThat(StoredForms.json("checkpoint/failed.json").path("failure").path("reason").asText())
        .isEqualTo("KMS_DENIED");
    assertThat(read("checkpoint/failed.json").failure())
        .isEqualTo(
            new Failure(
                ReadException.Reason.KMS_DENIED,
                "FilterLogEvents of /aws/lambda/orders in eu-central-1:"
                    + " HTTP 400 \"AccessDeniedException\"",
                NOW.minusSeconds(600),
                4,
                NOW.plusSeconds(240)));
  }

  @Test
  void aBackfillOfAGroupThatIsNotPolledIsRead() throws Exception {
    Checkpoint once = read("checkpoint/backfill-once.json");

    assertThat(once.watermark()).isEqualTo(DAY);
    assertThat(once.backfills())
        .containsExactly(
            Window.backfill(
                Instant.parse("2025-01-01T00:00:00Z").toEpochMilli(),
                Instant.parse("2025-12-31T20:15:30.124Z").toEpochMilli(),
                DAY));
  }

  @Test
  void everyReasonOfAFailureIsSpelledAsBefore() {
    List<String> spellings = StoredForms.lines("spellings/read-exception-reason.txt");

    assertThat(Arrays.stream(ReadException.Reason.values()).map(ReadException.Reason::stored))
        .containsExactlyElementsOf(spellings);
    assertThat(spellings)
        .allSatisfy(
            text -> assertThat(ReadException.Reason.ofStored(text).stored()).isEqualTo(text));
  }

  @Test
  void everyReaderIsSpelledAsBefore() {
    List<String> spellings = StoredForms.lines("spellings/reader-kind.txt");

    assertThat(Arrays.stream(ReaderKind.values()).map(ReaderKind::stored))
        .containsExactlyElementsOf(spellings);
    assertThat(spellings)
        .allSatisfy(text -> assertThat(ReaderKind.ofStored(text).stored()).isEqualTo(text));
  }

  @Test
  void aSpellingThatIsNotKnownStopsTheSource() {
    String later = StoredForms.text("checkpoint/fresh.json").replace("\"FILTER\"", "\"LIVE\"");

    assertThatThrownBy(() -> CheckpointReader.read("a", later))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no reader 'LIVE'");
  }

  @Test
  void theStateFileIsReadAndWrittenAsItWas() throws Exception {
    Path file = folder.resolve("state.json");
    Files.writeString(file, StoredForms.text("state-file/sources.json"));

    try (FileCheckpoints store = FileCheckpoints.open(file)) {
      assertThat(store.list())
          .extracting(entry -> entry.sourceId() + " " + entry.version())
          .containsExactly(
              "#handed-over/210987654321/us-east-1/:app 1",
              "123456789012/eu-central-1/aws/lambda/orders 2",
              "123456789012/eu-central-1/aws/lambda/orders#names=api,web-1 1",
              "123456789012/eu-central-1/aws/lambda/orders#prefix=web- 1",
              "210987654321/us-east-1/:app 2");
      assertThat(SourceStatus.all(store))
          .extracting(SourceStatus::backfills)
          .containsExactly(0, 0, 0, 1);
      assertThat(new DelegationStore(store).all(Assertions::fail)).hasSize(1);
      CheckpointStore.Entry another = store.save(store.load("z"), "s").orElseThrow();
      assertThat(store.delete(another)).isTrue();
    }
    StoredForms.assertSame("state-file/sources.json", Files.readString(file));
  }

  @Test
  void sourcesAreNamedAsInTheStateFile() {
    PollSource.Group orders = group("123456789012", "eu-central-1", "/aws/lambda/orders");

    assertThat(StoredForms.json("state-file/sources.json").path("sources").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            DelegationStore.PREFIX + id(group("210987654321", "us-east-1", "app"), all()),
            id(orders, all()),
            id(orders, new StreamFilter.Names(List.of("web-1", "api"))),
            id(orders, new StreamFilter.Prefix("web-")),
            id(group("210987654321", "us-east-1", "app"), all()));
  }

  private static StreamFilter all() {
    return new StreamFilter.All();
  }

  private static PollSource.Group group(String account, String region, String name) {
    return new PollSource.Group(account, region, name, "arn", "", Instant.EPOCH, false);
  }

  private static String id(PollSource.Group group, StreamFilter streams) {
    return new PollSource(Access.own(group.region()), group, streams).id();
  }

  @Test
  void theLeaseOfARunIsNamedAsBefore() throws Exception {
    ManualClock clock = new ManualClock();
    MemoryCheckpoints store = new MemoryCheckpoints(clock);
    assertThat(new RunLease(store, clock, new PollPlan.Shard(1, 3), "new").acquire()).isTrue();

    assertThat(StoredForms.json("dynamodb/lease.json").path("id").path("S").asText())
        .isEqualTo("lease#poll-1-of-3");
    assertThat(store.lease("poll-1-of-3", "old", Duration.ofSeconds(30))).isFalse();
    assertThat(store.lease("poll-0-of-3", "old", Duration.ofSeconds(30))).isTrue();
  }
}
