package dev.cwforwarder.config;

/// What is made of messages.
///
/// @param body which text becomes the body of a record
/// @param parse whether messages are looked into at all
/// @param xrayTraceIds whether an X-Ray trace id becomes the trace id of a record
/// @param timestampFromBody whether the time within a message becomes the time of a record
/// @param multiline which events are joined into one record
public record ContentSettings(
    Body body,
    boolean parse,
    boolean xrayTraceIds,
    boolean timestampFromBody,
    Multiline multiline) {

  /// `BODY`.
  public enum Body {
    MESSAGE,
    RAW
  }

  static ContentSettings read(EnvReader reader) {
    return new ContentSettings(
        reader.optional("BODY", Body.MESSAGE, raw -> Parsers.oneOf(raw, Body.values())),
        reader.optional("PARSE_CONTENT", true, Parsers::onOff),
        reader.optional("XRAY_TRACE_IDS", false, Parsers::onOff),
        reader.optional("TIMESTAMP_FROM_BODY", false, Parsers::onOff),
        multiline(reader));
  }

  private static Multiline multiline(EnvReader reader) {
    String pattern = "MULTILINE_LINE_START_PATTERN";
    Multiline known = reader.optional("MULTILINE", Multiline.OFF, Multiline::parse);
    if (!reader.isSet(pattern)) {
      return known;
    }
    if (known.auto()) {
      reader.problem(pattern + ": expected only one of it and MULTILINE=auto");
    }
    return reader.optional(pattern, Multiline.OFF, LineStart::parse);
  }
}
