package dev.cwforwarder.map.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All labelled lines, in the order of their files.
public final class Corpus {
  private static final Path FOLDER = Path.of("src/test/resources/corpus");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Corpus() {}

  /// Reads the corpus.
  ///
  /// @throws IllegalArgumentException if a line is malformed; the message contains its id
  public static List<CorpusLine> lines() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<CorpusLine> lines = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).sorted().toList()) {
        String source = file.getFileName().toString().replace(".jsonl", "");
        for (String line : Files.readAllLines(file)) {
          lines.add(CorpusLine.of(source, JSON.readTree(line)));
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
