/// Tests of the project as a whole: its rooms, its sources, its documents.
@NullMarked
package dev.cwforwarder;

import org.jspecify.annotations.NullMarked;
