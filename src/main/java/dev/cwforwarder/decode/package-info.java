/// Decodes the payloads of CloudWatch Logs into batches of log events.
@NullMarked
package dev.cwforwarder.decode;

import org.jspecify.annotations.NullMarked;
