/// The same parts for a person at a terminal.
@NullMarked
package dev.cwforwarder.cli;

import org.jspecify.annotations.NullMarked;
