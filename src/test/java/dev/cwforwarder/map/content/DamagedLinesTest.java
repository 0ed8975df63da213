package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.model.LogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Parses damaged lines of the golden cases: parsing never fails, and no part of a line is lost.
final class DamagedLinesTest {
  private static final Path CASES = Path.of("src/test/resources/golden");
  private static final Path FORMATS = Path.of("src/test/resources/formats");
  private static final int ROUNDS_PER_LINE = 60;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 400;
  private static final String CHARACTERS = " \t\n\"\\-:,;()[]{}=@#/?%.0aZ\u0000é\ud83d";
  private static final ContentOptions RAW = new ContentOptions(true, false, XrayTraceIds.ON, false);

  record Case(String name, SourceKind kind, List<String> messages) {
    /// Whether a line remains the body, however much of it is parsed.
    boolean isText() {
      return name.matches(
          "(flow-logs|alb|api-execution|klog|postgresql|mysql|sql-server-and-oracle|public-zone)/.*"
              + "|access-lines/(?!in-json).*|cloudfront/line");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    try (Stream<Path> files = Files.walk(CASES)) {
      List<Case> cases =
          files
              .filter(file -> file.endsWith("input.json"))
              .sorted()
              .map(DamagedLinesTest::read)
              .toList();
      assertThat(cases.stream().filter(Case::isText)).hasSizeGreaterThan(40);
      return cases.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void damagedLineIsParsedWithoutLoss(Case sample) {
    SplittableRandom random = new SplittableRandom(sample.name().hashCode());
    ContentReader.Batch raw = new ContentReader(RAW).batch(sample.kind());
    ContentReader.Batch batch = new ContentReader(ContentOptions.DEFAULT).batch(sample.kind());
    for (int i = 0; i < ROUNDS; i++) {
      String original = sample.messages().get(i % sample.messages().size());
      String text = damage(original, random).stripTrailing();

      assertThat(raw.read(event(text)).body()).isEqualTo(text);
      String body = batch.read(event(text)).body();
      if (sample.isText()) {
        assertThat(body.replace("{\n", "{")).isEqualTo(text.replace("{\n", "{"));
      }
    }
  }

  /// Requests are searched in any order of the columns, and heads, pairs and objects have many
  /// forms, so their lines have more ways to be damaged.
  @ParameterizedTest
  @ValueSource(
      strings = {"access-4", "access-5", "http", "http-json", "software-http", "heads-5", "json-5"})
  void damagedLineOfAFormatIsParsedWithoutLoss(String file) throws IOException {
    SplittableRandom random = new SplittableRandom(file.hashCode());
    ContentReader.Batch raw = new ContentReader(RAW).batch(SourceKind.OTHER);
    for (String line : Files.readAllLines(FORMATS.resolve(file + ".jsonl"))) {
      String message = JSON.readTree(line).path("message").asText();
      for (int i = 0; i < ROUNDS_PER_LINE; i++) {
        String text = damage(message, random).stripTrailing();

        assertThat(raw.read(event(text)).body()).isEqualTo(text);
      }
    }
  }

  private static LogEvent event(String text) {
    return new LogEvent("uid", 0, text);
  }

  /// Applies one to three deletions, insertions, replacements, duplications or truncations.
  private static String damage(String text, SplittableRandom random) {
    StringBuilder line = new StringBuilder(text);
    for (int i = random.nextInt(1, 4); i > 0 && !line.isEmpty(); i--) {
      int at = random.nextInt(line.length());
      int to = Math.min(line.length(), at + random.nextInt(1, 9));
      switch (random.nextInt(5)) {
        case 0 -> line.delete(at, to);
        case 1 -> line.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        case 2 -> line.setCharAt(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        case 3 -> line.insert(at, line.substring(at, to));
        default -> line.setLength(at);
      }
    }
    return line.toString();
  }

  private static Case read(Path file) {
    try {
      JsonNode input = JSON.readTree(Files.readString(file));
      List<String> messages =
          StreamSupport.stream(input.path("logEvents").spliterator(), false)
              .map(event -> event.path("message").asText())
              .toList();
      SourceKind kind =
          SourceKind.of(input.path("logGroup").asText(), input.path("logStream").asText());
      String name = CASES.relativize(file.resolveSibling("")).toString().replace('\\', '/');
      return new Case(name, kind, messages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
