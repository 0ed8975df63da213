/// Decides which log groups get a subscription filter, as pure functions of the desired and the
/// actual state.
@NullMarked
package dev.cwforwarder.subscribe.plan;

import org.jspecify.annotations.NullMarked;
