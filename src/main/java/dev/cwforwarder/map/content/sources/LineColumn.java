package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A column of a [LineForm]: which texts it accepts, and the attribute that it becomes.
///
/// @param port the attribute for the port of an [Kind#ENDPOINT]
/// @param choices the only values of a [Kind#CHOICE]
record LineColumn(
    Kind kind,
    @Nullable AttributeKey<?> key,
    @Nullable AttributeKey<Long> port,
    List<Choice> choices) {
  /// The duration of a request in seconds, the unit of the metric with this name.
  static final AttributeKey<Double> DURATION = doubleKey("http.server.request.duration");

  static final AttributeKey<String> REFERER = stringKey("http.request.header.referer");
  static final AttributeKey<String> FORWARDED_FOR =
      stringKey("http.request.header.x-forwarded-for");

  private static final AttributeKey<String> TRACE = stringKey("aws.xray.trace_id");

  enum Kind {
    SKIP,
    TEXT,
    /// A text in which `+` or `%20` stands for a blank.
    ENCODED,
    /// One of several values.
    CHOICE,
    /// A text with blanks, up to what follows in the form, or up to the end of the message.
    REST,
    /// A name without the point of the root zone.
    DOMAIN,
    /// `TCP` or `UDP`.
    TRANSPORT,
    /// The addresses of `X-Forwarded-For`, of which the first is the client.
    FORWARDED,
    /// An id of API Gateway: a UUID, or 16 characters that end with `=`.
    ID,
    ADDRESS,
    /// An address, not a name.
    IP,
    /// `ADDRESS:PORT`, or only the address.
    ENDPOINT,
    STATUS,
    /// A status, or `-` for none.
    OPTIONAL_STATUS,
    VERSION,
    /// A version after `HTTP/`.
    PROTOCOL,
    LONG,
    DOUBLE,
    /// With a point, since a number without one may be in any unit.
    SECONDS,
    MILLIS,
    MICROS,
    /// A number and its unit.
    DURATION,
    XRAY
  }

  LineColumn(Kind kind, @Nullable AttributeKey<?> key) {
    this(kind, key, null);
  }

  LineColumn(Kind kind, @Nullable AttributeKey<?> key, @Nullable AttributeKey<Long> port) {
    this(kind, key, port, List.of());
  }

  /// The column with this name in a table of forms. A name with a point is that of an attribute, in
  /// the form of [Keys#named]: `*a.b` may contain blanks, and `a.b=x|y*` only accepts `x` and what
  /// starts with `y`.
  static LineColumn of(String name) {
    return switch (name) {
      case "-" -> new LineColumn(Kind.SKIP, null);
      case "client" -> new LineColumn(Kind.ADDRESS, Keys.CLIENT_ADDRESS);
      case "client-ip" -> new LineColumn(Kind.IP, Keys.CLIENT_ADDRESS);
      case "client:port" -> new LineColumn(Kind.ENDPOINT, Keys.CLIENT_ADDRESS, Keys.CLIENT_PORT);
      case "server:port" -> new LineColumn(Kind.ENDPOINT, Keys.SERVER_ADDRESS, Keys.SERVER_PORT);
      case "target:port" ->
          new LineColumn(Kind.ENDPOINT, Keys.DESTINATION_ADDRESS, Keys.DESTINATION_PORT);
      case "user" -> new LineColumn(Kind.TEXT, Keys.USER_NAME);
      case "referer" -> new LineColumn(Kind.TEXT, REFERER);
      case "agent" -> new LineColumn(Kind.TEXT, Keys.USER_AGENT);
      case "agent+" -> new LineColumn(Kind.ENCODED, Keys.USER_AGENT);
      case "forwarded" -> new LineColumn(Kind.TEXT, FORWARDED_FOR);
      case "forwarded-client" -> new LineColumn(Kind.FORWARDED, FORWARDED_FOR);
      case "id" -> new LineColumn(Kind.ID, Keys.AWS_REQUEST_ID);
      case "trace" -> new LineColumn(Kind.XRAY, TRACE);
      case "status" -> new LineColumn(Kind.STATUS, Keys.HTTP_STATUS);
      case "status?" -> new LineColumn(Kind.OPTIONAL_STATUS, Keys.HTTP_STATUS);
      case "port" -> new LineColumn(Kind.LONG, Keys.SERVER_PORT);
      case "#" -> new LineColumn(Kind.LONG, null);
      case "domain" -> new LineColumn(Kind.DOMAIN, Keys.DNS_QUESTION_NAME);
      case "transport" -> choice(Kind.TRANSPORT, Keys.NETWORK_TRANSPORT, "TCP|UDP");
      case "protocol" -> new LineColumn(Kind.PROTOCOL, Keys.NETWORK_PROTOCOL_VERSION);
      default -> amount(name);
    };
  }

  private static LineColumn amount(String name) {
    return switch (name) {
      case "version" -> new LineColumn(Kind.VERSION, Keys.NETWORK_PROTOCOL_VERSION);
      case "body" -> new LineColumn(Kind.LONG, Keys.HTTP_BODY_SIZE);
      case "request-body" -> new LineColumn(Kind.LONG, Keys.HTTP_REQUEST_BODY_SIZE);
      case "sent" -> new LineColumn(Kind.LONG, Keys.HTTP_RESPONSE_SIZE);
      case "received" -> new LineColumn(Kind.LONG, Keys.HTTP_REQUEST_SIZE);
      case "s" -> new LineColumn(Kind.SECONDS, DURATION);
      case "ms" -> new LineColumn(Kind.MILLIS, DURATION);
      case "us" -> new LineColumn(Kind.MICROS, DURATION);
      case "time" -> new LineColumn(Kind.DURATION, DURATION);
      default -> attribute(name);
    };
  }

  /// Whether a value may start with `c`. False for most texts in place of a number, without a
  /// search for their end.
  boolean mayStartWith(char c) {
    return switch (kind) {
      case STATUS, OPTIONAL_STATUS, VERSION, LONG, DOUBLE, SECONDS, MILLIS, MICROS, DURATION ->
          c >= '-' && c <= '9';
      case ID -> c > '"';
      default -> true;
    };
  }

  boolean isStatus() {
    return kind == Kind.STATUS || kind == Kind.OPTIONAL_STATUS;
  }

  boolean isClient() {
    return kind == Kind.FORWARDED || Keys.CLIENT_ADDRESS.equals(key);
  }

  private static LineColumn attribute(String name) {
    if (name.indexOf('.') < 0) {
      throw new IllegalArgumentException("unknown column <" + name + ">");
    }
    int equals = name.indexOf('=');
    if (equals > 0) {
      return choice(Kind.CHOICE, Keys.named(name.substring(0, equals)), name.substring(equals + 1));
    }
    boolean isRest = name.startsWith("*");
    AttributeKey<?> key = Keys.named(isRest ? name.substring(1) : name);
    return switch (key.getType()) {
      case LONG -> new LineColumn(Kind.LONG, key);
      case DOUBLE -> new LineColumn(Kind.DOUBLE, key);
      default -> new LineColumn(isRest ? Kind.REST : Kind.TEXT, key);
    };
  }

  private static LineColumn choice(Kind kind, AttributeKey<?> key, String choices) {
    List<Choice> all = Stream.of(choices.split("\\|", 0)).map(Choice::of).toList();
    return new LineColumn(kind, key, null, all);
  }

  /// Whether the text from `from` to `to` may be a value of this column.
  boolean accepts(String text, int from, int to) {
    boolean isAbsent = isAbsent(text, from, to);
    return switch (kind) {
      case SKIP -> isColumn(text, from, to);
      case TEXT, ENCODED, REST, DOMAIN, FORWARDED, XRAY -> true;
      case CHOICE, TRANSPORT -> isChoice(text, from, to);
      case ID -> isRequestId(text, from, to);
      case STATUS -> LineCursor.parseStatus(text, from, to) > 0;
      case OPTIONAL_STATUS -> isAbsent || LineCursor.parseStatus(text, from, to) > 0;
      case IP -> NetworkAddress.isIp(text, from, to);
      case ADDRESS -> isAbsent || NetworkAddress.isAddress(text, from, to);
      case ENDPOINT -> isAbsent || NetworkAddress.isEndpoint(text, from, to);
      case VERSION -> !Double.isNaN(Decimal.parse(text, from, to));
      case PROTOCOL -> text.startsWith("HTTP/", from);
      case LONG, MICROS -> isAbsent || LineCursor.parseLong(text, from, to) >= 0;
      case DOUBLE -> isAbsent || !Double.isNaN(signed(text, from, to));
      case MILLIS -> isAbsent || !Double.isNaN(Decimal.parse(text, from, to));
      case SECONDS ->
          text.indexOf('.', from, to) > 0 && !Double.isNaN(Decimal.parse(text, from, to));
      case DURATION -> !Double.isNaN(TimeSpan.seconds(text, from, to));
    };
  }

  private static boolean isAbsent(String text, int from, int to) {
    return to - from == 1 && text.charAt(from) == '-';
  }

  private boolean isChoice(String text, int from, int to) {
    for (int i = 0; i < choices.size(); i++) {
      if (choices.get(i).accepts(text, from, to)) {
        return true;
      }
    }
    return false;
  }

  /// Not the name of a logger, `access:`, and not the end of a bracket.
  private static boolean isColumn(String text, int from, int to) {
    char last = to > from ? text.charAt(to - 1) : ' ';
    return last != ':' && (last != ']' || text.charAt(from) == '[');
  }

  private static boolean isRequestId(String text, int from, int to) {
    return to - from == 36
        ? LineCursor.isUuid(text, from)
        : to - from == 16 && text.charAt(to - 1) == '=';
  }

  private static double signed(String text, int from, int to) {
    return text.startsWith("-", from)
        ? -Decimal.parse(text, from + 1, to)
        : Decimal.parse(text, from, to);
  }

  /// Adds the accepted text from `from` to `to` as the attribute of this column.
  @SuppressWarnings("unchecked") // the kind determines the type of the key
  void add(String text, int from, int to, LogFindings findings) {
    if (key == null || from == to || isAbsent(text, from, to)) {
      return;
    }
    switch (kind) {
      case SKIP -> {}
      case CHOICE -> FieldMapping.add(key, text.substring(from, to), findings);
      case DOMAIN -> domain(text.substring(from, to), findings);
      case TRANSPORT ->
          findings.add(Keys.NETWORK_TRANSPORT, text.substring(from, to).toLowerCase(Locale.ROOT));
      case ENCODED ->
          FieldMapping.add(
              key, text.substring(from, to).replace("%20", " ").replace('+', ' '), findings);
      case TEXT, REST, ID, ADDRESS, IP, FORWARDED, XRAY ->
          text((AttributeKey<String>) key, text.substring(from, to), findings);
      case VERSION -> RequestLine.version(text, from, to, findings);
      case PROTOCOL -> RequestLine.protocol(text, from, to, findings);
      case ENDPOINT -> endpoint(text, from, to, findings);
      case STATUS, OPTIONAL_STATUS, LONG ->
          findings.add((AttributeKey<Long>) key, LineCursor.parseLong(text, from, to));
      case DOUBLE -> findings.add((AttributeKey<Double>) key, signed(text, from, to));
      case SECONDS, MILLIS, MICROS, DURATION -> findings.add(DURATION, seconds(text, from, to));
    }
  }

  private void text(AttributeKey<String> key, String text, LogFindings findings) {
    findings.add(key, text);
    if (kind == Kind.XRAY) {
      findings.xray(text);
    } else if (kind == Kind.FORWARDED) {
      int comma = text.indexOf(',');
      findings.add(Keys.CLIENT_ADDRESS, comma < 0 ? text : text.substring(0, comma));
    }
  }

  /// Adds the name without the trailing dot of the root zone.
  static void domain(String name, LogFindings findings) {
    boolean dot = name.length() > 1 && name.endsWith(".");
    findings.add(Keys.DNS_QUESTION_NAME, dot ? name.substring(0, name.length() - 1) : name);
  }

  private double seconds(String text, int from, int to) {
    return switch (kind) {
      case DURATION -> TimeSpan.seconds(text, from, to);
      case MILLIS -> Decimal.parse(text, from, to) / 1e3;
      case MICROS -> Decimal.parse(text, from, to) / 1e6;
      default -> Decimal.parse(text, from, to);
    };
  }

  @SuppressWarnings("unchecked") // an endpoint's key is that of a text
  private void endpoint(String text, int from, int to, LogFindings findings) {
    int colon = NetworkAddress.portColon(text, from, to);
    int end = colon < 0 ? to : colon;
    boolean inBrackets = text.charAt(from) == '[' && text.charAt(end - 1) == ']';
    if (key != null) {
      findings.add(
          (AttributeKey<String>) key,
          inBrackets ? text.substring(from + 1, end - 1) : text.substring(from, end));
    }
    if (colon >= 0 && port != null) {
      findings.add(port, LineCursor.parseLong(text, colon + 1, to));
    }
  }

  /// A value, or the beginning of values: `REJECT`, `eni-*`.
  private record Choice(String text, boolean isOpen) {
    static Choice of(String choice) {
      boolean isOpen = choice.endsWith("*");
      return new Choice(isOpen ? choice.substring(0, choice.length() - 1) : choice, isOpen);
    }

    boolean accepts(String line, int from, int to) {
      int length = to - from;
      return (isOpen ? length > text.length() : length == text.length())
          && line.startsWith(text, from);
    }
  }
}
