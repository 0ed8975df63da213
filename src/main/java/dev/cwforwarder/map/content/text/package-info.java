/// Reads characters, words and lines of a text; knows no format of a whole line.
@NullMarked
package dev.cwforwarder.map.content.text;

import org.jspecify.annotations.NullMarked;
