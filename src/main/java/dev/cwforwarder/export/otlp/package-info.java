/// Encodes log records as OTLP protobuf requests and decodes the responses.
@NullMarked
package dev.cwforwarder.export.otlp;

import org.jspecify.annotations.NullMarked;
