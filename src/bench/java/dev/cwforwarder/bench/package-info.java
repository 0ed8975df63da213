/// `scripts/bench.sh`. [Bench] measures the packaged function as a process under AWS's runtime
/// client, and compares it with the handlers in [dev.cwforwarder.bench.subject] or with another
/// bootstrap. [SteadyLoad] and [Concurrency] measure several processes and several threads.
/// [ContentBenchmark], [LineBenchmark] and [SpanBenchmark] measure parts of the function with JMH.
@NullMarked
package dev.cwforwarder.bench;

import org.jspecify.annotations.NullMarked;
