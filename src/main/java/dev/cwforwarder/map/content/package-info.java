/// What a message says by its form: its severity, its trace, its fields; pure functions.
@NullMarked
package dev.cwforwarder.map.content;

import org.jspecify.annotations.NullMarked;
