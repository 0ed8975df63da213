/// Sends again what could not be delivered, and removes it once it is.
@NullMarked
package dev.cwforwarder.replay;

import org.jspecify.annotations.NullMarked;
