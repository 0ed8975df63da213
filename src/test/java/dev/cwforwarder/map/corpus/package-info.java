/// The labelled log lines of `src/test/resources/corpus`, and how well they are read.
@NullMarked
package dev.cwforwarder.map.corpus;

import org.jspecify.annotations.NullMarked;
