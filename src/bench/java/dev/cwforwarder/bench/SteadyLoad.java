package dev.cwforwarder.bench;

import dev.cwforwarder.bench.FaultyReceiver.Reaction;
import dev.cwforwarder.local.Commands;
import dev.cwforwarder.local.InputException;
import dev.cwforwarder.local.lambda.AsyncResult;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `scripts/bench.sh --load`: minutes of steady load.
@Command(
    name = "bench.sh --load",
    description = {
      "Sends payloads at a steady rate to several processes of the packaged function, started with"
          + " SnapStart, against a receiver that now and then answers 429, 503, slowly or too late."
          + " Failed invocations are repeated after one and two minutes, as Lambda does. Every"
          + " record must arrive.",
      "",
      "Exit code: 0 for success, 1 if records are missing, 2 for invalid input.",
      "",
    })
public final class SteadyLoad implements Callable<Integer> {
  /// So short that an invocation whose first request stalls has no time for another one.
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final Pattern RETRIES = Pattern.compile("\"Retries\":(\\d+)");

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long payloads are sent (default ${DEFAULT-VALUE}).",
      defaultValue = "300")
  private int seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Payloads per second (default ${DEFAULT-VALUE}).",
      defaultValue = "300")
  private int rate;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events per payload (default ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int events;

  @Option(
      names = "--processes",
      paramLabel = "N",
      description = "Processes of the function (default ${DEFAULT-VALUE}).",
      defaultValue = "8")
  private int processes;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to this file.")
  private @Nullable Path json;

  @Option(names = "--publish", description = "Also copy the table to docs.")
  private boolean publish;

  private final LongAdder retries = new LongAdder();

  /// Runs the command.
  public static void main(String[] arguments) {
    System.exit(Commands.run(new SteadyLoad(), arguments));
  }

  /// One payload, when it has been delivered or has failed for the last time.
  private record Delivery(double millis, long endNanos, AsyncResult result) {}

  @Override
  public Integer call() throws IOException, InputException, InterruptedException {
    if (Math.min(Math.min(seconds, rate), Math.min(events, processes)) < 1) {
      throw new InputException(
          "--seconds, --rate, --events and --processes expect whole numbers from 1");
    }
    LoadReport report = measured();
    System.out.print(report.text());
    if (json != null) {
      report.write(json);
    }
    if (publish) {
      PublishedTables.replace("load", report.text());
    }
    if (!report.isComplete()) {
      System.err.printf(
          "bench.sh: %,d records missing, %,d payloads failed%n",
          report.missing(), report.failedPayloads());
    }
    return report.isComplete() ? Commands.OK : Commands.FAILED;
  }

  private LoadReport measured() throws IOException, InterruptedException {
    Machine machine = Machine.current(OptionalInt.empty());
    int payloads = seconds * rate;
    try (FaultyReceiver receiver = new FaultyReceiver((payloads + processes) * events);
        LocalLambda lambda = LocalLambda.create(options(receiver));
        ProcessesCpu cpu = new ProcessesCpu(lambda, receiver::forget)) {
      System.err.printf("starting %d processes%n", processes);
      List<CompletableFuture<Delivery>> started = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        started.add(invoke(lambda, payloads + i));
      }
      started.forEach(CompletableFuture::join);
      long start = System.nanoTime();
      List<CompletableFuture<Delivery>> running = send(lambda, payloads, start, cpu);
      List<Delivery> all = running.stream().map(CompletableFuture::join).toList();
      double elapsed =
          Spread.quantile(sorted(all, one -> (one.endNanos() - start) / 1e9), LoadReport.MOST);
      double micros = cpu.sinceMark().toNanos() / 1e3 / ((payloads - payloads / 5) * events);
      return report(machine, receiver, all, elapsed, micros);
    }
  }

  private List<CompletableFuture<Delivery>> send(
      LocalLambda lambda, int payloads, long start, ProcessesCpu cpu) throws InterruptedException {
    List<CompletableFuture<Delivery>> running = new ArrayList<>();
    for (int i = 0; i < payloads; i++) {
      if (i == payloads / 5) {
        cpu.mark();
      }
      if (i % (rate * 10) == 0) {
        System.err.printf("%d of %d s%n", i / rate, seconds);
      }
      TimeUnit.NANOSECONDS.sleep(start + i * 1_000_000_000L / rate - System.nanoTime());
      running.add(invoke(lambda, i));
    }
    System.err.println("waiting for the last answers");
    return running;
  }

  private CompletableFuture<Delivery> invoke(LocalLambda lambda, int number) {
    String payload = MixedPayload.numbered(number, events, (long) number * events);
    long start = System.nanoTime();
    return lambda
        .invokeAsync(payload)
        .thenApply(
            result -> {
              long end = System.nanoTime();
              return new Delivery((end - start) / 1e6, end, result);
            });
  }

  private LocalLambda.Options options(FaultyReceiver receiver) {
    Path root = ProjectRoot.find();
    return LocalLambda.Options.of(
            root.resolve("target/function"),
            "dev.cwforwarder.handler.SubscriptionHandler",
            root.resolve("target/bench/failures"))
        .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
        .withTimeout(TIMEOUT)
        .withConcurrency(processes)
        .withSnapStart()
        .withTee(this::countRetries);
  }

  private void countRetries(String line) {
    Matcher found = RETRIES.matcher(line);
    if (found.find()) {
      retries.add(Long.parseLong(found.group(1)));
    }
  }

  private LoadReport report(
      Machine machine, FaultyReceiver receiver, List<Delivery> all, double elapsed, double micros) {
    List<InvocationResult> attempts = attempts(all);
    double[] delays = sorted(all, Delivery::millis);
    double[] durations = sorted(attempts, one -> one.duration().toNanos() / 1e6);
    return new LoadReport(
        LocalDate.now(ZoneOffset.UTC).toString(),
        machine,
        processes,
        all.size(),
        all.size() * events,
        elapsed,
        Spread.quantile(delays, 0.5),
        Spread.quantile(delays, 0.99),
        delays[delays.length - 1],
        Spread.quantile(durations, 0.5),
        Spread.quantile(durations, 0.99),
        receiver.count(Reaction.THROTTLE),
        receiver.count(Reaction.REFUSE),
        receiver.count(Reaction.DELAY),
        receiver.count(Reaction.STALL),
        retries.sum(),
        count(attempts.stream().filter(one -> !one.succeeded())),
        count(all.stream().filter(one -> !one.result().succeeded())),
        micros,
        receiver.missing(),
        receiver.duplicates());
  }

  private static List<InvocationResult> attempts(List<Delivery> all) {
    return all.stream().flatMap(one -> one.result().attempts().stream()).toList();
  }

  private static int count(Stream<?> failed) {
    return Math.toIntExact(failed.count());
  }

  private static <T> double[] sorted(List<T> all, ToDoubleFunction<T> figure) {
    return all.stream().mapToDouble(figure).sorted().toArray();
  }
}
