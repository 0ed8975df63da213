package dev.cwforwarder.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `scripts/make-event.sh`: writes a subscription event.
@Command(
    name = "make-event.sh",
    description = {
      "Creates a CloudWatch Logs subscription event (gzip + base64, as Lambda receives it).",
      "Without --file or --document, the event contains --lines generated messages.",
    })
public final class MakeEvent implements Callable<Integer> {
  @Option(names = "--group", description = "Log group (default ${DEFAULT-VALUE}).")
  private String group = "/aws/lambda/sample";

  @Option(names = "--stream", description = "Log stream (default ${DEFAULT-VALUE}).")
  private String stream = "2026/11/23/[$LATEST]0123456789abcdef0123456789abcdef";

  @Option(
      names = "--account",
      description = "Account that owns the log group (default ${DEFAULT-VALUE}).")
  private String account = "123456789012";

  @Option(
      names = "--lines",
      description = "Number of generated messages (default ${DEFAULT-VALUE}).")
  private int lines = 10;

  @Option(names = "--file", description = "A file of text or JSON lines, one log event per line.")
  private @Nullable Path file;

  @Option(
      names = "--document",
      description = "A decoded document with messageType and logEvents, e.g. events/src/*.json.")
  private @Nullable Path document;

  @Option(
      names = "--control",
      description = "Create a CONTROL_MESSAGE, the health check of CloudWatch Logs.")
  private boolean control;

  @Option(names = "--truncated", description = "Truncate the gzip stream in the middle.")
  private boolean truncated;

  @Option(
      names = "--extracted",
      split = ",",
      paramLabel = "account=ID,region=NAME",
      description = "System fields of every event: account, region, or any name=value.")
  private Map<String, String> extracted = new HashMap<>();

  @Option(names = "--start", description = "First timestamp, ms since the epoch (default: now).")
  private long startMillis = System.currentTimeMillis();

  @Option(names = "--out", description = "File to write (default: standard output).")
  private @Nullable Path out;

  /// Runs the command. The exit code is 2 for invalid usage.
  public static void main(String[] arguments) {
    System.exit(Commands.run(new MakeEvent(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    String content = document();
    String event =
        truncated ? SubscriptionEvent.wrapTruncated(content) : SubscriptionEvent.wrap(content);
    if (out == null) {
      System.out.println(event);
    } else {
      Files.writeString(out, event + "\n");
    }
    return 0;
  }

  private String document() throws IOException {
    if (control) {
      return SubscriptionEvent.controlDocument();
    }
    if (document != null) {
      return SubscriptionDocuments.compact(document);
    }
    List<SubscriptionEvent.Entry> entries =
        SubscriptionEvent.entries(messages(), stream, startMillis, fields());
    return new SubscriptionEvent(account, group, stream, entries).document();
  }

  private List<String> messages() throws IOException {
    if (file != null) {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    }
    List<String> messages = new ArrayList<>();
    for (int i = 1; i <= lines; i++) {
      messages.add(
          i % 2 == 0
              ? "{\"level\":\"info\",\"message\":\"request done\",\"n\":" + i + "}"
              : "INFO generated message " + i);
    }
    return messages;
  }

  private Map<String, String> fields() {
    Map<String, String> fields = new HashMap<>();
    extracted.forEach(
        (name, value) ->
            fields.put(
                name.equals("account") || name.equals("region") ? "@aws." + name : name, value));
    return fields;
  }
}
