package dev.cwforwarder.map.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.model.LogEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Tag;

/// Parsing any message terminates, respects the limits and is deterministic.
///
/// A build runs the test with the inputs in `src/test/resources/dev/cwforwarder/map/content/`;
/// `scripts/fuzz.sh` searches for new inputs and stores its findings there. The first byte of an
/// input selects the settings and the kind of source; the other bytes are the message.
@Tag("slow")
final class ContentFuzzTest {
  private static final SourceKind[] KINDS = SourceKind.values();

  /// The maximum number of attributes that are added to the fields of a message.
  private static final int MAX_ADDED_ATTRIBUTES = 64;

  /// While fuzzing, only a sample of the inputs is also tested as a long message, because that
  /// takes most of the time.
  private static final boolean FUZZING = System.getenv("JAZZER_FUZZ") != null;

  private static final int LONG_MESSAGE_LENGTH = 100_000;
  private static final Duration MAX_LONG_DURATION = Duration.ofSeconds(5);

  @FuzzTest
  void messageIsReadWithinLimits(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int choice = input[0];
    String message = new String(input, 1, input.length - 1, UTF_8);
    Content content = read(choice, message);
    checkLimits(content, message);
    check(
        parsesBody(choice) || message.startsWith(content.body()),
        "the raw body is not the message");
    checkSame(content, read(choice, message));
    if (!FUZZING || Arrays.hashCode(input) % 64 == 0) {
      checkIsLinear(choice, message);
    }
  }

  private static Content read(int choice, String message) {
    ContentOptions options =
        new ContentOptions(
            (choice & 8) == 0,
            parsesBody(choice),
            (choice & 2) != 0 ? XrayTraceIds.ON : XrayTraceIds.OFF,
            (choice & 16) != 0);
    ContentReader.Batch batch =
        new ContentReader(options)
            .batch(KINDS[((choice >> 2 & 1) | (choice >> 4 & 14)) % KINDS.length]);
    batch.read(new LogEvent("earlier", 0, "{\"level\":\"error\",\"trace_id\":\"x\"}"));
    return batch.read(new LogEvent("uid", 0, message));
  }

  /// Whether the body is the parsed message, not the whole one (`BODY=raw`).
  private static boolean parsesBody(int choice) {
    return (choice & 1) == 0;
  }

  private static void checkLimits(Content content, String message) {
    check("uid".equals(content.attributes().get(RecordKeys.UID)), "no uid");
    check(
        content.body().length() <= message.length() + message.chars().filter(c -> c == '{').count(),
        "the body is longer than the message");
    check(
        content.attributes().size() <= RecordBuilder.MAX_ATTRIBUTES + MAX_ADDED_ATTRIBUTES,
        "too many attributes");
    content
        .attributes()
        .forEach(
            (key, value) -> {
              check(
                  key.getKey().length()
                      <= 2 * Fields.ORIGINAL.length() + RecordBuilder.MAX_NAME_LENGTH,
                  "a name that is too long");
              check(
                  !(value instanceof String text) || text.length() <= RecordBuilder.MAX_TEXT_LENGTH,
                  "a text that is too long");
            });
  }

  private static void checkSame(Content first, Content second) {
    check(first.body().equals(second.body()), "the body differs");
    check(first.severity() == second.severity(), "the severity differs");
    check(first.attributes().equals(second.attributes()), "the attributes differ");
    check(first.timeNanos() == second.timeNanos(), "the time differs");
    check(
        Objects.equals(first.span().getTraceId(), second.span().getTraceId())
            && Objects.equals(first.span().getSpanId(), second.span().getSpanId()),
        "the trace context differs");
  }

  /// Detects quadratic time with a message that repeats the input.
  private static void checkIsLinear(int choice, String message) {
    if (message.isEmpty()) {
      return;
    }
    String longer = message.repeat(LONG_MESSAGE_LENGTH / message.length() + 1);
    long start = System.nanoTime();
    checkLimits(read(choice, longer), longer);
    check(System.nanoTime() - start < MAX_LONG_DURATION.toNanos(), "parsing takes quadratic time");
  }

  private static void check(boolean holds, String problem) {
    if (!holds) {
      throw new AssertionError(problem);
    }
  }
}
