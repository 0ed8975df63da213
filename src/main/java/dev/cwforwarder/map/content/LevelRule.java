package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.severity.LevelScale;
import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A number is a level only if the name of its field, or its neighbours, tell the scale: every
/// scale uses the same numbers, and most numbers named `level` are no level at all. The same holds
/// for words in fields of another purpose, such as `type` and `status`. The first rule that matches
/// applies.
///
/// @param field the bit of the field with the level
/// @param all the bits of the fields that the object must have, including `field`
/// @param scale maps the number
record LevelRule(long field, long all, LevelScale scale) {
  /// A number of milliseconds since the epoch in a field with the time.
  static final String EPOCH_MILLIS = "#millis";

  /// Each line lists a scale, the field with the level, and the fields that it must have as
  /// neighbours, all in the spelling of [dev.cwforwarder.map.content.sources.FieldSpelling]. Names
  /// with capital letters match only as they are. One of the names between bars is enough.
  private static final String[] RULES = {
    "SYSLOG PRIORITY MESSAGE", // journald
    "SYSLOG syslogseverity|syslog.severity|log.syslog.severity.code",
    "SYSLOG level shortmessage", // GELF
    "SYSLOG severity facility",
    "SYSLOG priority facility",
    "PYTHON levelno",
    "LOGBACK levelvalue",
    "LOGBACK level.level level.levelstr",
    "JAVA levelvalue", // Payara; other numbers than those of Logback
    "LOG4J level.intlevel|intlevel",
    "INSIGHTS severitylevel",
    "INSIGHTS level reqid remoteaddr", // Nextcloud
    "GLOG severity calendartime", // osquery
    "SYSLOG pri fw", // SonicWall
    "TSLOG meta.loglevelid",
    "DOTNET loglevel category", // Microsoft.Extensions.Logging
    "DOTNET level messagetemplate", // Serilog
    "TENS level v hostname", // bunyan
    "TENS level pid hostname", // pino
    "TENS level time #millis msg", // pino without its base
    "TENS context.loglevel sequence", // roarr
    "MONOLOG level levelname",
    "MONOLOG level channel datetime",
    "ANDROID priority tag pid",
    "WINDOWS level providername channel",
    "WORD L", // zap
    "WORD PRIORITY MESSAGE", // syslog-ng
    "WORD priority facility|rule|logcomponent", // syslog, Falco, Sophos
    "WORD messagetype messageschemaversion|eventmessage", // Managed Flink, Apple
    "WORD label prio", // MySQL
    "WORD at msg", // logfmter
    "WORD tags.0|tags.1|tags.2 type pid message", // OpenSearch Dashboards, Kibana
    "WORD type reason involvedobject|regarding", // Kubernetes events
    "WORD event.type event.reason",
    "WORD status message", // Datadog
  };

  /// Severities of objects without a level, by the fields that they have.
  private static final String[] IMPLIED = {
    "INFO @t @mt|@m", // Serilog omits the level of its default
    "INFO ts caller msg v", // klog
    "ERROR ts caller msg err",
  };

  /// Fields of what transported the text: a level inside the text takes precedence over theirs.
  private static final String[] TRANSPORT = {
    "PRIORITY", "facility", "shortmessage containername", // Docker's GELF
  };

  /// A level with the word `critical`, or `panic`.
  static final String CRITICAL = "#critical";

  /// The word `crit`, as syslog spells it.
  static final String CRIT = "#crit";

  static final String PANIC = "#panic";

  private static final String MONOLOG = "level_name|monolog_level|";

  private static final String GOOGLE =
      "insertid|logging.googleapis.com/trace|logging.googleapis.com/spanId"
          + "|logging.googleapis.com/labels|logging.googleapis.com/sourceLocation"
          + "|logging.googleapis.com/insertId|logging.googleapis.com/operation"
          + "|logging.googleapis.com/trace_sampled";

  /// Severities of words that are fatal elsewhere: the relatives of syslog have levels above
  /// `critical`, and zap above `panic`.
  private static final String[] NOT_FATAL = {
    "ERROR2 #critical PRIORITY|facility|rule|syslog.severity|priorityname|" + MONOLOG + GOOGLE,
    "ERROR2 #critical channel extra", // Monolog without its numbers
    "ERROR2 #crit level message", // winston with the levels of syslog
    "ERROR3 #panic ts msg", // zap
  };

  /// Traefik writes the same level on every line; a status of 4xx or 5xx raises it.
  private static final String ACCESS_LOG = "downstreamstatus routername";

  /// The bits of each field.
  private static final Map<String, Long> BITS = new HashMap<>();

  /// The bit of each word of a rule: a name, or several with bars between them.
  private static final Map<String, Long> WORDS = new HashMap<>();

  private static final List<LevelRule> ALL = new ArrayList<>();
  private static final List<Implied> IMPLIED_BY = implied(IMPLIED);
  private static final List<Implied> ADJUSTED_BY = implied(NOT_FATAL);
  private static final long ACCESS = bits(ACCESS_LOG.split(" ", -1), 0);
  private static final long[] TRANSPORTS =
      Stream.of(TRANSPORT).mapToLong(names -> bits(names.split(" ", -1), 0)).toArray();

  static {
    for (String rule : RULES) {
      String[] words = rule.split(" ", -1);
      ALL.add(new LevelRule(bit(words[1]), bits(words, 1), LevelScale.valueOf(words[0])));
    }
  }

  /// The bits of the field `name`, either as written or in its normal spelling; 0 for a field that
  /// no rule names.
  static long bitOf(String name) {
    return BITS.getOrDefault(name, 0L);
  }

  /// The fields with a level that the rules name.
  static List<String> fields() {
    List<String> names = new ArrayList<>();
    for (String rule : RULES) {
      names.addAll(List.of(rule.split(" ", -1)[1].split("\\|", -1)));
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
    return first(IMPLIED_BY, seen, Severity.UNDEFINED_SEVERITY_NUMBER);
  }

  /// The severity of a level that is fatal elsewhere.
  static Severity fatal(long seen) {
    return first(ADJUSTED_BY, seen, Severity.FATAL);
  }

  private static Severity first(List<Implied> rules, long seen, Severity otherwise) {
    for (Implied rule : rules) {
      if ((seen & rule.all) == rule.all) {
        return rule.severity;
      }
    }
    return otherwise;
  }

  /// Whether the level is that of what transported the text.
  static boolean isTransport(long seen) {
    for (long all : TRANSPORTS) {
      if ((seen & all) == all) {
        return true;
      }
    }
    return false;
  }

  /// Whether the fields are those of a server that writes the same level on every line.
  static boolean isAccessLog(long seen) {
    return (seen & ACCESS) == ACCESS;
  }

  private static List<Implied> implied(String[] rules) {
    List<Implied> found = new ArrayList<>();
    for (String rule : rules) {
      String[] words = rule.split(" ", -1);
      found.add(new Implied(Severity.valueOf(words[0]), bits(words, 1)));
    }
    return found;
  }

  private static long bits(String[] names, int from) {
    long bits = 0;
    for (int i = from; i < names.length; i++) {
      bits |= bit(names[i]);
    }
    return bits;
  }

  private static long bit(String word) {
    Long known = WORDS.get(word);
    if (known != null) {
      return known;
    }
    if (WORDS.size() >= Long.SIZE) {
      throw new IllegalStateException("the rules have more than 64 different words: " + word);
    }
    long bit = 1L << WORDS.size();
    WORDS.put(word, bit);
    for (String name : word.split("\\|", -1)) {
      BITS.merge(name, bit, (all, more) -> all | more);
    }
    return bit;
  }

  /// The severity of an object that has all these fields.
  private record Implied(Severity severity, long all) {}
}
