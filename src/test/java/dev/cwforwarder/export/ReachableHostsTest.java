package dev.cwforwarder.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.net.HostAliases;
import dev.cwforwarder.testing.otlp.Exporters;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Names that [URI] does not know as hosts, but that resolve.
final class ReachableHostsTest {
  private final Exporters setup = new Exporters();
  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @ParameterizedTest
  @MethodSource("names")
  void requestsReachEveryNameThatResolves(String name) {
    String address = "http://%s:%d/v1/logs".formatted(name, receiver.endpoint().getPort());

    assertThat(export(address)).isEqualTo(new ExportResult.Exported());
    assertThat(receiver.uids()).isEqualTo(Records.uids(1));
  }

  @ParameterizedTest
  @MethodSource("names")
  void messagesNameTheHost(String name) {
    String host = "http://%s:%d".formatted(name, receiver.endpoint().getPort());
    receiver.answerNext(Answer.status(404), Answer.redirect(302, host + "/login?token=secret"));

    assertThat(export(host + "/v1/logs?tenant=secret"))
        .isInstanceOfSatisfying(
            ExportResult.Misconfigured.class,
            wrong -> assertThat(wrong.reason()).startsWith("POST " + host + "/v1/logs failed: "));
    assertThat(export(host + "/v1/logs"))
        .isInstanceOfSatisfying(
            ExportResult.Misconfigured.class,
            wrong -> assertThat(wrong.reason()).endsWith("final address: " + host + "/login"));
  }

  private ExportResult export(String address) {
    return setup.to(URI.create(address)).open(setup.later()).export(Records.records(1));
  }

  private static List<String> names() {
    return HostAliases.NAMES;
  }
}
