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

/// `import-collector-config`: converts a collector's file to parameters of the stack.
@Command(
    name = "import-collector-config",
    description = {
      "Converts the configuration of an OpenTelemetry Collector with an awscloudwatch receiver to",
      "parameters of the stack. Prints a settings.yaml for scripts/deploy.sh, with what has no",
      "counterpart as comments. Prints no secrets."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the configuration is malformed or has no such receiver",
      "3:the file cannot be read"
    })
final class ImportCollectorConfigCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "e.g. otel-collector-config.yaml")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    CollectorImport converted = CollectorImport.of(Files.readString(file));
    if (json) {
      Terminal.printJson(json(converted));
      return ExitCode.OK;
    }
    System.out.print(SettingsFile.of(converted));
    // On another stream: the settings are usually redirected to a file.
    System.err.printf(
        "Review the comments before you deploy: on PollConfig, and on %d settings without a"
            + " counterpart or to be configured manually.%n",
        converted.remaining().size());
    return ExitCode.OK;
  }

  private static String json(CollectorImport converted) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      out.writeObjectFieldStart("parameters");
      for (Map.Entry<String, String> parameter : converted.parameters().entrySet()) {
        out.writeStringField(parameter.getKey(), parameter.getValue());
      }
      out.writeEndObject();
      out.writeArrayFieldStart("left");
      for (String one : converted.remaining()) {
        out.writeString(one);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return text.toString();
  }
}
