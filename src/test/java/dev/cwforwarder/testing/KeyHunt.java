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

/// Looks for keys in everything that functions leave behind: as they are, percent-encoded and in
/// base64. Finding one fails the test, which says where and shows nothing of it.
///
/// Collect with `in…`, then [#assertNothingFound].
public final class KeyHunt {
  private final List<String> forms;
  private final TreeSet<String> found = new TreeSet<>();
  private int texts;

  private KeyHunt(List<String> forms) {
    this.forms = forms;
  }

  /// Looks for `keys`.
  ///
  /// @param keys what must be nowhere
  public static KeyHunt forKeys(String... keys) {
    return new KeyHunt(Stream.of(keys).flatMap(KeyHunt::forms).distinct().toList());
  }

  /// Output and command lines of all processes of `lambda`, dead ones included: their log lines
  /// hold their metrics.
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

  /// Every file below `folder`, if there is one: on-failure records.
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

  /// Every document kept in `bucket`, and its name.
  public KeyHunt inBucket(MotoServer aws, String bucket) {
    aws.documents(bucket)
        .forEach(document -> inText("s3://" + bucket, document.key() + document.json()));
    return this;
  }

  /// Any other text.
  ///
  /// @param place what to call it
  public KeyHunt inText(String place, String text) {
    texts++;
    if (forms.stream().anyMatch(text::contains)) {
      found.add(place);
    }
    return this;
  }

  /// Fails if a key was found, or if nothing was looked at.
  public void assertNothingFound() {
    assertThat(texts).as("texts looked at").isPositive();
    assertThat(found).as("places that show a key").isEmpty();
  }

  private void inFile(Path file) {
    try {
      // Not UTF-8: a file of any bytes can be read so, and keys are ASCII.
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
        // Its end depends on what follows.
        base64.substring(0, base64.length() - 4));
  }
}
