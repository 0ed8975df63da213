/// Checks a deployed function with one synthetic event and diagnoses problems.
@NullMarked
package dev.cwforwarder.check;

import org.jspecify.annotations.NullMarked;
