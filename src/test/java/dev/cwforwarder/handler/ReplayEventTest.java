package dev.cwforwarder.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cwforwarder.replay.ReplayRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Events of the replay function.
final class ReplayEventTest {
  @Test
  void anEventMaySelectWhatIsReplayed() throws IOException {
    ReplayEvent event = parse("{\"group\":\"/a\",\"limit\":7,\"dryRun\":true}");

    assertThat(event.dryRun()).isTrue();
    assertThat(event.request().group()).isEqualTo("/a");
    assertThat(event.request().limit()).isEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("dev.cwforwarder.handler.EventBridgeEvents#scheduled")
  void aScheduledEventOfEventBridgeReplaysWhatTheScheduleDoes(String event) throws IOException {
    assertThat(parse(event)).isEqualTo(parse("{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "source", "detail-type", "detail"})
  void anUnknownMemberIsNamed(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("{\"%s\":\"x\"}".formatted(name)))
        .withMessage(
            "'%s' is unknown: expected folders, prefix, group, from, to, limit or dryRun"
                .formatted(name));
  }

  private static ReplayEvent parse(String event) throws IOException {
    return ReplayEvent.parse(event.getBytes(StandardCharsets.UTF_8), ReplayRequest.Disposal.DELETE);
  }
}
