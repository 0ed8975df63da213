/// What tests share: deterministic payloads, records, clocks. Written once.
@NullMarked
package dev.cwforwarder.testing;

import org.jspecify.annotations.NullMarked;
