package dev.cwforwarder.cli;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.replay.BucketException;
import dev.cwforwarder.replay.DryRun;
import dev.cwforwarder.replay.Folder;
import dev.cwforwarder.replay.ReplayAnswer;
import dev.cwforwarder.replay.ReplayReport;
import dev.cwforwarder.replay.ReplayRequest;
import dev.cwforwarder.wiring.ReplayWiring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `replay`: replays from a terminal, like the function does on its schedule.
@Command(
    name = "replay",
    description = {
      "Delivers the content of the failure bucket, oldest first, and removes what was delivered.",
      "Requires OTEL_EXPORTER_OTLP_ENDPOINT, CLICKSTACK_API_KEY and AWS credentials."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or nothing to do",
      "1:done, but objects stay in the bucket; the output says why",
      "2:invalid option or setting",
      "3:ClickStack or the bucket is unavailable",
      "4:another replay is running"
    })
final class ReplayCommand implements Callable<Integer> {
  private static final Duration MAX_TIME = Duration.ofDays(7);

  @Option(
      names = "--bucket",
      defaultValue = "",
      description = "The failure bucket. Default: FAILURE_BUCKET.")
  private String bucket = "";

  @Option(
      names = "--folder",
      split = ",",
      defaultValue = "undelivered,batches",
      description =
          "undelivered, batches (default: both), quarantine, undecodable, rejected; separated by"
              + " commas.")
  private List<String> folders = List.of("undelivered", "batches");

  @Option(names = "--prefix", defaultValue = "", description = "Only keys with this prefix.")
  private String prefix = "";

  @Option(names = "--group", defaultValue = "", description = "Only this log group.")
  private String group = "";

  @Option(
      names = "--from",
      description = "Only objects stored at this time or later, e.g. 2026-01-31T00:00:00Z.")
  private Instant from = Instant.MIN;

  @Option(names = "--to", description = "Only objects stored before this time.")
  private Instant to = Instant.MAX;

  @Option(names = "--limit", description = "Maximum number of objects.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--dry-run", description = "Only count objects, by folder, group and reason.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws BucketException, IOException {
    Map<String, String> env = new HashMap<>(System.getenv());
    if (!bucket.isEmpty()) {
      env.put("FAILURE_BUCKET", bucket);
    }
    ReplayWiring parts = ReplayWiring.of(env, System.err);
    ReplayRequest request = request(parts.disposal());
    Deadline deadline = Deadline.in(MAX_TIME, Clock.systemUTC());
    if (dryRun) {
      return print(DryRun.of(parts.bucket(), parts.reader(), request, deadline));
    }
    ProgressLine progress = new ProgressLine(System.err, !json && Terminal.isInteractive());
    ReplayReport report;
    try {
      report = parts.replayer("").run(request, deadline, progress::objects);
    } finally {
      progress.end();
    }
    return print(report);
  }

  private ReplayRequest request(ReplayRequest.Disposal disposal) {
    return new ReplayRequest(
        folders.stream().map(Folder::of).collect(Collectors.toSet()),
        prefix,
        group,
        from,
        to,
        limit,
        disposal);
  }

  private int print(ReplayReport report) throws IOException {
    if (json) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ReplayAnswer.write(report, answer);
      Terminal.printJson(answer);
    } else {
      System.out.println(Terminal.cell(report.summary()));
      boolean nothing = report.removed() == 0 && report.left().isEmpty();
      printIfNoneOfGroup(report.end() == ReplayReport.End.DONE && nothing);
      report
          .named()
          .forEach(object -> System.out.println("  left: " + Terminal.cell(object.toString())));
    }
    return switch (report.end()) {
      case DONE, OUT_OF_TIME -> report.left().isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
      case UNAVAILABLE -> ExitCode.UNAVAILABLE;
      case LEASE_HELD -> ExitCode.LEASE_HELD;
    };
  }

  private int print(DryRun.Result result) throws IOException {
    if (json) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ReplayAnswer.write(result, answer);
      Terminal.printJson(answer);
    } else {
      table(result);
      printIfNoneOfGroup(result.rows().isEmpty());
    }
    return ExitCode.OK;
  }

  /// The bucket does not show whether the log group exists: its name may be misspelled.
  private void printIfNoneOfGroup(boolean none) {
    if (none && !group.isEmpty()) {
      System.out.println("no object is of log group " + Terminal.cell(group));
    }
  }

  private static void table(DryRun.Result result) {
    String row = "%-12s %9s %10s  %-20s  %-40s %s%n";
    System.out.printf(row, "FOLDER", "OBJECTS", "EVENTS", "OLDEST", "GROUP", "REASON");
    for (DryRun.Row one : result.rows()) {
      System.out.printf(
          row,
          one.folder().label(),
          one.objects(),
          one.events(),
          one.oldest(),
          Terminal.cell(one.group()),
          Terminal.cell(one.reason()));
    }
    if (!result.complete()) {
      System.out.println("The table is incomplete: there are more objects.");
    }
  }
}
