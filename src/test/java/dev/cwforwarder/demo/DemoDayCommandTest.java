package dev.cwforwarder.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.Commands;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command of `scripts/demo.sh`, with the packaged function.
final class DemoDayCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private String output = "";

  @Test
  @Tag("slow")
  void wholeDayArrivesAtTheEndpointAndAsRows() throws IOException {
    Path out = folder.resolve("rows.jsonl");
    LocalDate before = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    try (OtlpReceiver real = OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey("k"))) {
      String endpoint = real.endpoint().toString();

      System.setIn(new ByteArrayInputStream("k\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(run("--endpoint", endpoint, "--api-key", "--out", out.toString()))
          .as(() -> output)
          .isZero();

      JsonNode facts = JSON.readTree(folder.resolve(DemoDayCommand.FACTS).toFile());
      int events = facts.path("events").asInt();
      assertThat(LocalDate.parse(facts.path("date").asText()))
          .isBetween(before, LocalDate.now(ZoneOffset.UTC).minusDays(1));
      assertThat(real.spans()).hasSize(facts.path("spans").asInt());
      assertThat(Files.readAllLines(folder.resolve(DemoDayCommand.SPANS)))
          .hasSize(facts.path("spans").asInt());
      assertThat(real.uids()).hasSize(events).doesNotHaveDuplicates();
      Set<String> uids = new HashSet<>(real.uids());
      List<String> rows = Files.readAllLines(out);
      assertThat(rows).hasSize(events);
      assertThat(JSON.readTree(rows.getLast()).at("/LogAttributes/log.record.uid").asText())
          .isIn(uids);
      assertThat(JSON.readTree(rows.getFirst()).at("/LogAttributes/source").asText())
          .isEqualTo("cloudwatch-demo");
      assertThat(output)
          .contains(
              "SERVICE", "payment-processor", "accepted by " + endpoint, "Time range: ", "&to=");
    }
  }

  @Test
  void endpointThatRejectsTheKeyEndsTheRunWithAdvice() {
    try (OtlpReceiver real = OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey("k"))) {
      String endpoint = real.endpoint().toString();

      System.setIn(new ByteArrayInputStream("wrong\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(run("--endpoint", endpoint, "--api-key", "--retry-delay", "0")).isOne();

      assertThat(output).contains("The function failed", "HTTP 401");
      assertThat(real.records()).isEmpty();
    }
  }

  @Test
  void wrongDateIsOneClearLine() {
    assertThat(run("--date", "tomorrow")).isEqualTo(Commands.WRONG_INPUT);
    assertThat(output)
        .startsWith("demo.sh: --date tomorrow: expected YYYY-MM-DD, today or yesterday")
        .hasLineCount(1);
    assertThat(run("--date", "today", "--until-now")).isEqualTo(Commands.WRONG_INPUT);
    assertThat(output).startsWith("demo.sh: --until-now and --date: expected only one");
    assertThat(run("-h")).isZero();
    assertThat(output).contains("--date", "--endpoint", "--samples", "--until-now");
  }

  private int run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      return Commands.run(new DemoDayCommand(), withOut(arguments));
    } finally {
      System.setOut(out);
      System.setErr(err);
      output = bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private String[] withOut(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--out")) {
      all.addAll(List.of("--out", folder.resolve("rows.jsonl").toString()));
    }
    return all.toArray(String[]::new);
  }
}
