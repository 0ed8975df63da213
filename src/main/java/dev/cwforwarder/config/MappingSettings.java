package dev.cwforwarder.config;

import dev.cwforwarder.map.ServiceNames;
import dev.cwforwarder.map.content.ContentOptions;
import dev.cwforwarder.map.content.XrayTraceIds;
import dev.cwforwarder.map.lines.LineRule;
import dev.cwforwarder.map.lines.StartPattern;
import dev.cwforwarder.map.lines.TraceLines;
import dev.cwforwarder.map.rules.RecordRules;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How log events become log records.
///
/// @param resourceAttributes added to every resource
/// @param serviceNames the configured names of services
/// @param rules filters and redactions
/// @param content what to derive from messages
/// @param lineRule which events to join into one record; null for none
/// @param restoreOtel whether spans and log records of OpenTelemetry are restored
/// @param logGroupTags which tags of a log group to add to its resources
public record MappingSettings(
    Map<String, String> resourceAttributes,
    ServiceNames serviceNames,
    RecordRules rules,
    ContentOptions content,
    @Nullable LineRule lineRule,
    boolean restoreOtel,
    LogGroupTags logGroupTags) {
  /// `BODY`.
  private enum Body {
    MESSAGE,
    RAW
  }

  public MappingSettings {
    resourceAttributes = Map.copyOf(resourceAttributes);
  }

  static MappingSettings read(EnvReader reader) {
    return new MappingSettings(
        reader.optional("OTEL_RESOURCE_ATTRIBUTES", Map.of(), Parsers::pairs),
        serviceNames(reader),
        rules(reader),
        content(reader),
        lineRule(reader),
        reader.onOff("RESTORE_OTEL", true),
        reader.optional("LOG_GROUP_TAGS", LogGroupTags.NONE, LogGroupTags::parse));
  }

  // A method reference to a reader loads it, and RE2J with it. So these come after `isSet`.

  private static ServiceNames serviceNames(EnvReader reader) {
    String name = "SERVICE_NAME_RULES";
    ServiceNames always = ServiceNames.always(reader.text("OTEL_SERVICE_NAME"));
    if (!reader.isSet(name)) {
      return always;
    }
    ServiceNames rules = reader.optional(name, always, ServiceNameReader::parse);
    return reader.isSet("OTEL_SERVICE_NAME") ? always : rules;
  }

  private static RecordRules rules(EnvReader reader) {
    return reader.isSet("RULES")
        ? reader.optional("RULES", RecordRules.NONE, RuleReader::parse)
        : RecordRules.NONE;
  }

  private static ContentOptions content(EnvReader reader) {
    Body body = reader.oneOf("BODY", Body.MESSAGE);
    return new ContentOptions(
        reader.onOff("PARSE_CONTENT", true),
        body == Body.MESSAGE,
        reader.oneOf("XRAY_TRACE_IDS", XrayTraceIds.OFF),
        reader.onOff("TIMESTAMP_FROM_BODY", false));
  }

  private static @Nullable LineRule lineRule(EnvReader reader) {
    String pattern = "MULTILINE_LINE_START_PATTERN";
    boolean auto = reader.optional("MULTILINE", false, MappingSettings::auto);
    if (!reader.isSet(pattern)) {
      return auto ? new TraceLines() : null;
    }
    if (auto) {
      reader.problem(pattern + ": expected either this or MULTILINE=auto, not both");
    }
    return reader.optionalOrNull(pattern, raw -> new StartPattern(Expressions.valid(raw)));
  }

  private static boolean auto(String raw) {
    return switch (raw) {
      case "auto" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException("expected auto or off, got '" + raw + "'");
    };
  }
}
