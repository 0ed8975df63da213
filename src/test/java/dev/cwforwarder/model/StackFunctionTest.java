package dev.cwforwarder.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.Project;
import org.junit.jupiter.api.Test;

final class StackFunctionTest {
  @Test
  void theTemplateHasTheseFunctionsAndLogGroups() {
    String template = Project.text("template.yaml");

    for (StackFunction function : StackFunction.values()) {
      assertThat(template)
          .contains("/aws/lambda/${AWS::StackName}" + function.groupSuffix() + "\n")
          .contains("\n  " + function.logicalId() + ":\n");
    }
    assertThat(StackFunction.values())
        .hasSize(
            (int)
                template
                    .lines()
                    .filter(line -> line.matches("    Type: AWS::(Serverless|Lambda)::Function"))
                    .count());
  }
}
