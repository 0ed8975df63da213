/// Reads the log groups that cannot be subscribed, by ingestion time, and forwards what is due.
@NullMarked
package dev.cwforwarder.poll;

import org.jspecify.annotations.NullMarked;
