/// `scripts/bench.sh`: measures the packaged function from outside, as a process under AWS's
/// runtime client, beside the stock pipeline and a handler that does nothing.
@NullMarked
package dev.cwforwarder.local.bench;

import org.jspecify.annotations.NullMarked;
