package dev.cwforwarder.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/// `invoke-local.sh --now`: moves all times of a sample event in `events/` by the same number of
/// seconds, so that its newest time is now. Other events keep their times, because it is unknown
/// which of their numbers are times.
final class SampleDates {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STREAM_DATE = Pattern.compile("^\\d{4}/\\d{2}/\\d{2}(?=/)");

  /// X-Ray's trace ids start with the time. Spans of two runs must not share a trace.
  private static final Pattern TRACE_ID =
      Pattern.compile("(?<=(?:traceId|trace_id)\\\\{0,3}\":\\\\{0,3}\")[0-9a-f]{8}");

  private static final List<Form> FORMS =
      List.of(
          Form.of("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}", "uuuu-MM-dd'T'HH:mm:ss"),
          Form.of("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}", "uuuu-MM-dd HH:mm:ss"),
          Form.of("\\d{4}/\\d{2}/\\d{2} \\d{2}:\\d{2}:\\d{2}", "uuuu/MM/dd HH:mm:ss"),
          Form.of("\\d{2}/[A-Z][a-z]{2}/\\d{4}:\\d{2}:\\d{2}:\\d{2}", "dd/MMM/uuuu:HH:mm:ss"),
          Form.epoch());

  private SampleDates() {}

  /// A way to write a time, in UTC and to the second. Fractions of a second follow it unchanged.
  private record Form(
      Pattern pattern, Function<String, Instant> read, Function<Instant, String> write) {
    static Form of(String regex, String pattern) {
      DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
      return new Form(
          Pattern.compile(regex),
          text -> LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC),
          time -> format.format(time.atOffset(ZoneOffset.UTC)));
    }

    /// Seconds, also as the start of milliseconds or nanoseconds.
    static Form epoch() {
      return new Form(
          Pattern.compile("\\b1[67]\\d{8}(?=(?:\\d{3}|\\d{9})?\\b)"),
          text -> Instant.ofEpochSecond(Long.parseLong(text)),
          time -> Long.toString(time.getEpochSecond()));
    }
  }

  /// The events of the sample `file`, which ends at `now`.
  static List<String> until(Instant now, Path root, Path file, List<String> events)
      throws InputException {
    if (!isSample(root, file)) {
      throw new InputException(
          "--now: "
              + file
              + " is not one of the samples in "
              + root.resolve("events")
              + "; other events keep their times");
    }
    List<String> moved = new ArrayList<>();
    for (String event : events) {
      try {
        moved.add(move(now, event));
      } catch (IOException e) {
        throw new InputException("--now: cannot read the times of " + file + ": " + e.getMessage());
      }
    }
    return moved;
  }

  private static boolean isSample(Path root, Path file) {
    Path events = root.resolve("events");
    try {
      Path name = file.getFileName();
      return file.toRealPath().equals(events.toRealPath().resolve(name))
          && JSON.readTree(events.resolve("src/expected.json").toFile()).has(name.toString());
    } catch (IOException e) {
      return false;
    }
  }

  private static String move(Instant now, String event) throws IOException {
    if (!JSON.readTree(event).has("awslogs")) {
      return moveText(now, event);
    }
    JsonNode document = SubscriptionDocuments.unwrap(event);
    if (document == null) {
      throw new IOException("its data is damaged");
    }
    return SubscriptionEvent.wrap(moveDocument(now, document.toString()).toString());
  }

  private static JsonNode moveDocument(Instant now, String text) throws IOException {
    ObjectNode document = (ObjectNode) JSON.readTree(moveText(now, text));
    String date = now.toString().substring(0, 10).replace('-', '/');
    String stream = STREAM_DATE.matcher(document.path("logStream").asText()).replaceFirst(date);
    document.put("logStream", stream);
    int index = 0;
    for (JsonNode event : document.path("logEvents")) {
      long timestamp = event.path("timestamp").longValue();
      ((ObjectNode) event).put("id", SubscriptionEvent.id(timestamp, stream, index++));
    }
    return document;
  }

  private static String moveText(Instant now, String text) {
    Instant newest =
        FORMS.stream()
            .flatMap(
                form ->
                    form.pattern.matcher(text).results().map(hit -> form.read.apply(hit.group())))
            .max(Instant::compareTo)
            .orElse(now);
    // One second less: the newest time may have a fraction.
    Duration by = Duration.ofSeconds(Duration.between(newest, now).toSeconds() - 1);
    String moved = TRACE_ID.matcher(text).replaceAll("%08x".formatted(now.getEpochSecond()));
    for (Form form : FORMS) {
      moved =
          form.pattern
              .matcher(moved)
              .replaceAll(hit -> form.write.apply(form.read.apply(hit.group()).plus(by)));
    }
    return moved;
  }
}
