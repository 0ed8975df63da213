package dev.cwforwarder.map.content;

import static java.util.Objects.requireNonNull;

/// Controls how messages are parsed.
///
/// @param parse whether messages are parsed at all; otherwise each message is the body
/// @param messageAsBody whether the text inside a structured message becomes the body; otherwise
///   the whole message does
/// @param xrayTraceIds whether an X-Ray trace id is used as the record's trace id
/// @param timestampFromBody whether the time in a message is used as the record's timestamp
public record ContentOptions(
    boolean parse, boolean messageAsBody, XrayTraceIds xrayTraceIds, boolean timestampFromBody) {
  public ContentOptions {
    requireNonNull(xrayTraceIds, "xrayTraceIds is null");
  }

  /// The default settings.
  public static final ContentOptions DEFAULT =
      new ContentOptions(true, true, XrayTraceIds.OFF, false);
}
