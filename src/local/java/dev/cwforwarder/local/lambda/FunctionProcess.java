package dev.cwforwarder.local.lambda;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The packaged function in a separate process under AWS's runtime client. `scripts/bootstrap.sh`
/// starts it with Lambda's environment variables and without those of this process.
public final class FunctionProcess implements AutoCloseable {
  /// The function and how to run it.
  ///
  /// @param folder the unpacked package: classes at the root, `lib/*.jar`
  /// @param handler the handler class
  /// @param environment the variables of the function's configuration, in addition to Lambda's own
  /// @param snapStart whether the init phase ends with a snapshot; implies C1 and C2
  /// @param tee receives each line of output
  public record Spec(
      Path folder,
      String handler,
      String functionName,
      Map<String, String> environment,
      boolean snapStart,
      Consumer<String> tee) {
    public Spec {
      requireNonNull(folder, "folder is null");
      requireNonNull(handler, "handler is null");
      requireNonNull(functionName, "functionName is null");
      environment = Map.copyOf(environment);
      requireNonNull(tee, "tee is null");
    }
  }

  private final Process process;
  private final ProcessOutput stdout = new ProcessOutput();
  private final ProcessOutput stderr = new ProcessOutput();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final Thread killer = new Thread(this::kill);

  private FunctionProcess(Process process, Consumer<String> tee) {
    this.process = process;
    stdout.collect(process, process.getInputStream(), tee);
    stderr.collect(process, process.getErrorStream(), tee);
    // Process.onExit() would need a free thread of the common pool, which callers may block.
    Thread.ofPlatform().daemon().name("function-exit").start(this::awaitExit);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /// Starts the function.
  ///
  /// @param runtimeApi host:port of the Runtime API from which it requests invocations
  public static FunctionProcess start(Spec spec, String runtimeApi) {
    Path root = ProjectRoot.find();
    RuntimeFolder.prepare(root);
    ProcessBuilder builder = new ProcessBuilder(root.resolve("scripts/bootstrap.sh").toString());
    builder.environment().clear();
    builder.environment().putAll(environment(spec, runtimeApi));
    try {
      return new FunctionProcess(builder.start(), spec.tee());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + builder.command(), e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Completes with the exit code; 128 + signal number if the process was killed.
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  public ProcessOutput stdout() {
    return stdout;
  }

  public ProcessOutput stderr() {
    return stderr;
  }

  /// Kills the process (SIGKILL), as Lambda does at the timeout, and waits for its end.
  public void kill() {
    process.destroyForcibly();
    exit.join();
  }

  /// Freezes the process (SIGSTOP), as Lambda does between invocations.
  public void freeze() {
    signal("-STOP");
  }

  /// Resumes a frozen process (SIGCONT).
  public void thaw() {
    signal("-CONT");
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // The JVM is shutting down.
    }
  }

  private void awaitExit() {
    try {
      exit.complete(process.waitFor());
    } catch (InterruptedException e) {
      exit.completeExceptionally(e);
    }
  }

  private void signal(String signal) {
    try {
      List<String> command = List.of("kill", signal, Long.toString(process.pid()));
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      // The ingestion key may be in it.
      builder.environment().clear();
      builder.start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send " + signal, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> environment(Spec spec, String runtimeApi) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("AWS_LAMBDA_FUNCTION_NAME", spec.functionName());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + spec.functionName());
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local/[$LATEST]" + UUID.randomUUID());
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("AWS_SESSION_TOKEN", "local");
    environment.put("TZ", ":UTC");
    environment.put("LANG", "en_US.UTF-8");
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.putAll(spec.environment());
    environment.putIfAbsent("AWS_DEFAULT_REGION", environment.get("AWS_REGION"));
    environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    environment.put(
        "AWS_LAMBDA_INITIALIZATION_TYPE", spec.snapStart() ? "snap-start" : "on-demand");
    environment.put("_HANDLER", spec.handler());
    environment.put("FUNCTION_DIR", spec.folder().toAbsolutePath().toString());
    environment.put("LAMBDA_TASK_ROOT", spec.folder().toAbsolutePath().toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return environment;
  }
}
