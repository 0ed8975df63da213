package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;

/// The position of a problem in a payload; creates messages that contain it.
///
/// @param json the parser, positioned at the problem
/// @param document number of the document in the payload, from 1
record JsonPosition(JsonParser json, int document) {
  DecodeException problem(String field, String expected) {
    JsonLocation at = json.currentTokenLocation();
    long offset = Math.max(at.getByteOffset(), at.getCharOffset());
    return new DecodeException(
        "document %d, %s: %s (at offset %d)".formatted(document, field, expected, offset));
  }

  DecodeException missing(String field) {
    return new DecodeException("document %d has no %s".formatted(document, field));
  }
}
