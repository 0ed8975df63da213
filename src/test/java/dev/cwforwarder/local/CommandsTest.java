package dev.cwforwarder.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.lambda.ProjectRoot;
import dev.cwforwarder.local.otlp.OtlpJson;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.local.otlp.Received;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.aws.KinesisEvents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of `invoke-local.sh`, `demo.sh` and `make-event.sh`, with the packaged function.
final class CommandsTest {
  private static final Path EVENTS = ProjectRoot.find().resolve("events");

  @TempDir private Path folder;
  private String output = "";

  @Test
  void invokedEventIsWrittenAsRows() throws IOException {
    Path out = folder.resolve("out.jsonl");

    assertThat(invoke(EVENTS.resolve("subscription.json"), "--out", out.toString())).isZero();

    assertThat(output)
        .contains("LOG GROUP", "/aws/lambda/checkout", "9 records arrived in 1 request");
    List<String> rows = Files.readAllLines(out);
    assertThat(rows).hasSize(1);
    assertThat(Received.records(OtlpJson.parse(rows.getFirst()))).hasSize(9);
  }

  @Test
  void permanent503LeavesAnOnFailureRecordWithTheEvent() throws IOException {
    Path event = EVENTS.resolve("mixed-accounts.json");
    Path failures = folder.resolve("failures");

    int status =
        invoke(
            event,
            "--answer",
            "503",
            "--failures",
            failures.toString(),
            "--retry-delay",
            "0",
            "--env",
            "RETRY_BUDGET_MS=200");

    assertThat(status).isOne();
    assertThat(output)
        .contains("HTTP 503", "Retries exhausted after 3 attempts", failures.toString());
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(onlyFile(failures).toFile()).path("requestPayload"))
        .isEqualTo(json.readTree(event.toFile()));
  }

  @Test
  void realEndpointGetsEveryRecordOnce() {
    try (OtlpReceiver real = OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey("k"))) {
      String endpoint = real.endpoint().toString();

      System.setIn(new ByteArrayInputStream("k\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(
              invoke(EVENTS.resolve("subscription-ecs.json"), "--endpoint", endpoint, "--api-key"))
          .isZero();

      assertThat(real.uids()).hasSize(4).doesNotHaveDuplicates();
      assertThat(output).contains("4 records accepted by " + endpoint);
    }
  }

  @Test
  void aBatchThatLambdaRetriesIsNoSuccess() throws IOException {
    byte[] records =
        KinesisEvents.event(Payloads.gzip(Payloads.document(Payloads.SOURCE, Payloads.events(1))));
    Path event = Files.write(folder.resolve("batch.json"), records);
    String[] kinesis = {
      "--handler", "dev.cwforwarder.handler.KinesisHandler", "--env", "RETRY_BUDGET_MS=0"
    };

    assertThat(invoke(event, kinesis)).isZero();
    assertThat(output)
        .contains("Invocation succeeded", "Answer: {\"batchItemFailures\":[]}", "1 record");

    String[] refused =
        Stream.of(kinesis, new String[] {"--answer", "503"})
            .flatMap(Stream::of)
            .toArray(String[]::new);
    assertThat(invoke(event, refused)).isOne();
    assertThat(output)
        .contains("from which Lambda retries: " + KinesisEvents.sequenceNumber(0))
        .doesNotContain("Invocation succeeded");
  }

  @Test
  void textLinesAreSentUnderTheGivenGroup() throws IOException {
    Path text = Files.writeString(folder.resolve("app.log"), "one\ntwo\n");

    assertThat(invoke(text, "--log-group", "/my/app")).isZero();
    assertThat(output).contains("/my/app", "2 records");
  }

  @Test
  void recordsAreShownWithTheirContent() throws IOException {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    Path text =
        Files.writeString(
            folder.resolve("app.log"),
            """
            {"level":"warn","message":"slow","trace_id":"%s","span_id":"b7ad6b7169203331","ms":61,"to":"db"}
            plain
            """
                .formatted(trace));

    assertThat(invoke(text, "--log-group", "/ecs/shop", "--show")).isZero();
    assertThat(output)
        .contains(
            "WARN  shop  trace " + trace + "  span b7ad6b7169203331\n  slow\n",
            "\n    ms = 61\n",
            "\n    to = \"db\"\n",
            "\n\n-  shop\n  plain\n");
  }

  @Test
  void escapeSequencesInLogEventsDoNotReachTheTerminal() throws IOException {
    String hostile = "\u001b[2J\u009b2J\u202egpj";
    Path text = Files.writeString(folder.resolve("app.log"), "a" + hostile + "\n");
    String json =
        "{\"level\":\"warn\\u001b[2J\",\"message\":\"b\",\"c" + hostile + "\":\"d\\u001b\"}";
    Files.writeString(text, json + "\n", StandardOpenOption.APPEND);

    assertThat(
            invoke(
                text,
                "--log-group",
                "/g" + hostile,
                "--log-stream",
                "s" + hostile,
                "--show",
                "--verbose"))
        .isZero();
    assertNothingHidden();
    assertThat(output)
        .contains(
            "a\\x1b[2J\\x9b2J\\u202egpj", "/g\\x1b[2J", "s\\x1b[2J", "c\\x1b[2J", "\"d\\x1b\"");

    assertThat(invoke(folder.resolve("none" + hostile), "--log-group", "/g")).isEqualTo(2);
    assertNothingHidden();
  }

  @Test
  void aSampleArrivesAsOfNow() throws IOException {
    Path out = folder.resolve("out.jsonl");
    long start = Instant.now().getEpochSecond();

    assertThat(invoke(EVENTS.resolve("subscription.json"), "--now", "--out", out.toString()))
        .as(output)
        .isZero();

    assertThat(Received.records(OtlpJson.parse(Files.readAllLines(out).getFirst())))
        .hasSize(9)
        .allSatisfy(
            record ->
                assertThat(record.getTimeUnixNano() / 1_000_000_000)
                    .isBetween(start - 2, Instant.now().getEpochSecond()));
  }

  @Test
  void anEventOfTheUserIsNotMovedToNow() throws IOException {
    Path event = folder.resolve("subscription.json");
    Files.copy(EVENTS.resolve("subscription.json"), event);

    assertThat(invoke(event, "--now")).isEqualTo(2);
    assertThat(output)
        .startsWith("invoke-local.sh: --now: " + event + " is not one of the samples in ")
        .hasLineCount(1);
  }

  @Test
  void invalidInputIsExplainedInOneLine() {
    assertThat(invoke(folder.resolve("none.json"))).isEqualTo(2);
    assertThat(output).startsWith("invoke-local.sh: cannot read ").hasLineCount(1);
    assertThat(run(new InvokeLocal(), "--unknown")).isEqualTo(2);
    assertThat(run(new InvokeLocal(), "-h")).isZero();
  }

  @Test
  void aKeyInAnArgumentIsRefused() {
    Path event = EVENTS.resolve("subscription.json");

    assertThat(invoke(event, "--env", "CLICKSTACK_API_KEY=secret")).isEqualTo(2);
    assertThat(output)
        .contains("--env CLICKSTACK_API_KEY", "other users", "--api-key")
        .doesNotContain("secret");
  }

  @Test
  void demoShowsEverySample() throws IOException {
    Path out = folder.resolve("rows.jsonl");

    assertThat(run(new Demo(), "--out", out.toString())).as(output).isZero();
    assertThat(output).contains(SampleEventsTest.files()).doesNotContain("NOT AS EXPECTED");
    assertThat(Files.readAllLines(out)).hasSize(9); // those with records, each in one request
  }

  @Test
  void createdEventCanBeInvoked() {
    Path event = folder.resolve("event.json");

    assertThat(
            run(
                new MakeEvent(),
                "--group",
                "/g",
                "--lines",
                "7",
                "--extracted",
                "account=111111111111",
                "--out",
                event.toString()))
        .isZero();
    assertThat(invoke(event)).isZero();
    assertThat(output).contains("7 records");
  }

  private void assertNothingHidden() {
    assertThat(output).doesNotContain("\u001b", "\u009b", "\u202e");
  }

  private int invoke(Path event, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addFirst(event.toString());
    return run(new InvokeLocal(), arguments.toArray(String[]::new));
  }

  private int run(Callable<Integer> command, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      return Commands.run(command, arguments);
    } finally {
      System.setOut(out);
      System.setErr(err);
      output = bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).reduce((a, b) -> b).orElseThrow();
    }
  }
}
