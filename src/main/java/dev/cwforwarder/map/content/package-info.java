/// Extracts severity, trace context and fields from messages by their format; pure functions.
@NullMarked
package dev.cwforwarder.map.content;

import org.jspecify.annotations.NullMarked;
