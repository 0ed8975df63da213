/// Exports log records: encodes and compresses requests, posts them, retries, and probes the
/// endpoint.
@NullMarked
package dev.cwforwarder.export;

import org.jspecify.annotations.NullMarked;
