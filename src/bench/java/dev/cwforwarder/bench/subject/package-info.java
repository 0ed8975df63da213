/// The handlers with which `scripts/bench.sh` compares the forwarder; never deployed.
///
/// [dev.cwforwarder.bench.subject.StockHandler] is the straightforward pipeline of standard
/// libraries. [dev.cwforwarder.bench.subject.BareHandler] measures the runtime client alone.
@NullMarked
package dev.cwforwarder.bench.subject;

import org.jspecify.annotations.NullMarked;
