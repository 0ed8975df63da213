/// Replays the failure bucket: sends undelivered events again, and removes the objects after that.
@NullMarked
package dev.cwforwarder.replay;

import org.jspecify.annotations.NullMarked;
