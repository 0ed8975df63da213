package dev.cwforwarder.bench;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Creates `target/bench`: unpacked packages of the handlers in [dev.cwforwarder.bench.subject],
/// from the compiled classes of the build and the jars on the class path.
record Packages(Path root) {
  private static final String CLASSES = "dev/cwforwarder/bench/subject";

  /// Without the first option, OpenTelemetry's exporter encodes two to three times slower.
  private static final String STOCK_OPTIONS =
      "--add-opens=java.base/java.lang=ALL-UNNAMED -XX:+UseSerialGC";

  private static final List<String> BASELINE_JARS =
      List.of(
          "aws-lambda-java-core-",
          "aws-lambda-java-events-",
          "jackson-annotations-",
          "jackson-core-",
          "jackson-databind-",
          "joda-time-",
          "kotlin-stdlib-",
          "okhttp-jvm-",
          "okio-jvm-",
          "opentelemetry-api-",
          "opentelemetry-common-",
          "opentelemetry-context-",
          "opentelemetry-exporter-common-",
          "opentelemetry-exporter-otlp-1",
          "opentelemetry-exporter-otlp-common-",
          "opentelemetry-exporter-sender-okhttp-",
          "opentelemetry-sdk-common-",
          "opentelemetry-sdk-logs-",
          "opentelemetry-sdk-metrics-",
          "opentelemetry-sdk-trace-");

  Subject candidate() {
    return Subject.forwarder(Subject.CANDIDATE, root.resolve("target/function"));
  }

  /// The stock pipeline.
  Subject baseline() throws IOException {
    Path folder = emptyFolder("baseline");
    copyClasses(folder);
    Path lib = Files.createDirectory(folder.resolve("lib"));
    for (String jar : BASELINE_JARS) {
      Path source = onClassPath(jar);
      Files.copy(source, lib.resolve(source.getFileName()));
    }
    return Subject.handler(
        Subject.BASELINE,
        folder,
        "dev.cwforwarder.bench.subject.StockHandler",
        STOCK_OPTIONS,
        true);
  }

  /// The handler that does nothing.
  Subject bare() throws IOException {
    Path folder = emptyFolder("bare");
    copyClasses(folder);
    return Subject.handler(
        Subject.BARE, folder, "dev.cwforwarder.bench.subject.BareHandler", "", false);
  }

  private void copyClasses(Path folder) throws IOException {
    Path target = Files.createDirectories(folder.resolve(CLASSES));
    try (Stream<Path> classes = Files.list(root.resolve("target/test-classes").resolve(CLASSES))) {
      for (Path one : classes.toList()) {
        Files.copy(one, target.resolve(one.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path emptyFolder(String name) throws IOException {
    Path folder = root.resolve("target/bench").resolve(name);
    if (Files.exists(folder)) {
      try (Stream<Path> inside = Files.walk(folder)) {
        for (Path one : inside.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  private static Path onClassPath(String jar) throws FileNotFoundException {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> entry.getFileName().toString().startsWith(jar))
        .findFirst()
        .orElseThrow(() -> new FileNotFoundException(jar + "*.jar is not on the class path"));
  }
}
