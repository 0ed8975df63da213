package dev.cwforwarder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// What an earlier version has written, in `src/test/resources/stored`. Every later version must
/// read it and write the same: these files are never changed, only added to.
public final class StoredForms {
  private static final String FOLDER = "src/test/resources/stored/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredForms() {}

  /// The text of the file `name`, e.g. `checkpoint/fresh.json`.
  public static String text(String name) {
    return Project.text(FOLDER + name).strip();
  }

  /// The names of all `.json` files of one kind, e.g. `checkpoint/fresh.json`.
  public static List<String> all(String kind) {
    try (Stream<Path> files = Files.list(Project.file(FOLDER + kind))) {
      return files
          .map(file -> kind + "/" + file.getFileName())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> lines(String name) {
    return text(name).lines().toList();
  }

  public static byte[] bytes(String name) {
    return text(name).getBytes(StandardCharsets.UTF_8);
  }

  /// The text as an object of the bucket.
  public static byte[] gzipped(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static JsonNode json(String name) {
    return tree(text(name));
  }

  /// Fails unless `written` is the same JSON as the file: same members, same values.
  public static void assertSame(String name, String written) {
    assertThat(tree(written)).as(name).isEqualTo(json(name));
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
