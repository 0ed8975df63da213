/// The packaged function in its own process, under the runtime client Lambda uses.
@NullMarked
package dev.cwforwarder.endtoend;

import org.jspecify.annotations.NullMarked;
