package dev.cwforwarder.config.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.cwforwarder.config.text.ConfigNode.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// Parses YAML or JSON into [ConfigNode]s. Accepts at most [#MAX_CHARACTERS] characters and
/// [#MAX_DEPTH] levels. Refuses anchors, aliases and duplicate keys. Problems never quote the text,
/// because it may contain secrets.
///
/// @see <a href="https://yaml.org/spec/1.1/">YAML 1.1</a>
public final class ConfigText {
  static final int MAX_CHARACTERS = 256 * 1024;
  static final int MAX_DEPTH = 32;

  private static final JsonFactory JSON = new JsonFactory();
  private static final YAMLFactory YAML = new YAMLFactory();

  private final JsonParser parser;
  private final ConfigProblems problems;

  private ConfigText(JsonParser parser, ConfigProblems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /// The only document of `text`; an empty mapping for an empty text.
  ///
  /// @throws SettingsException when the text cannot be parsed, or `problems` already has problems
  public static ConfigNode parse(String text, ConfigProblems problems) {
    if (text.length() > MAX_CHARACTERS) {
      problems.problem(
          "", 1, "expected at most %d characters, got %d".formatted(MAX_CHARACTERS, text.length()));
    }
    problems.check();
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      // JSON may be indented with tabs, which YAML refuses.
      ConfigProblems jsonProblems = new ConfigProblems("");
      try (JsonParser json = JSON.createParser(text)) {
        ConfigNode node = new ConfigText(json, jsonProblems).document();
        jsonProblems.check();
        return node;
      } catch (IOException | SettingsException _) {
        // May be YAML flow style, which starts like JSON. Otherwise the YAML parser reports the
        // problem.
      }
    }
    return yaml(text, problems);
  }

  private static ConfigNode yaml(String text, ConfigProblems problems) {
    ConfigNode root = new ConfigNode.Mapping(Map.of(), 1);
    try (YAMLParser yaml = YAML.createParser(text)) {
      root = new ConfigText(yaml, problems).document();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      problems.problem("", line, "expected YAML or JSON" + reason(e));
    } catch (IOException e) {
      throw new IllegalStateException("reading a text in memory failed", e);
    }
    problems.check();
    return root;
  }

  /// The parser's reason, without the excerpt that it quotes.
  private static String reason(Throwable e) {
    return e.getCause() instanceof MarkedYAMLException marked && marked.getProblem() != null
        ? ": " + marked.getProblem()
        : "";
  }

  private ConfigNode document() throws IOException {
    if (parser.nextToken() == null) {
      return new ConfigNode.Mapping(Map.of(), 1);
    }
    ConfigNode root = node(0, line());
    if (parser.nextToken() != null) {
      problem("expected one document");
    }
    return root;
  }

  /// The node that starts at the current token.
  ///
  /// @param line shown in messages: the line of the node's key, if it has one
  private ConfigNode node(int depth, int line) throws IOException {
    if (depth == MAX_DEPTH && parser.currentToken().isStructStart()) {
      problem("expected at most %d levels".formatted(MAX_DEPTH));
      problems.check();
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(depth, line);
      case START_ARRAY -> sequence(depth, line);
      case VALUE_NULL -> new ConfigNode.Scalar("", Kind.NOTHING, line);
      case VALUE_TRUE, VALUE_FALSE -> new ConfigNode.Scalar(parser.getText(), Kind.BOOLEAN, line);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new ConfigNode.Scalar(parser.getText(), Kind.NUMBER, line);
      default -> new ConfigNode.Scalar(text(), Kind.TEXT, line);
    };
  }

  private ConfigNode mapping(int depth, int line) throws IOException {
    Map<String, ConfigNode> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (members.containsKey(name)) {
        problem("duplicate key");
      }
      int keyLine = line();
      parser.nextToken();
      members.put(name, node(depth + 1, keyLine));
    }
    return new ConfigNode.Mapping(members, line);
  }

  private ConfigNode sequence(int depth, int line) throws IOException {
    List<ConfigNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(depth + 1, line()));
    }
    return new ConfigNode.Sequence(items, line);
  }

  private String text() throws IOException {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      problem("expected the value itself, got an alias (*)");
    }
    return parser.getText();
  }

  private void problem(String problem) {
    problems.problem("", line(), problem);
  }

  private int line() {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }
}
