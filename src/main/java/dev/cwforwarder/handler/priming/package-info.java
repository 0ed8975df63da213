/// A TLS server in the function's own process, for requests that are made before a SnapStart
/// snapshot.
@NullMarked
package dev.cwforwarder.handler.priming;

import org.jspecify.annotations.NullMarked;
