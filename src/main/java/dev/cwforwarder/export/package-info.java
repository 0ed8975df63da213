/// From log records to answered OTLP requests: encode, compress, post, retry, probe.
@NullMarked
package dev.cwforwarder.export;

import org.jspecify.annotations.NullMarked;
