package dev.cwforwarder.wiring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.poll.CheckpointStore;
import dev.cwforwarder.poll.DelegationStore;
import dev.cwforwarder.poll.FileCheckpoints;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.subscribe.Delegations;
import dev.cwforwarder.subscribe.plan.Delegation;
import dev.cwforwarder.subscribe.plan.SkipReason;
import dev.cwforwarder.testing.StoredForms;
import io.opentelemetry.api.common.AttributeKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads the delegations that an earlier version of the subscribe function stored, and writes them
/// in the same form.
final class StoredDelegationsTest {
  private static final Instant OLD = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant YOUNG = Instant.parse("2025-12-31T20:15:30.125Z");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ACCOUNT = "123456789012";

  @TempDir Path folder;
  private FileCheckpoints store;

  @BeforeEach
  void open() throws Exception {
    store = FileCheckpoints.open(folder.resolve("state.json"));
  }

  /// Stores the file under the id that the functions use.
  private DelegationStore.Item read(String name) throws Exception {
    store.save(new CheckpointStore.Entry(id(name), 0, ""), StoredForms.text(name));
    assertThat(new DelegationStore(store).all(Assertions::fail)).hasSize(1);
    return new DelegationStore(store).all(Assertions::fail).getFirst();
  }

  private static String id(String name) {
    return "#handed-over/%s/%s%s"
        .formatted(
            StoredForms.json(name).path("account").asText(),
            StoredForms.json(name).path("region").asText(),
            StoredForms.json(name).path("name").asText());
  }

  private static String why(String name) {
    return StoredForms.json(name).path("why").asText();
  }

  /// What the subscribe function reads from the only item.
  private Delegation delegation() throws Exception {
    List<Delegations.Delegated> all =
        new CheckpointDelegations(store, ACCOUNT).all(Assertions::fail);
    assertThat(all).hasSize(1);
    return all.getFirst().delegation();
  }

  private static PollSource.Group group(
      String account, String name, String logClass, Instant created, boolean linked) {
    String arn = "arn:aws:logs:eu-central-1:" + account + ":log-group:" + name;
    return new PollSource.Group(account, "eu-central-1", name, arn, logClass, created, linked);
  }

  private static DelegationStore.Item once(
      String name, Instant created, Instant from, @Nullable Instant until, int filters) {
    return new DelegationStore.Item(
        group(ACCOUNT, name, "STANDARD", created, false), "", filters, from, until, false);
  }

  static List<String> items() {
    return StoredForms.all("handed-over");
  }

  @ParameterizedTest
  @MethodSource("items")
  void everyItemIsWrittenAsItWasStored(String name) throws Exception {
    DelegationStore.Item item = read(name);

    new DelegationStore(store).put(item);

    assertThat(store.load(id(name)).version()).isEqualTo(2);
    StoredForms.assertSame(name, store.load(id(name)).state());
  }

  @Test
  void aGroupWithoutFreeFilterSlotsIsFollowed() throws Exception {
    DelegationStore.Item item = read("handed-over/slots-full.json");

    assertThat(why("handed-over/slots-full.json")).isEqualTo("SLOTS_FULL");
    assertThat(item)
        .isEqualTo(
            new DelegationStore.Item(
                group(ACCOUNT, "/app/full", "STANDARD", OLD, false),
                "SLOTS_FULL",
                5,
                NOW,
                null,
                false));
    assertThat(delegation()).isEqualTo(new Delegation.Follow(SkipReason.SLOTS_FULL, 5, NOW));
  }

  @Test
  void aGroupOfAnotherAccountIsFollowed() throws Exception {
    DelegationStore.Item item = read("handed-over/linked-account.json");

    assertThat(why("handed-over/linked-account.json")).isEqualTo("LINKED_ACCOUNT");
    assertThat(item.group())
        .isEqualTo(group("210987654321", "/app/linked", "STANDARD", YOUNG, true));
    assertThat(item.from()).isEqualTo(YOUNG);
    assertThat(delegation())
        .isInstanceOfSatisfying(
            Delegation.Follow.class,
            follow -> assertThat(follow.reason()).isEqualTo(SkipReason.LINKED_ACCOUNT));
  }

  @Test
  void aGroupOfTheInfrequentAccessClassIsFollowed() throws Exception {
    DelegationStore.Item item = read("handed-over/infrequent-access.json");

    assertThat(why("handed-over/infrequent-access.json")).isEqualTo("INFREQUENT_ACCESS");
    assertThat(item.group().logClass()).isEqualTo("INFREQUENT_ACCESS");
    assertThat(delegation())
        .isInstanceOfSatisfying(
            Delegation.Follow.class,
            follow -> assertThat(follow.reason()).isEqualTo(SkipReason.INFREQUENT_ACCESS));
  }

  @Test
  void aGapIsReadUntilItsEnd() throws Exception {
    assertThat(read("handed-over/gap.json"))
        .isEqualTo(once("/app/new", YOUNG, YOUNG, NOW.plusSeconds(120), 0));
    assertThat(delegation()).isInstanceOf(Delegation.Until.class);
  }

  @Test
  void aGroupThatWasSubscribedLaterIsReadUntilThen() throws Exception {
    assertThat(read("handed-over/taken-back.json"))
        .isEqualTo(once("/app/full", OLD, NOW, NOW.plusSeconds(7200), 5));
    assertThat(delegation()).isInstanceOf(Delegation.Until.class);
  }

  @Test
  void aGroupThatIsOnlyBackfilledEndsAtItsStart() throws Exception {
    assertThat(read("handed-over/backfill-once.json"))
        .isEqualTo(once("/app/once", OLD, NOW, NOW, 0));
  }

  @Test
  void aDroppedGroupIsNotDelegated() throws Exception {
    DelegationStore.Item item = read("handed-over/dropped.json");

    assertThat(item.dropped()).isTrue();
    assertThat(item.why()).isEqualTo("LINKED_ACCOUNT");
    assertThat(new CheckpointDelegations(store, ACCOUNT).all(Assertions::fail)).isEmpty();
  }

  @Test
  void everyReasonIsSpelledAsBefore() {
    List<String> spellings = StoredForms.lines("spellings/skip-reason.txt");

    assertThat(Arrays.stream(SkipReason.values()).map(SkipReason::stored))
        .containsExactlyElementsOf(spellings);
    assertThat(spellings)
        .allSatisfy(text -> assertThat(SkipReason.ofStored(text).stored()).isEqualTo(text));
    assertThat(SkipReason.SLOTS_FULL.label()).isEqualTo("slots-full");
  }

  /// ClickStack stores it with every record.
  @Test
  void everyIngestPathIsSpelledAsBefore() {
    AttributeKey<String> key = AttributeKey.stringKey("clickstack.forwarder.path");

    assertThat(Arrays.stream(IngestPath.values()))
        .extracting(path -> requireNonNull(path.scope().getAttributes().get(key)))
        .containsExactlyElementsOf(StoredForms.lines("spellings/path.txt"));
  }
}
