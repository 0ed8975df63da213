package dev.cwforwarder.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cwforwarder.poll.PollPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Events of the poll function.
final class PollEventTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  void anEmptyEventPollsAllSources() throws IOException {
    assertThat(parse("{}")).isEqualTo(new PollEvent(PollPlan.Shard.ALL, null));
  }

  @Test
  void shardsSplitTheSources() throws IOException {
    assertThat(parse("{'shard':2,'of':4}").shard()).isEqualTo(new PollPlan.Shard(2, 4));
  }

  @Test
  void aBackfillHasAGroupAndTimes() throws IOException {
    assertThat(parse("{'backfill':{'group':'/a','from':'2026-01-01T00:00:00Z'}}").backfill())
        .contains(new PollEvent.Backfill("/a", Instant.parse("2026-01-01T00:00:00Z"), NOW, false));
    assertThat(
            parse(
                    "{'backfill':{'group':'/a','from':'2026-01-01T00:00:00Z','to':'2026-01-02T00:00:00Z'}}")
                .backfill())
        .contains(
            new PollEvent.Backfill(
                "/a",
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-02T00:00:00Z"),
                false));
    assertThat(
            parse("{'backfill':{'group':'/a','from':'7d','to':'1h','includeExpired':true}}")
                .backfill())
        .contains(
            new PollEvent.Backfill(
                "/a", NOW.minus(Duration.ofDays(7)), NOW.minus(Duration.ofHours(1)), true));
  }

  @ParameterizedTest
  @MethodSource("dev.cwforwarder.handler.EventBridgeEvents#scheduled")
  void aScheduledEventOfEventBridgePollsAllSources(String event) throws IOException {
    assertThat(parse(event)).isEqualTo(new PollEvent(PollPlan.Shard.ALL, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          []                                       | not a JSON object
          {                                        | not JSON
          {'shards':1}                             | 'shards' is unknown
          {'source':'aws.events'}                  | 'source' is unknown
          {'detail-type':'Scheduled Event'}        | 'detail-type' is unknown
          {'source':1,'detail-type':'a'}           | 'source' is unknown
          {'shard':4,'of':4}                       | shard 4 of 4
          {'shard':'1'}                            | shard: expected a whole number
          {'backfill':{'group':'/a'}}              | backfill.from: expected a time
          {'backfill':{'group':'/a','from':'now'}} | expected a time such as
          {'backfill':{'includeExpired':1}}        | includeExpired: expected true or false
          {'backfill':{'name':'/a'}}               | backfill.name: expected group, from or to
          """)
  void unexpectedMembersAreNamed(String event, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(event))
        .withMessageContaining(problem);
  }

  private static PollEvent parse(String event) throws IOException {
    return PollEvent.parse(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8), NOW);
  }
}
