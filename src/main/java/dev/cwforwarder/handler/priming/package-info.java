/// Warms the function before Lambda takes its SnapStart snapshot.
@NullMarked
package dev.cwforwarder.handler.priming;

import org.jspecify.annotations.NullMarked;
