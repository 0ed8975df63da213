/// Forwards batches of log events and accounts for every record.
@NullMarked
package dev.cwforwarder.forward;

import org.jspecify.annotations.NullMarked;
