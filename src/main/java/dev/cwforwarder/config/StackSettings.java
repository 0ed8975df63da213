package dev.cwforwarder.config;

import dev.cwforwarder.config.text.ConfigJson;
import dev.cwforwarder.config.text.ConfigNode;
import dev.cwforwarder.config.text.SettingsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The environment variables that a deployment would set for every function of the stack, to be
/// checked before it changes one. Reads them as the functions do, without any request.
///
/// A configuration that is stored elsewhere (`ssm:`, `s3:`) is not loaded: only its location is
/// checked.
///
/// @param region the stack's Region
/// @param shared the variables of all functions, by name
/// @param functions the variables that only the function with this logical ID has, in addition
public record StackSettings(
    String region, Map<String, Variable> shared, Map<String, Map<String, Variable>> functions) {
  /// Lambda's limit for the variables of a function, measured as JSON.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Environment
  ///   variables</a>
  static final int MAX_BYTES = 4096;

  private static final String ALL = "all functions";
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*+");

  /// A variable's value.
  ///
  /// @param parameter the template's parameter that sets it; empty for none
  public record Variable(String parameter, String value) {}

  public StackSettings {
    shared = Map.copyOf(shared);
    functions = Map.copyOf(functions);
  }

  /// Reads `Region`, `Variables` and `Functions` of the custom resource `SettingsFingerprint`. A
  /// variable is a text, or `{"PARAMETER": "text"}`.
  ///
  /// @throws IllegalArgumentException when they have another form
  public static StackSettings of(ConfigNode.Mapping properties) {
    Map<String, Map<String, Variable>> functions = new LinkedHashMap<>();
    members(properties, "Functions")
        .forEach((function, own) -> functions.put(function, variables(own)));
    return new StackSettings(
        text(properties.members().get("Region")),
        variables(properties.members().get("Variables")),
        functions);
  }

  /// Every problem, one sentence each, starting with the parameter, the variable and its function.
  /// None quotes a value that may be secret.
  ///
  /// @param now ages in `POLL_CONFIG` are subtracted from it
  public List<String> problems(Instant now) {
    Set<String> seen = new LinkedHashSet<>();
    List<String> problems = new ArrayList<>();
    report(ALL, shared, StackSettings::readShared, seen, problems);
    functions.keySet().stream()
        .sorted()
        .forEach(
            function -> {
              Map<String, Variable> all = new LinkedHashMap<>(shared);
              all.putAll(functions.get(function));
              report(function, all, env -> readOwn(function, env, now), seen, problems);
            });
    return List.copyOf(problems);
  }

  private interface Reader {
    void read(Map<String, String> env);
  }

  /// @param seen problems that are reported already: several functions read the same variables
  private void report(
      String function,
      Map<String, Variable> variables,
      Reader reader,
      Set<String> seen,
      List<String> problems) {
    if (bytes(variables) > MAX_BYTES && (function.equals(ALL) || bytes(shared) <= MAX_BYTES)) {
      problems.add(tooLarge(function, variables));
    }
    try {
      reader.read(environment(variables));
    } catch (SettingsException e) {
      e.problems().stream()
          .filter(seen::add)
          .forEach(problem -> problems.add(named(problem, function, variables)));
    }
  }

  private static void readShared(Map<String, String> env) {
    Proxies.fromEnv(env);
    Settings.fromEnv(env);
  }

  private static void readOwn(String function, Map<String, String> env, Instant now) {
    switch (function) {
      case "ReplayFunction" -> ReplaySettings.fromEnv(env);
      case "PollFunction" -> {
        PollEnvironment poll = PollEnvironment.fromEnv(env);
        if (poll.source() instanceof ConfigSource.Inline inline) {
          PollSettings.parse(inline.text(), poll, now);
        }
      }
      case "SubscribeFunction" -> {
        if (SubscribeEnvironment.fromEnv(env).source() instanceof ConfigSource.Inline inline) {
          Subscriptions.parse(inline.text());
        }
      }
      default -> throw new IllegalArgumentException("no reader for the settings of " + function);
    }
  }

  private Map<String, String> environment(Map<String, Variable> variables) {
    Map<String, String> env = new LinkedHashMap<>();
    variables.forEach((name, variable) -> env.put(name, variable.value()));
    env.put("AWS_REGION", region);
    return env;
  }

  private static int bytes(Map<String, Variable> variables) {
    return variables.entrySet().stream()
        .map(one -> ConfigJson.quoted(one.getKey()) + ":" + quoted(one.getValue()) + ",")
        .mapToInt(member -> member.getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  private static String quoted(Variable variable) {
    return ConfigJson.quoted(variable.value());
  }

  private static String tooLarge(String function, Map<String, Variable> variables) {
    String largest =
        variables.values().stream()
            .filter(variable -> !variable.parameter().isEmpty())
            .sorted(Comparator.comparingInt(variable -> -quoted(variable).length()))
            .limit(3)
            .map(variable -> "%s (%d)".formatted(variable.parameter(), quoted(variable).length()))
            .collect(Collectors.joining(", "));
    return ("the environment variables of %s are %d bytes as JSON, more than Lambda's limit of %d:"
            + " shorten a parameter, the largest are %s; PollConfig and Subscriptions can be in"
            + " Parameter Store or S3")
        .formatted(function, bytes(variables), MAX_BYTES, largest);
  }

  /// `PARAMETER (VARIABLE of FUNCTION): …` for `VARIABLE: …`.
  private static String named(String problem, String function, Map<String, Variable> variables) {
    Matcher name = NAME.matcher(problem);
    if (!name.lookingAt()) {
      return "%s: %s".formatted(function, problem);
    }
    Variable variable = variables.get(name.group());
    String of = "%s of %s".formatted(name.group(), function);
    return (variable == null || variable.parameter().isEmpty()
            ? of
            : "%s (%s)".formatted(variable.parameter(), of))
        + problem.substring(name.end());
  }

  private static Map<String, Variable> variables(@Nullable ConfigNode node) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    if (node instanceof ConfigNode.Mapping mapping) {
      mapping.members().forEach((name, value) -> variables.put(name, variable(value)));
    }
    return variables;
  }

  private static Variable variable(ConfigNode node) {
    if (node instanceof ConfigNode.Mapping mapping && mapping.members().size() == 1) {
      Map.Entry<String, ConfigNode> only = mapping.members().entrySet().iterator().next();
      return new Variable(only.getKey(), text(only.getValue()));
    }
    return new Variable("", text(node));
  }

  private static Map<String, ConfigNode> members(ConfigNode.Mapping properties, String name) {
    return properties.members().get(name) instanceof ConfigNode.Mapping mapping
        ? mapping.members()
        : Map.of();
  }

  private static String text(@Nullable ConfigNode node) {
    if (node instanceof ConfigNode.Scalar scalar) {
      return scalar.text();
    }
    throw new IllegalArgumentException("expected a text as the value of a variable");
  }
}
