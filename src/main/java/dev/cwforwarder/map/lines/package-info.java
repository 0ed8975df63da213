/// Joins events that are lines of one text: a stack trace, an object printed over several lines.
@NullMarked
package dev.cwforwarder.map.lines;

import org.jspecify.annotations.NullMarked;
