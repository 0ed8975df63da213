/// Which log groups are subscribed: what is wanted beside what is there.
@NullMarked
package dev.cwforwarder.subscribe;

import org.jspecify.annotations.NullMarked;
