/// The store for undelivered events, and the format of its documents.
@NullMarked
package dev.cwforwarder.store;

import org.jspecify.annotations.NullMarked;
