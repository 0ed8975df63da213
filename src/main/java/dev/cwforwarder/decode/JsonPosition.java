package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;

/// Where in a payload a problem is: makes messages that name it.
///
/// @param json the parser, standing at the problem
/// @param document which one of the payload's documents, from 1
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
