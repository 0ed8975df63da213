/// Where what cannot be delivered is kept, and what that looks like.
@NullMarked
package dev.cwforwarder.store;

import org.jspecify.annotations.NullMarked;
