/// Reads the protobuf wire format, without a library that would slow down the cold start.
@NullMarked
package dev.cwforwarder.protobuf;

import org.jspecify.annotations.NullMarked;
