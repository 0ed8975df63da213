package dev.cwforwarder.map.content;

import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A number is a level only if the name of its field, or its neighbours, tell the scale: every
/// scale uses the same numbers, and most numbers named `level` are no level at all. The same holds
/// for words in fields of another purpose, such as `type` and `status`. The first rule that matches
/// applies.
///
/// @param field the bit of the field with the level
/// @param all the bits of the fields that the object must have, including `field`
/// @param scale maps the number; a word is the number of its severity on OpenTelemetry's scale
record LevelRule(long field, long all, LevelScale scale) {
  /// A number of milliseconds since the epoch in a field with the time.
  static final String EPOCH_MILLIS = "#millis";

  /// Each line lists a scale, the field with the level, and the fields that it must have as
  /// neighbours, all in the spelling of [dev.cwforwarder.map.content.sources.FieldSpelling]. Names
  /// with capital letters match only as they are.
  private static final String[] RULES = {
    "SYSLOG PRIORITY MESSAGE", // journald
    "SYSLOG syslogseverity",
    "SYSLOG syslog.severity",
    "SYSLOG log.syslog.severity.code",
    "SYSLOG level shortmessage", // GELF
    "SYSLOG severity facility",
    "SYSLOG priority facility",
    "PYTHON levelno",
    "LOGBACK levelvalue",
    "LOGBACK level.level level.levelstr",
    "JAVA levelvalue", // Payara; other numbers than those of Logback
    "LOG4J level.intlevel",
    "LOG4J intlevel",
    "INSIGHTS severitylevel",
    "TSLOG meta.loglevelid",
    "DOTNET LogLevel",
    "DOTNET level messagetemplate", // Serilog
    "TENS level v hostname", // bunyan
    "TENS level pid hostname", // pino
    "TENS level time #millis msg", // pino without its base
    "TENS context.loglevel sequence version", // roarr
    "MONOLOG level levelname",
    "MONOLOG level channel datetime",
    "ANDROID priority tag pid tid",
    "WINDOWS level providername channel",
    "OPENTELEMETRY L M", // zap
    "OPENTELEMETRY messagetype messageschemaversion", // Managed Flink
    "OPENTELEMETRY label prio errcode", // MySQL
    "OPENTELEMETRY type reason involvedobject", // Kubernetes events
    "OPENTELEMETRY type reason regarding",
    "OPENTELEMETRY event.type event.reason event.involvedobject",
    "OPENTELEMETRY status message", // Datadog
  };

  /// Severities of objects without a level, by the fields that they have.
  private static final String[] IMPLIED = {
    "INFO @t @mt", // Serilog omits the level of its default
    "INFO @t @m",
    "INFO ts caller msg v", // klog
    "ERROR ts caller msg err",
  };

  /// Servers that write the same level on every line; a status of 4xx or 5xx raises it.
  private static final String[] ACCESS_LOGS = {"downstreamstatus routername"}; // Traefik

  private static final Map<String, Long> BITS = new HashMap<>();
  private static final List<LevelRule> ALL = new ArrayList<>();
  private static final List<LevelRule> IMPLIED_BY = new ArrayList<>();
  private static final List<Long> ACCESS = new ArrayList<>();

  static {
    for (String rule : RULES) {
      String[] words = rule.split(" ", -1);
      ALL.add(new LevelRule(bit(words[1]), bits(words, 1), LevelScale.valueOf(words[0])));
    }
    for (String rule : IMPLIED) {
      String[] words = rule.split(" ", -1);
      long number = Severity.valueOf(words[0]).getSeverityNumber();
      IMPLIED_BY.add(new LevelRule(number, bits(words, 1), LevelScale.OPENTELEMETRY));
    }
    for (String names : ACCESS_LOGS) {
      ACCESS.add(bits(names.split(" ", -1), 0));
    }
  }

  /// The bit of the field `name`, either as written or in its normal spelling; 0 for a field that
  /// no rule names.
  static long bitOf(String name) {
    return BITS.getOrDefault(name, 0L);
  }

  /// The fields with a level that the rules name.
  static List<String> fields() {
    List<String> names = new ArrayList<>();
    for (String rule : RULES) {
      names.add(rule.split(" ", -1)[1]);
    }
    return names;
  }

  /// The severity of the first rule that matches; undefined if none does.
  ///
  /// @param seen the bits of the fields of the object
  /// @param fields the bits of each field that may contain a level
  /// @param numbers the number in each of `fields`
  static Severity severity(long seen, long[] fields, long[] numbers, int count) {
    for (LevelRule rule : count == 0 ? List.<LevelRule>of() : ALL) {
      for (int i = 0; i < count && (seen & rule.all) == rule.all; i++) {
        Severity found =
            (fields[i] & rule.field) == 0
                ? Severity.UNDEFINED_SEVERITY_NUMBER
                : rule.scale.of(numbers[i]);
        if (found != Severity.UNDEFINED_SEVERITY_NUMBER) {
          return found;
        }
      }
    }
    for (LevelRule rule : IMPLIED_BY) {
      if ((seen & rule.all) == rule.all) {
        return rule.scale.of(rule.field);
      }
    }
    return Severity.UNDEFINED_SEVERITY_NUMBER;
  }

  /// Whether the fields are those of a server that writes the same level on every line.
  static boolean isAccessLog(long seen) {
    for (long all : ACCESS) {
      if ((seen & all) == all) {
        return true;
      }
    }
    return false;
  }

  private static long bits(String[] names, int from) {
    long bits = 0;
    for (int i = from; i < names.length; i++) {
      bits |= bit(names[i]);
    }
    return bits;
  }

  private static long bit(String name) {
    if (BITS.size() == Long.SIZE) {
      throw new IllegalStateException("the rules name more than 64 fields: " + name);
    }
    return BITS.computeIfAbsent(name, unused -> 1L << BITS.size());
  }
}
