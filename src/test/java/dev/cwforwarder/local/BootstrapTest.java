package dev.cwforwarder.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.lambda.Invocation;
import dev.cwforwarder.local.lambda.ProjectRoot;
import dev.cwforwarder.local.lambda.RuntimeApi;
import dev.cwforwarder.local.lambda.RuntimeFolder;
import dev.cwforwarder.local.lambda.RuntimeSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/bootstrap.sh`, the search for a JDK in `scripts/lib/java.sh`, and the Maven wrapper.
final class BootstrapTest {
  private static final Path ROOT = ProjectRoot.find();
  private static final String HANDLER = EchoHandler.class.getName();

  @TempDir private Path folder;
  private Path function = Path.of("");

  @BeforeEach
  void unpack() {
    RuntimeFolder.prepare(ROOT);
    function = EchoFunction.in(folder).folder();
  }

  @Test
  void runsFromAnyFolderThroughALink() throws Exception {
    Path link =
        Files.createSymbolicLink(folder.resolve("link"), ROOT.resolve("scripts/bootstrap.sh"));

    String answer = ask("folder", Map.of("FUNCTION_DIR", "function"), link.toString());

    assertThat(Path.of(answer).toRealPath()).isEqualTo(function.toRealPath());
  }

  @Test
  void oneProcessFromBashToTheFunction() throws Exception {
    assertThat(ask("pid", Map.of())).isEqualTo(Long.toString(lastPid));
  }

  @Test
  void compilersAreThoseOfLambda() throws Exception {
    String snapStart = "AWS_LAMBDA_INITIALIZATION_TYPE";

    assertThat(ask("tiers", Map.of())).isEqualTo("c1");
    assertThat(ask("tiers", Map.of(), bootstrap(), "--tiered")).isEqualTo("all");
    assertThat(ask("tiers", Map.of(snapStart, "on-demand"))).isEqualTo("c1");
  }

  @Test
  void theCallersEnvironmentOverridesTheTemplate() throws Exception {
    Path defaults = ROOT.resolve("target/runtime").resolve(HANDLER + ".env");
    Files.writeString(defaults, "BOOTSTRAP_A=of = template\nBOOTSTRAP_B=of template\n");
    try {
      Map<String, String> caller = Map.of("BOOTSTRAP_B", "of caller");

      assertThat(ask("env BOOTSTRAP_A", caller)).isEqualTo("of = template");
      assertThat(ask("env BOOTSTRAP_B", caller)).isEqualTo("of caller");
    } finally {
      Files.delete(defaults);
    }
  }

  /// As on macOS, for which the native part of the runtime client is not available.
  @Test
  void functionRunsWithoutTheNativePart() throws Exception {
    Path copy = folder.resolve("project");
    for (String name :
        List.of("scripts/bootstrap.sh", "scripts/lib/java.sh", "scripts/lib/build.sh")) {
      Files.createDirectories(copy.resolve(name).getParent());
      Files.copy(ROOT.resolve(name), copy.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    RuntimeFolder.prepare(copy);
    Files.delete(copy.resolve("target/runtime/libaws-lambda-jni.so"));
    String script = copy.resolve("scripts/bootstrap.sh").toString();

    assertThat(ask("hello", Map.of(), script)).isEqualTo("hello");
    assertThat(Integer.parseInt(ask("left", Map.of(), script))).isPositive();
    assertThat(ask("arn", Map.of(), script)).isEqualTo("arn");
  }

  @Test
  void invalidUsageIsExplained() throws Exception {
    assertThat(outputOf(List.of(bootstrap(), "--nonsense"))).contains("unknown option --nonsense");
    assertThat(outputOf(List.of(bootstrap()))).contains("AWS_LAMBDA_RUNTIME_API is not set");
    assertThat(outputOf(List.of(bootstrap(), "-h"))).contains("FUNCTION_DIR", "--tiered");
  }

  @Test
  void jdkIsFoundInDifferentLocations() throws Exception {
    Path home = folder.resolve("home/.sdkman/candidates/java/25.0.1-tem");
    Files.createDirectories(home.getParent());
    Files.createSymbolicLink(home, Path.of(System.getProperty("java.home")));

    assertThat(find("is_jdk '%s' && echo yes".formatted(home))).isEqualTo("yes");
    assertThat(find("is_jdk /nowhere || echo no")).isEqualTo("no");
    assertThat(find("find_jdk && test -x \"$JAVA_HOME/bin/javac\" && echo found"))
        .isEqualTo("found");
  }

  @Test
  void olderJdkIsSkipped() throws Exception {
    assertThat(find("is_jdk '%s' || echo old".formatted(olderJdk()))).isEqualTo("old");
  }

  /// Otherwise Java would only report an unrecognized option of `.mvn/jvm.config`.
  @Test
  void mavenWrapperNamesTheJdkThatItNeeds() throws Exception {
    String java = olderJdk() + "/bin/java";

    assertThat(find("JAVA_HOME='%s' ./mvnw --version || echo status $?".formatted(olderJdk())))
        .isEqualTo(
            "This build needs a JDK 25 or newer, but %s is version 21: set JAVA_HOME to a newer one.\nstatus 1"
                .formatted(java));
  }

  private Path olderJdk() throws IOException {
    Path old = folder.resolve("old");
    Files.createDirectories(old.resolve("bin"));
    for (String tool : List.of("java", "javac")) {
      Path file =
          Files.writeString(
              old.resolve("bin").resolve(tool),
              "#!/bin/sh\necho 'openjdk version \"21.0.4\" 2024-07-16' >&2\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"21.0.4\"\n");
    return old;
  }

  @Test
  void missingJdkIsExplainedInASentence() throws Exception {
    assertThat(find("is_jdk() { return 1; }; find_jdk || echo status $?"))
        .startsWith("No JDK 25 or newer found")
        .endsWith("status 1");
  }

  private long lastPid;

  private String find(String script) throws Exception {
    return outputOf(List.of("bash", "-c", "set -euo pipefail; . scripts/lib/java.sh; " + script))
        .strip();
  }

  private static String bootstrap() {
    return ROOT.resolve("scripts/bootstrap.sh").toString();
  }

  private static String outputOf(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
    builder.environment().remove("AWS_LAMBDA_RUNTIME_API");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private String ask(String event, Map<String, String> environment) throws Exception {
    return ask(event, environment, bootstrap());
  }

  private String ask(String event, Map<String, String> environment, String... command)
      throws Exception {
    try (RuntimeApi api = RuntimeApi.start()) {
      ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
      builder.directory(folder.toFile()).inheritIO();
      builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
      builder.environment().put("_HANDLER", HANDLER);
      builder.environment().put("FUNCTION_DIR", function.toString());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      lastPid = process.pid();
      try {
        api.offer(new Invocation("id", "arn", "\"" + event + "\"", Instant.now().plusSeconds(60)));
        assertThat(api.poll(Duration.ofSeconds(30))).isEqualTo(new RuntimeSignal.Ready());
        RuntimeSignal signal = requireNonNull(api.poll(Duration.ofSeconds(30)));
        return ((RuntimeSignal.Response) signal).payload().replace("\"", "");
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
