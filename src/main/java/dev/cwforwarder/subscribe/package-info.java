/// Subscribes log groups: reconciles their subscription filters, the account policy and the
/// delegations to polling with the desired state.
@NullMarked
package dev.cwforwarder.subscribe;

import org.jspecify.annotations.NullMarked;
