#!/usr/bin/env bash
#
# Measures the packaged function and compares it with the stock pipeline and a handler that does
# nothing. -h prints the options; docs/performance.md explains the figures.
#
#   scripts/bench.sh --quick                     # one short run, about two minutes
#   scripts/bench.sh --json figures.json         # 5 runs of everything, about 15 minutes
#   scripts/bench.sh --publish figures.json      # copies its tables to docs/performance.md
#   cp -r target/function /tmp/before            # before a change; afterwards compare:
#   scripts/bench.sh --tiered --beside /tmp/before
#   scripts/bench.sh --growth                    # payloads of 20 to 20,000 events, and of one message of 1 MB
#   scripts/bench.sh --tuning                    # 256 to 3,008 MB of memory
#   scripts/bench.sh --compare COMMAND           # another Lambda bootstrap, on the same payloads
#   scripts/bench.sh --load                      # five minutes of steady load, with faults of the receiver
#   scripts/bench.sh --concurrency               # concurrent invocations in one process
#   scripts/bench.sh --content                   # only the cost of parsing and of rules, with JMH, 3 minutes
#   scripts/bench.sh --lines                     # only parsing, for each kind of message, with JMH, 2 minutes
#   scripts/bench.sh --spans                     # only spans, and the same events as JSON logs, with JMH, 3 minutes
#
# On Linux with two or more cores, functions run on one core and the benchmark on another, except with
# --load. The machine should be idle. Builds the function first if sources have changed. Requires a JDK 25.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
prepare_tool || exit 1

# The start of the benchmark itself is not measured, so it may use C2.
tool_flags=("${tool_flags[@]/-XX:TieredStopAtLevel=1/-XX:+TieredCompilation}")
tool=Bench
benchmark=
case ${1:-} in
  --load) tool=SteadyLoad ;;
  --concurrency) tool=Concurrency ;;
  --content) benchmark=ContentBenchmark ;;
  --lines) benchmark=LineBenchmark ;;
  --spans) benchmark=SpanBenchmark ;;
esac
if [[ -n $benchmark ]]; then
  # JMH generates code from the benchmark, which must not be in target/test-classes.
  rm -rf target/jmh && mkdir -p target/jmh
  quietly "$JAVA_HOME/bin/javac" -nowarn -processor org.openjdk.jmh.generators.BenchmarkProcessor \
    -d target/jmh -cp "$(tool_classpath)" src/bench/java/dev/cwforwarder/bench/{Content,Line,Span}Benchmark.java || exit 1
  exec "$JAVA_HOME/bin/java" "${tool_flags[@]}" -cp "$project/target/jmh:$(tool_classpath)" \
    "dev.cwforwarder.bench.$benchmark"
fi
[[ $tool == Bench ]] || shift
core=()
if [[ $tool != SteadyLoad ]] && command -v taskset >/dev/null &&
  taskset -c 0 true 2>/dev/null && taskset -c 1 true 2>/dev/null; then
  taskset -pc 0 $$ >/dev/null
  core=(--core 1)
fi
cd "$caller"
exec_tool "dev.cwforwarder.bench.$tool" ${core[@]+"${core[@]}"} "$@"
