/// Runs the packaged function as Lambda does: runtime API, freeze and thaw, asynchronous retries.
@NullMarked
package dev.cwforwarder.local.lambda;

import org.jspecify.annotations.NullMarked;
