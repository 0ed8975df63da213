/// Parses logs of known formats. Each source has a class of its own, which is loaded only when one
/// of its lines is read.
@NullMarked
package dev.cwforwarder.map.content.sources;

import org.jspecify.annotations.NullMarked;
