package dev.cwforwarder.map.content;

/// Which X-Ray ids a record has, if its message contains no others.
public enum XrayTraceIds {
  OFF,
  /// The trace id, also in all lines of a Lambda invocation that its report names.
  ON,
  /// In addition, in these lines the id of the function's segment as the span id.
  SEGMENTS
}
