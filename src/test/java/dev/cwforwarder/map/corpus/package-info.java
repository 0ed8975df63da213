/// The labeled log lines of `src/test/resources/corpus`, and how accurately they are parsed.
@NullMarked
package dev.cwforwarder.map.corpus;

import org.jspecify.annotations.NullMarked;
