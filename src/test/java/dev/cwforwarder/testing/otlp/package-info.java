/// A collector, a ClickHouse engine and OTLP receivers for tests.
@NullMarked
package dev.cwforwarder.testing.otlp;

import org.jspecify.annotations.NullMarked;
