/// Spans, as they are found in log events and as the encoder writes them.
@NullMarked
package dev.cwforwarder.span;

import org.jspecify.annotations.NullMarked;
