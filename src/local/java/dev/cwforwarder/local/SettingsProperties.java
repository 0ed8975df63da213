package dev.cwforwarder.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `scripts/check-settings.sh`, first half: checks parameters as CloudFormation does, and prints
/// the properties of the custom resource that checks the functions' settings.
@Command(
    name = "check-settings.sh",
    description = {
      "Checks parameters of the stack before a deployment: the limits in template.yaml, and the",
      "settings of every function as the function reads them. Prints one problem on each line.",
      "Never prints a value that is secret."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no problem found",
      "1:a parameter or setting is missing or malformed",
      "2:the file is not a flat JSON object"
    })
public final class SettingsProperties implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESOURCE = "SettingsFingerprint";
  private static final String IN_LAMBDA = "/var/task/";

  @Parameters(
      paramLabel = "PARAMETERS.json",
      description = "{\"ClickStackEndpoint\": \"https://…\", …}; - reads it from standard input.")
  private String file = "";

  @Option(names = "--stack", description = "The stack's name (default ${DEFAULT-VALUE}).")
  private String stack = "clickstack-cloudwatch-forwarder";

  @Option(names = "--region", description = "The stack's Region (default ${DEFAULT-VALUE}).")
  private String region = "us-east-1";

  public static void main(String[] arguments) {
    System.exit(Commands.run(new SettingsProperties(), arguments));
  }

  @Override
  public Integer call() throws IOException, InputException {
    Map<String, String> given = parameters();
    Path root = ProjectRoot.find();
    StackTemplate template =
        StackTemplate.read(root.resolve("template.yaml"), stack, region, packaged(given, root));
    List<String> problems =
        new ArrayList<>(new ParameterLimits(template.parameters()).problems(given));
    problems.addAll(template.failedAssertions());
    problems.forEach(problem -> System.err.println(TerminalText.line(problem)));
    System.out.println(JSON.writeValueAsString(template.properties(RESOURCE)));
    return problems.isEmpty() ? Commands.OK : Commands.FAILED;
  }

  /// A certificate in the package is read from the package on this machine.
  private static Map<String, String> packaged(Map<String, String> given, Path root) {
    Map<String, String> values = new LinkedHashMap<>(given);
    values.computeIfPresent(
        "CaCertificate",
        (_, value) ->
            value.startsWith(IN_LAMBDA)
                ? root.resolve("target/function")
                    .resolve(value.substring(IN_LAMBDA.length()))
                    .toString()
                : value);
    return values;
  }

  private Map<String, String> parameters() throws IOException, InputException {
    byte[] text = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    Map<String, String> parameters = new LinkedHashMap<>();
    JsonNode root = parse(text);
    if (!root.isObject()) {
      throw new InputException("expected a JSON object of parameters and their values");
    }
    for (Map.Entry<String, JsonNode> one : root.properties()) {
      if (!one.getValue().isValueNode() || one.getValue().isNull()) {
        throw new InputException(
            "%s: expected a text, got a list, an object or null".formatted(one.getKey()));
      }
      parameters.put(one.getKey(), one.getValue().asText());
    }
    return parameters;
  }

  /// The parser's message would quote the text.
  private static JsonNode parse(byte[] text) throws InputException {
    try {
      return JSON.readTree(new String(text, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new InputException("expected JSON (line %d)".formatted(e.getLocation().getLineNr()));
    }
  }
}
