package dev.cwforwarder.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cwforwarder.config.CollectorImport;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `import-collector-config`: from the collector's file to parameters of the stack.
@Command(
    name = "import-collector-config",
    description = {
      "Says which parameters of the stack do what an OpenTelemetry Collector with an awscloudwatch",
      "receiver does, and what of its configuration has no counterpart. Prints no secrets."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:not such a configuration", "3:the file cannot be read"})
final class ImportCollectorConfigCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "e.g. otel-collector-config.yaml")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    CollectorImport found = CollectorImport.of(Files.readString(file));
    if (json) {
      System.out.println(json(found));
      return ExitCode.OK;
    }
    System.out.println("Parameters of the stack:");
    found.parameters().forEach((name, value) -> System.out.printf("  %-20s %s%n", name, value));
    System.out.println("Left to you, or without a counterpart:");
    found.left().forEach(one -> System.out.println("  " + one));
    return ExitCode.OK;
  }

  private static String json(CollectorImport found) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      out.writeObjectFieldStart("parameters");
      for (Map.Entry<String, String> parameter : found.parameters().entrySet()) {
        out.writeStringField(parameter.getKey(), parameter.getValue());
      }
      out.writeEndObject();
      out.writeArrayFieldStart("left");
      for (String one : found.left()) {
        out.writeString(one);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return text.toString();
  }
}
