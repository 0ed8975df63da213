/// Tests of the packaged functions in separate processes, under AWS's runtime client.
@NullMarked
package dev.cwforwarder.endtoend;

import org.jspecify.annotations.NullMarked;
