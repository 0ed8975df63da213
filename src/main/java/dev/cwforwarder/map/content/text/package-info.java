/// Reads characters, words and lines of a text; knows no format.
@NullMarked
package dev.cwforwarder.map.content.text;

import org.jspecify.annotations.NullMarked;
