/// Common helpers of the tests: deterministic payloads, records, stores, processes.
@NullMarked
package dev.cwforwarder.testing;

import org.jspecify.annotations.NullMarked;
