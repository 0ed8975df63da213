/// Joins events that are lines of one text, such as a stack trace or an object printed over several
/// lines.
@NullMarked
package dev.cwforwarder.map.lines;

import org.jspecify.annotations.NullMarked;
