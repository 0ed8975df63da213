package dev.cwforwarder;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.cwforwarder.config.text.SettingsException;
import dev.cwforwarder.testing.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The JSON Schemas in `docs/schemas` accept and reject what the functions accept and reject.
///
/// The documents are in `src/test/resources/schemas`, one folder for each setting and one document
/// in each line: `accepted.txt`, `rejected.txt`, and `rejected-by-functions-only.txt` with those
/// that only the functions reject, because a schema cannot express the rule.
final class SchemasTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Setting POLL_CONFIG = Setting.of("poll-config", SettingsReaders::pollConfig);
  private static final List<Setting> SETTINGS =
      List.of(
          Setting.of("rules", SettingsReaders::rules),
          POLL_CONFIG,
          Setting.of("subscriptions", SettingsReaders::subscriptions));

  /// A setting with a schema.
  ///
  /// @param name of the schema's file
  /// @param function reads a document as the functions do
  record Setting(String name, Consumer<String> function, JsonSchema schema) {
    Setting {
      requireNonNull(name, "name is null");
      requireNonNull(function, "function is null");
      requireNonNull(schema, "schema is null");
    }

    static Setting of(String name, Consumer<String> function) {
      JsonSchemaFactory draft7 = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
      String schema = Project.text("docs/schemas/" + name + ".schema.json");
      return new Setting(name, function, draft7.getSchema(schema));
    }

    @Override
    public String toString() {
      return name;
    }

    Set<ValidationMessage> validate(String document) {
      try {
        return schema.validate(YAML.readTree(document));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(document, e);
      }
    }

    Stream<Case> cases(String file) {
      return Project.text("src/test/resources/schemas/%s/%s.txt".formatted(name, file))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> new Case(this, line.replace("\\n", "\n")));
    }
  }

  record Case(Setting setting, String document) {
    Case {
      requireNonNull(setting, "setting is null");
      requireNonNull(document, "document is null");
    }
  }

  static List<Setting> settings() {
    return SETTINGS;
  }

  static Stream<Case> accepted() {
    return Stream.concat(
        cases("accepted"),
        Stream.of(
            new Case(
                POLL_CONFIG,
                Project.text("src/test/resources/collector/otel-collector-config.yaml"))));
  }

  static Stream<Case> rejected() {
    return cases("rejected");
  }

  static Stream<Case> rejectedByFunctionsOnly() {
    return cases("rejected-by-functions-only");
  }

  private static Stream<Case> cases(String file) {
    return SETTINGS.stream().flatMap(setting -> setting.cases(file));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void schemaAndFunctionAccept(Case example) {
    assertThat(example.setting().validate(example.document())).isEmpty();
    assertThatCode(() -> example.setting().function().accept(example.document()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void schemaAndFunctionReject(Case example) {
    assertThat(example.setting().validate(example.document())).isNotEmpty();
    assertThatThrownBy(() -> example.setting().function().accept(example.document()))
        .isInstanceOf(SettingsException.class);
  }

  @ParameterizedTest
  @MethodSource("rejectedByFunctionsOnly")
  void onlyTheFunctionRejects(Case example) {
    assertThat(example.setting().validate(example.document())).isEmpty();
    assertThatThrownBy(() -> example.setting().function().accept(example.document()))
        .isInstanceOf(SettingsException.class);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everyPropertyHasADescription(Setting setting) {
    List<String> undescribed = new ArrayList<>();
    JsonNode root = setting.schema().getSchemaNode();
    collectUndescribed(root, root, "", undescribed);

    assertThat(undescribed).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everyPropertyIsInAnAcceptedDocument(Setting setting) {
    String accepted =
        String.join("\n", setting.cases("accepted").map(Case::document).toList())
            + Project.text("src/test/resources/collector/otel-collector-config.yaml");
    List<String> names = new ArrayList<>();
    for (JsonNode properties : setting.schema().getSchemaNode().findValues("properties")) {
      properties.fieldNames().forEachRemaining(names::add);
    }

    assertThat(names).isNotEmpty().allMatch(accepted::contains);
  }

  @Test
  void thereAreCasesOfEachKind() {
    assertThat(accepted()).hasSizeGreaterThan(20);
    assertThat(rejected()).hasSizeGreaterThan(60);
    assertThat(rejectedByFunctionsOnly()).hasSizeGreaterThan(5);
  }

  private static void collectUndescribed(
      JsonNode root, JsonNode node, String path, List<String> undescribed) {
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      boolean conditional = Set.of("if", "then", "else", "not").contains(child.getKey());
      if (child.getKey().equals("properties") && !conditional) {
        for (Map.Entry<String, JsonNode> property : child.getValue().properties()) {
          JsonNode described =
              property.getValue().has("$ref")
                  ? root.at(property.getValue().get("$ref").asText().substring(1))
                  : property.getValue();
          if (!described.has("description")) {
            undescribed.add(path + "/" + property.getKey());
          }
        }
      }
      if (!conditional) {
        collectUndescribed(root, child.getValue(), path + "/" + child.getKey(), undescribed);
      }
    }
    for (JsonNode item : node.isArray() ? node : List.<JsonNode>of()) {
      collectUndescribed(root, item, path + "/[]", undescribed);
    }
  }
}
