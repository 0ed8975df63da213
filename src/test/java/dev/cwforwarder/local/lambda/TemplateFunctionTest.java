package dev.cwforwarder.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemplateFunctionTest {
  private static final String TEMPLATE =
      """
      Parameters:
        Budget: {Type: Number, Default: 15000}
        Key: {Type: String, Default: ''}
      Globals:
        Function:
          Timeout: 60
          Environment: {Variables: {JAVA_TOOL_OPTIONS: -Da=b -Dc=d}}
      Resources:
        Bucket: {Type: AWS::S3::Bucket}
        Push:
          Type: AWS::Serverless::Function
          Properties:
            Handler: a.Push::handleRequest
            MemorySize: 1024
            Environment:
              Variables:
                BUDGET: !Ref Budget
                KEY: !Ref Key
                STACK: !Sub ${AWS::StackName}
                OWN: !If [A, !Ref Budget, ""]
                PLAIN: 7
      """;

  @TempDir private Path folder;

  @Test
  void parametersAreReplacedByTheirDefaultsAndUnknownValuesAreOmitted() throws IOException {
    Path file = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);

    List<TemplateFunction> functions = TemplateFunction.readAll(file);

    assertThat(functions).hasSize(1);
    TemplateFunction push = functions.getFirst();
    assertThat(push.handlerClass()).isEqualTo("a.Push");
    assertThat(push.memoryMegabytes()).isEqualTo(1024);
    assertThat(push.timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(push.environment())
        .isEqualTo(Map.of("JAVA_TOOL_OPTIONS", "-Da=b -Dc=d", "BUDGET", "15000", "PLAIN", "7"));
    assertThat(push.variableNames()).contains("KEY", "OWN", "STACK");
  }
}
