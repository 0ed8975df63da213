/// Clocks and waiting for tests.
@NullMarked
package dev.cwforwarder.testing.time;

import org.jspecify.annotations.NullMarked;
