/// From the bytes CloudWatch Logs sends to batches of log events.
@NullMarked
package dev.cwforwarder.decode;

import org.jspecify.annotations.NullMarked;
