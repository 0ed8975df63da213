/// What `scripts/bench.sh` measures beside the forwarder; never deployed.
///
/// [dev.cwforwarder.bench.StockHandler] is the pipeline one would write first, from stock parts;
/// [dev.cwforwarder.bench.BareHandler] shows what the runtime client costs by itself.
@NullMarked
package dev.cwforwarder.bench;

import org.jspecify.annotations.NullMarked;
