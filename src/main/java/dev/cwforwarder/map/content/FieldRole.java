package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.AccessObject;
import dev.cwforwarder.map.content.sources.FieldSpelling;
import dev.cwforwarder.map.content.sources.KnownObject;
import dev.cwforwarder.map.content.text.MessageText;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The role of a JSON field, derived from its flattened name in any spelling. If several fields
/// have the same role, the one that is listed first takes precedence.
///
/// @param kind the kind of role
/// @param rank the position among the names of its kind, from 0; the lowest takes precedence
/// @param bits the bits of the field in [LevelRule]
record FieldRole(Kind kind, int rank, long bits) {
  /// A field without a role.
  static final FieldRole NONE = new FieldRole(Kind.NONE, 0, 0);

  private static final FieldRole NESTED_LEVEL = new FieldRole(Kind.NESTED_LEVEL, 0, 0);
  private static final FieldRole NESTED_MESSAGE = new FieldRole(Kind.NESTED_MESSAGE, 0, 0);

  enum Kind {
    NONE,
    MESSAGE,
    /// A message only after a level of zap: `L`, then `M`.
    ZAP_MESSAGE,
    LEVEL,
    /// The level of an object that another object contains.
    NESTED_LEVEL,
    /// Shows that the object around it is a log record.
    NESTED_MESSAGE,
    /// Contains a level only if [LevelRule] says so.
    LEVEL_WORD,
    SEVERITY_NUMBER,
    TRACE,
    SPAN,
    FLAGS,
    /// A header with the trace id and the span id.
    TRACE_HEADER,
    XRAY,
    /// An invocation id, whatever the source.
    INVOCATION,
    /// An invocation id only in the logs of a function, since gateways use the name for their own
    /// ids.
    REQUEST,
    COLD_START,
    /// Datadog's decimal span id.
    DATADOG_SPAN,
    /// The type of a platform event, such as `platform.report`.
    TYPE,
    /// The time at which the record was logged.
    TIME,
    HTTP_STATUS,
    /// A status whose name starts with HTTP: `httpStatus`.
    HTTP_RESPONSE,
    /// Its value may show that a status is an HTTP status.
    HTTP_REQUEST,
    /// Its presence shows it, whatever the value.
    HTTP_ROUTE,
    /// Its presence indicates an error if there is no level.
    ERROR,
    /// Identifies a [KnownObject]; the rank is its flag.
    KNOWN_OBJECT
  }

  /// Added to the rank of a name in a container, so that all names outside take precedence.
  private static final int CONTAINED = 1_000;

  /// Containers of context fields of OpenTelemetry, Log4j, Logback, Datadog, Monolog, tracing,
  /// Serilog, NLog, loguru and others, without the indexes of lists. Ids are found in each.
  private static final Set<String> CONTEXTS =
      names(
          "otel contextmap mdc dd dt context ctx extra fields attributes properties span data"
              + " labels trace scope scopes record record.extra spancontext meta jsonpayload"
              + " headers req.headers request.headers http.request.headers tags namedtags metadata"
              + " tracecontext tracing opentelemetry telemetry correlation");

  /// Containers that loggers themselves write; those above contain data of users.
  private static final Set<String> ENVELOPES =
      names("fields record info jsonpayload header syslog log metadata meta attributes");

  /// Containers of a log record, if it has a level and a message, and the object around it has
  /// neither.
  private static final Set<String> WRAPPERS =
      names(
          "entry logentry logevent logrecord logprocessed logging logger event payload data body"
              + " source json content");

  /// The parts of two names that may also be written as one: `trace.id`, `level.name`.
  private static final Set<Kind> JOINABLE =
      Set.of(Kind.LEVEL, Kind.SEVERITY_NUMBER, Kind.TRACE, Kind.SPAN, Kind.FLAGS);

  private static final Map<String, FieldRole> BY_NAME = new HashMap<>();
  private static final Map<String, FieldRole> BY_PATH = new HashMap<>();

  static {
    put(
        Kind.MESSAGE,
        "formattedmessage message msg log event @m renderedmessage shortmessage textpayload"
            + " fields.message @mt record.message info.msg jsonpayload.message content");
    put(
        Kind.LEVEL,
        "record.errorseverity message.level level severity loglevel severitytext levelname lvl @l"
            + " logseverity errorseverity s leveltext sev loglevelname levelstr levellabel"
            + " severitylabel level.levelstr severityname levelstring loglvl logleveltext"
            + " loglevelstr priorityname lev msglevel messagelevel syslogseveritytext lvlname"
            + " lvltext leveldisplayname leveldesc lv l logging.googleapis.comseverity"
            + " eventloglevel");
    put(Kind.ZAP_MESSAGE, "M");
    put(Kind.LEVEL_WORD, "messagetype label event.type L priority pri at tags.0 tags.1 tags.2");
    put(Kind.SEVERITY_NUMBER, "severitynumber");
    put(
        Kind.TRACE,
        "traceid oteltraceid @tr trace xb3traceid b3traceid xtraceid"
            + " logging.googleapis.comtrace ddtraceid");
    put(
        Kind.SPAN,
        "spanid otelspanid @sp span xb3spanid b3spanid xspanid logging.googleapis.comspanid");
    put(Kind.DATADOG_SPAN, "dd.spanid ddspanid");
    put(Kind.FLAGS, "traceflags tracesampled oteltracesampled logging.googleapis.comtracesampled");
    put(
        Kind.TRACE_HEADER,
        "traceparent b3 xb3 sentrytrace ubertraceid xcloudtracecontext elasticapmtraceparent");
    put(
        Kind.XRAY,
        "xraytraceid awsxraytraceid xraytraceheader record.tracing.value xamzntraceid"
            + " traceparent.xray");
    put(Kind.INVOCATION, "functionrequestid awsrequestid lambdarequestid");
    put(Kind.REQUEST, "requestid record.requestid");
    put(Kind.COLD_START, "coldstart");
    put(Kind.TYPE, "type");
    put(
        Kind.TIME,
        "timestamp time ts @t timemillis datetime asctime eventtime logtimestamp t T t.$date"
            + " timeiso8601 startutc");
    put(Kind.HTTP_STATUS, "status"); // the other names are those of AccessObject
    put(Kind.HTTP_REQUEST, "protocol uri requesturi request.uri");
    put(Kind.HTTP_ROUTE, "routekey resourcepath");
    put(
        Kind.ERROR,
        "errortype exception.type exception.stacktrace stacktrace excinfo error.stacktrace"
            + " error.stack err.stack stack @x message.errortype record.errortype"
            + " record.message.errortype");
    LevelRule.fields()
        .forEach(
            name ->
                BY_NAME.putIfAbsent(
                    FieldSpelling.normalize(name), new FieldRole(Kind.LEVEL, CONTAINED - 1, 0)));
    for (KnownObject object : KnownObject.values()) {
      BY_PATH.put(object.field(), new FieldRole(Kind.KNOWN_OBJECT, object.flag(), 0));
    }
  }

  /// The role of the field with this flattened name.
  static FieldRole of(String path) {
    String name = FieldSpelling.normalize(path);
    FieldRole known = BY_PATH.get(path);
    FieldRole role = known == null ? byName(name) : known;
    long bits = LevelRule.bitOf(path) | LevelRule.bitOf(name);
    return bits == 0 ? role : new FieldRole(role.kind, role.rank, bits);
  }

  private static FieldRole byName(String name) {
    FieldRole role = BY_NAME.get(name);
    if (role != null) {
      return role;
    }
    if (AccessObject.isStatus(name)) {
      Kind kind = name.startsWith("http") ? Kind.HTTP_RESPONSE : Kind.HTTP_STATUS;
      return new FieldRole(kind, 0, 0);
    }
    if (AccessObject.isMethod(name)) {
      return new FieldRole(Kind.HTTP_REQUEST, 0, 0);
    }
    int point = name.indexOf('.');
    if (point < 0) {
      return NONE;
    }
    FieldRole joined = BY_NAME.getOrDefault(name.replace(".", ""), NONE);
    return JOINABLE.contains(joined.kind) ? joined : contained(name, point);
  }

  /// The role of a name in a known container.
  private static FieldRole contained(String name, int firstPoint) {
    for (int point = firstPoint; point > 0; point = name.indexOf('.', point + 1)) {
      String container = withoutIndex(name.substring(0, point));
      FieldRole role = BY_NAME.getOrDefault(name.substring(point + 1).replace(".", ""), NONE);
      boolean allowed =
          switch (role.kind) {
            case TRACE, SPAN, DATADOG_SPAN, FLAGS, TRACE_HEADER -> CONTEXTS.contains(container);
            case LEVEL -> ENVELOPES.contains(container);
            default -> false;
          };
      if (allowed) {
        return new FieldRole(role.kind, CONTAINED + role.rank, 0);
      }
      boolean isWrapped = point == firstPoint && WRAPPERS.contains(container);
      if (isWrapped && (role.kind == Kind.LEVEL || role.kind == Kind.MESSAGE)) {
        return role.kind == Kind.LEVEL ? NESTED_LEVEL : NESTED_MESSAGE;
      }
    }
    return NONE;
  }

  /// `scopes` of `scopes.0`.
  private static String withoutIndex(String container) {
    int point = container.lastIndexOf('.');
    boolean index = point > 0 && MessageText.isDigit(container, point + 1);
    return index ? container.substring(0, point) : container;
  }

  private static Set<String> names(String names) {
    return Set.of(names.split(" ", -1));
  }

  private static void put(Kind kind, String names) {
    int rank = 0;
    for (String name : names.split(" ", -1)) {
      BY_NAME.put(name, new FieldRole(kind, rank++, 0));
    }
  }
}
