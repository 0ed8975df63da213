/// Polls log groups that cannot be subscribed: reads their events by ingestion time and forwards
/// them.
@NullMarked
package dev.cwforwarder.poll;

import org.jspecify.annotations.NullMarked;
