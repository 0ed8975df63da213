package dev.cwforwarder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.lambda.FunctionProcess;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.testing.aws.MotoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Searches for keys in all output and files of functions: in plain text, percent-encoded and in
/// base64. If a key is found, the test fails with its location, but without the key.
///
/// Call the `in…` methods, then [#assertNothingFound].
public final class KeyHunt {
  private final List<String> forms;
  private final TreeSet<String> found = new TreeSet<>();
  private int texts;

  private KeyHunt(List<String> forms) {
    this.forms = forms;
  }

  /// Searches for `keys`.
  ///
  /// @param keys the secrets that must not occur anywhere
  public static KeyHunt forKeys(String... keys) {
    return new KeyHunt(Stream.of(keys).flatMap(KeyHunt::forms).distinct().toList());
  }

  /// Searches the output and command lines of all processes of `lambda`, including ended ones. The
  /// output contains the metrics.
  public KeyHunt in(LocalLambda lambda) {
    for (FunctionProcess process : lambda.processes()) {
      String name = "process " + process.pid();
      process.stdout().lines().forEach(line -> inText("stdout of " + name, line));
      process.stderr().lines().forEach(line -> inText("stderr of " + name, line));
      ProcessHandle.of(process.pid())
          .flatMap(handle -> handle.info().commandLine())
          .ifPresent(line -> inText("command line of " + name, line));
    }
    return this;
  }

  /// Searches all files in `folder`, if it exists: on-failure records.
  public KeyHunt inFiles(Path folder) {
    if (!Files.exists(folder)) {
      return this;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).forEach(this::inFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /// Searches all documents in `bucket` and their keys.
  public KeyHunt inBucket(MotoServer aws, String bucket) {
    aws.documents(bucket)
        .forEach(document -> inText("s3://" + bucket, document.key() + document.json()));
    return this;
  }

  /// Searches any other text.
  ///
  /// @param place the name of its location
  public KeyHunt inText(String place, String text) {
    texts++;
    if (forms.stream().anyMatch(text::contains)) {
      found.add(place);
    }
    return this;
  }

  /// Fails if a key was found, or if no text was searched.
  public void assertNothingFound() {
    assertThat(texts).as("searched texts").isPositive();
    assertThat(found).as("places that contain a key").isEmpty();
  }

  private void inFile(Path file) {
    try {
      // ISO 8859-1 can decode any bytes, and keys are ASCII.
      inText(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> forms(String key) {
    String base64 = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    return Stream.of(
        key,
        URLEncoder.encode(key, StandardCharsets.UTF_8),
        // The last characters depend on the following text.
        base64.substring(0, base64.length() - 4));
  }
}
