/// Maps log events to OpenTelemetry resources and log records; pure functions.
@NullMarked
package dev.cwforwarder.map;

import org.jspecify.annotations.NullMarked;
