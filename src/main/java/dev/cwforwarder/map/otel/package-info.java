/// Reads OpenTelemetry's own records where log events contain them: spans and log records.
@NullMarked
package dev.cwforwarder.map.otel;

import org.jspecify.annotations.NullMarked;
