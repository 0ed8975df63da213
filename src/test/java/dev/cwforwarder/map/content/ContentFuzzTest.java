package dev.cwforwarder.map.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.model.LogEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Tag;

/// Whatever a message is, reading it ends, keeps to its limits and gives the same again.
///
/// An ordinary build runs it over the inputs in `src/test/resources/dev/cwforwarder/map/content/`;
/// `scripts/fuzz.sh` looks for new ones and leaves what it finds there. An input's first byte
/// chooses the settings and the kind of source, the others are the message.
@Tag("slow")
final class ContentFuzzTest {
  private static final SourceKind[] KINDS = SourceKind.values();

  /// Line breaks that keep the collector from a body.
  private static final int ADDED_TO_A_BODY = BodyReparseGuard.MAX_LINE_BREAKS;

  /// What is given to a record beside the fields of its message.
  private static final int MOST_OF_OUR_OWN = 64;

  /// Then only some inputs are read as long ones, too: it takes most of the time.
  private static final boolean FUZZING = System.getenv("JAZZER_FUZZ") != null;

  private static final int LONG_CHARACTERS = 100_000;
  private static final Duration LONG_TAKES_AT_MOST = Duration.ofSeconds(5);

  @FuzzTest
  void messageIsReadWithinLimits(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int choice = input[0];
    String message = new String(input, 1, input.length - 1, UTF_8);
    Content content = read(choice, message);
    checkLimits(content, message);
    check(isCooked(choice) || message.startsWith(content.body()), "a raw body is not the message");
    checkSame(content, read(choice, message));
    if (!FUZZING || Arrays.hashCode(input) % 64 == 0) {
      checkIsReadFast(choice, message);
    }
  }

  private static Content read(int choice, String message) {
    ContentOptions options =
        new ContentOptions(
            (choice & 8) == 0, isCooked(choice), (choice & 2) != 0, (choice & 16) != 0);
    ContentReader.Batch batch =
        new ContentReader(options)
            .batch(KINDS[((choice >> 2 & 1) | (choice >> 4 & 14)) % KINDS.length]);
    batch.read(new LogEvent("earlier", 0, "{\"level\":\"error\",\"trace_id\":\"x\"}"));
    return batch.read(new LogEvent("uid", 0, message));
  }

  /// Not `BODY=raw`.
  private static boolean isCooked(int choice) {
    return (choice & 1) == 0;
  }

  private static void checkLimits(Content content, String message) {
    check("uid".equals(content.attributes().get(RecordKeys.UID)), "no uid");
    check(content.body().length() <= message.length() + ADDED_TO_A_BODY, "more body than message");
    check(
        content.attributes().size() <= RecordBuilder.MAX_ATTRIBUTES + MOST_OF_OUR_OWN,
        "too many attributes");
    content
        .attributes()
        .forEach(
            (key, value) -> {
              check(
                  key.getKey().length()
                      <= 2 * Fields.ORIGINAL.length() + RecordBuilder.MAX_NAME_LENGTH,
                  "a long name");
              check(
                  !(value instanceof String text) || text.length() <= RecordBuilder.MAX_TEXT_LENGTH,
                  "a long text");
            });
  }

  private static void checkSame(Content first, Content second) {
    check(first.body().equals(second.body()), "another body");
    check(first.severity() == second.severity(), "another severity");
    check(first.attributes().equals(second.attributes()), "other attributes");
    check(first.timeNanos() == second.timeNanos(), "another time");
    check(
        Objects.equals(first.span().getTraceId(), second.span().getTraceId())
            && Objects.equals(first.span().getSpanId(), second.span().getSpanId()),
        "another trace");
  }

  /// Takes what a reader needs that looks at a character once for each one before it.
  private static void checkIsReadFast(int choice, String message) {
    if (message.isEmpty()) {
      return;
    }
    String longer = message.repeat(LONG_CHARACTERS / message.length() + 1);
    long start = System.nanoTime();
    checkLimits(read(choice, longer), longer);
    check(
        System.nanoTime() - start < LONG_TAKES_AT_MOST.toNanos(),
        "reading takes seconds: quadratic");
  }

  private static void check(boolean holds, String problem) {
    if (!holds) {
      throw new AssertionError(problem);
    }
  }
}
