/// Builds the parts of every function and command from the environment.
@NullMarked
package dev.cwforwarder.wiring;

import org.jspecify.annotations.NullMarked;
