/// Puts the parts together. The only reader of the environment.
@NullMarked
package dev.cwforwarder.wiring;

import org.jspecify.annotations.NullMarked;
