#!/usr/bin/env bash
#
# Measures the packaged function beside the stock pipeline and a handler that does nothing; -h tells
# the options, docs/performance.md what the figures mean.
#
#   scripts/bench.sh --quick                     # a first look, about a minute
#   scripts/bench.sh --json figures.json         # 5 runs of everything, about 10 minutes
#   scripts/bench.sh --publish figures.json      # its tables into docs/performance.md
#   cp -r target/function /tmp/before            # then change something, and see whether it helped:
#   scripts/bench.sh --tiered --beside /tmp/before
#   scripts/bench.sh --content                   # only what looking into messages costs, by JMH, two minutes
#
# On Linux with two cores or more, functions run on one core and the meter on another; keep the
# machine quiet meanwhile. Builds first when sources have changed. Needs a JDK 25.
set -euo pipefail

caller=$PWD
self=${BASH_SOURCE[0]}
while [[ -L $self ]]; do
  link=$(readlink "$self")
  if [[ $link == /* ]]; then self=$link; else self=${self%/*}/$link; fi
done
cd "$(dirname "$self")/.."

# shellcheck source=scripts/lib/java.sh
. scripts/lib/java.sh
# shellcheck source=scripts/lib/build.sh
. scripts/lib/build.sh
find_jdk || exit 1

# The meter's own start is not measured: it may use both compilers.
tool_flags=("${tool_flags[@]/-XX:TieredStopAtLevel=1/-XX:+TieredCompilation}")
build_if_stale || exit 1
if [[ ${1:-} == --content ]]; then
  # What JMH runs is made of the benchmark; beside the other classes, not among them.
  rm -rf target/jmh && mkdir -p target/jmh
  quietly "$JAVA_HOME/bin/javac" -nowarn -processor org.openjdk.jmh.generators.BenchmarkProcessor \
    -d target/jmh -cp "$(tool_classpath)" src/jmh/java/dev/cwforwarder/bench/*.java || exit 1
  exec "$JAVA_HOME/bin/java" "${tool_flags[@]}" -cp "$project/target/jmh:$(tool_classpath)" \
    dev.cwforwarder.bench.ContentBenchmark
fi
core=()
if command -v taskset >/dev/null && taskset -c 0 true 2>/dev/null && taskset -c 1 true 2>/dev/null; then
  taskset -pc 0 $$ >/dev/null
  core=(--core 1)
fi
cd "$caller"
exec_tool dev.cwforwarder.local.bench.Bench ${core[@]+"${core[@]}"} "$@"
