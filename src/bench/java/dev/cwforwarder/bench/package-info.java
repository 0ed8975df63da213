/// `scripts/bench.sh`: measures the packaged function as a process under AWS's runtime client, and
/// compares it with the handlers in [dev.cwforwarder.bench.subject].
@NullMarked
package dev.cwforwarder.bench;

import org.jspecify.annotations.NullMarked;
