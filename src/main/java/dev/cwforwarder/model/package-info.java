/// The types that all packages share: log events, their source, and the time left.
@NullMarked
package dev.cwforwarder.model;

import org.jspecify.annotations.NullMarked;
