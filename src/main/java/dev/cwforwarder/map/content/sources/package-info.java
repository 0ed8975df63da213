/// Logs whose form is known: each source of them has a class of its own, which is loaded only when
/// one of its lines is met.
@NullMarked
package dev.cwforwarder.map.content.sources;

import org.jspecify.annotations.NullMarked;
