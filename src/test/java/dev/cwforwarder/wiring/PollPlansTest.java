package dev.cwforwarder.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.config.PollSettings;
import dev.cwforwarder.forward.LogGroupId;
import dev.cwforwarder.poll.Access;
import dev.cwforwarder.poll.PollPlan;
import dev.cwforwarder.poll.StreamFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// From the receiver's words to the poller's.
final class PollPlansTest {
  @Test
  void namedGroupsKeepTheirStreams() {
    PollPlan.Entry entry =
        only(
            """
            region: eu-central-1
            logs:
              poll_interval: 30s
              max_events_per_request: 100
              groups:
                named:
                  /app/web:
                  /app/api:
                    names: [one, two]
                    prefixes: [web-]
            """);

    assertThat(entry.access()).isEqualTo(Access.own("eu-central-1"));
    assertThat(entry.reading().interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(entry.reading().maxEvents()).isEqualTo(100);
    assertThat(entry.named())
        .containsExactly(
            new PollPlan.Named("/app/web", List.of(new StreamFilter.All())),
            new PollPlan.Named(
                "/app/api",
                List.of(
                    new StreamFilter.Names(List.of("one", "two")),
                    new StreamFilter.Prefix("web-"))));
    assertThat(entry.discover()).isEmpty();
  }

  @Test
  void discoveredGroupsKeepTheirLimit() {
    PollPlan.Entry entry =
        only(
            """
            region: us-east-1
            logs:
              groups:
                autodiscover:
                  limit: 100
                  prefix: /aws/lambda
            """);

    assertThat(entry.named()).isEmpty();
    assertThat(entry.discover())
        .singleElement()
        .satisfies(
            discover -> {
              assertThat(discover.limit()).isEqualTo(100);
              assertThat(discover.prefixes()).containsExactly("/aws/lambda");
            });
  }

  @Test
  void ownLogGroupsAreNeverRead() {
    PollPlan plan =
        PollPlans.of(
            PollSettings.parse("{region: us-east-1, logs: {groups: {named: {/a: }}}}", Map.of()),
            true,
            List.of(new LogGroupId("123456789012", "us-east-1", "/aws/lambda/own-poll")),
            new PollPlan.Shard(1, 2));

    assertThat(plan.own()).containsExactly("123456789012/us-east-1//aws/lambda/own-poll");
    assertThat(plan.shard()).isEqualTo(new PollPlan.Shard(1, 2));
  }

  private static PollPlan.Entry only(String yaml) {
    return PollPlans.of(PollSettings.parse(yaml, Map.of()), true, List.of(), PollPlan.Shard.ALL)
        .entries()
        .getFirst();
  }
}
