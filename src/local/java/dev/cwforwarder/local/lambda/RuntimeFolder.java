package dev.cwforwarder.local.lambda;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `target/runtime`: the files that Lambda provides in addition to the function, for
/// `scripts/bootstrap.sh`.
/// - `lib/*.jar`: AWS's runtime client and its dependencies;
/// - `libaws-lambda-jni.so`: its native library, unpacked once; by default the client would unpack
///   it to a fixed file in `/tmp` at every start, where two processes interfere with each other;
/// - `<handler class>.env`: the default environment from `template.yaml`;
/// - `ready`: written last.
public record RuntimeFolder(Path path) {
  private static final String STAND_IN =
      "com/amazonaws/services/lambda/runtime/api/client/runtimeapi/NativeClient.class";
  private static final List<String> JARS =
      List.of(
          "aws-lambda-java-runtime-interface-client-",
          "aws-lambda-java-core-",
          "aws-lambda-java-serialization-",
          "utils-lite-");

  public RuntimeFolder {
    requireNonNull(path, "path is null");
  }

  /// The folder of the project at `root`, created or updated if necessary.
  public static RuntimeFolder prepare(Path root) {
    RuntimeFolder folder = new RuntimeFolder(root.resolve("target/runtime"));
    try {
      Path template = root.resolve("template.yaml");
      if (!folder.isFresh(template, root.resolve("target/tools.classpath"))) {
        folder.fill(template);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + folder.path(), e);
    }
    return folder;
  }

  /// Prepares the folder of the project in the system property `project.root`.
  public static void main(String[] arguments) {
    prepare(ProjectRoot.find());
  }

  private boolean isFresh(Path... sources) throws IOException {
    Path ready = path.resolve("ready");
    if (!Files.exists(ready)) {
      return false;
    }
    for (Path source : sources) {
      if (Files.exists(source)
          && Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(ready)) > 0) {
        return false;
      }
    }
    return true;
  }

  private void fill(Path template) throws IOException {
    Files.createDirectories(path.resolve("lib"));
    for (String jar : JARS) {
      Path source = onClassPath(jar);
      replace(path.resolve("lib").resolve(source.getFileName()), Files.readAllBytes(source));
    }
    standIn();
    if (System.getProperty("os.name").startsWith("Linux")) {
      unpackNativePart();
    }
    if (Files.exists(template)) {
      for (TemplateFunction function : TemplateFunction.readAll(template)) {
        replace(path.resolve(function.handlerClass() + ".env"), lines(function));
      }
    }
    replace(path.resolve("ready"), new byte[0]);
  }

  private static byte[] lines(TemplateFunction function) {
    StringBuilder lines = new StringBuilder();
    lines.append("AWS_LAMBDA_FUNCTION_MEMORY_SIZE=" + function.memoryMegabytes() + "\n");
    function.environment().entrySet().stream()
        .filter(one -> !one.getValue().isEmpty() && !one.getValue().contains("\n"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> lines.append(one.getKey() + "=" + one.getValue() + "\n"));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Path onClassPath(String jar) throws FileNotFoundException {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> entry.getFileName().toString().startsWith(jar))
        .findFirst()
        .orElseThrow(() -> new FileNotFoundException(jar + "*.jar is not on the class path"));
  }

  private void standIn() throws IOException {
    Path file = path.resolve("java-client").resolve(STAND_IN);
    Files.createDirectories(file.getParent());
    try (InputStream in = RuntimeFolder.class.getResourceAsStream("/" + STAND_IN)) {
      if (in == null) {
        throw new FileNotFoundException(STAND_IN + " is not on the class path");
      }
      replace(file, in.readAllBytes());
    }
  }

  private void unpackNativePart() throws IOException {
    String name = "/jni/libaws-lambda-jni." + platform() + ".so";
    try (InputStream in = RuntimeFolder.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is not in the runtime client");
      }
      replace(path.resolve("libaws-lambda-jni.so"), in.readAllBytes());
    }
  }

  private static String platform() {
    boolean arm = System.getProperty("os.arch").toLowerCase(Locale.ROOT).startsWith("aarch");
    String cpu = arm ? "aarch_64" : "x86_64";
    String loader = "/lib/ld-musl-" + (arm ? "aarch64" : "x86_64") + ".so.1";
    return (Files.exists(Path.of(loader)) ? "linux_musl-" : "linux-") + cpu;
  }

  /// Replaces a file atomically, so that a process that starts in the meantime never reads a part.
  private static void replace(Path file, byte[] content) throws IOException {
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "fresh", ".tmp");
    Files.write(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
