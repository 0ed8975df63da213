/// The command line.
@NullMarked
package dev.cwforwarder.cli;

import org.jspecify.annotations.NullMarked;
