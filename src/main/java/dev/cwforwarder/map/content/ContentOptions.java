package dev.cwforwarder.map.content;

/// How much is made of a message.
///
/// @param parse whether messages are looked into at all; without, each is its own body
/// @param messageAsBody whether the text inside a structured message becomes the body, or the
///   message as it came
/// @param xrayTraceIds whether an X-Ray trace id becomes the record's trace id
/// @param timestampFromBody whether the time within a message becomes the record's time
public record ContentOptions(
    boolean parse, boolean messageAsBody, boolean xrayTraceIds, boolean timestampFromBody) {
  /// What the settings say unless they are told otherwise.
  public static final ContentOptions DEFAULT = new ContentOptions(true, true, false, false);
}
