package dev.cwforwarder.map.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The labelled lines of many formats, with the name of the format as their source, and lines
/// without a level.
public final class Formats {
  private static final Path FOLDER = Path.of("src/test/resources/formats");
  private static final Path HELD_OUT = FOLDER.resolve("heldout");
  private static final String FALSE_ALARMS = "false-alarms";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Formats() {}

  /// The formats that the reader is tuned to.
  ///
  /// @throws IllegalArgumentException if a line is malformed; the message contains its id
  public static List<CorpusLine> tuning() {
    return lines(FOLDER, false);
  }

  /// The formats that the reader is never tuned to.
  public static List<CorpusLine> heldOut() {
    return lines(HELD_OUT, false);
  }

  /// Lines without a level that the reader is tuned to.
  public static List<CorpusLine> falseAlarms() {
    return lines(FOLDER, true);
  }

  /// Lines without a level that the reader is never tuned to.
  public static List<CorpusLine> heldOutFalseAlarms() {
    return lines(HELD_OUT, true);
  }

  /// Every line.
  public static List<CorpusLine> all() {
    return Stream.of(tuning(), heldOut(), falseAlarms(), heldOutFalseAlarms())
        .flatMap(List::stream)
        .toList();
  }

  /// Whether all lines of the format `name` are held out.
  public static boolean isHeldOut(String name) {
    return CorpusLine.isHeldOut(name);
  }

  private static List<CorpusLine> lines(Path folder, boolean falseAlarms) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .filter(file -> file.getFileName().toString().startsWith(FALSE_ALARMS) == falseAlarms)
          .sorted()
          .flatMap(file -> lines(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<CorpusLine> lines(Path file) {
    try {
      List<CorpusLine> lines = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        JsonNode json = JSON.readTree(line);
        lines.add(CorpusLine.of(json.path("format").asText(), json));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
