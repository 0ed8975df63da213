/// Names that only tests resolve.
@NullMarked
package dev.cwforwarder.testing.net;

import org.jspecify.annotations.NullMarked;
