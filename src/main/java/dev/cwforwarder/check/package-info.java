/// Tries a deployed function with one event and says what is wrong, if anything.
@NullMarked
package dev.cwforwarder.check;

import org.jspecify.annotations.NullMarked;
