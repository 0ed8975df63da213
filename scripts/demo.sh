#!/usr/bin/env bash
#
# Shows the forwarder at work: builds it and sends a day of a made-up shop through it, as Lambda would;
# docs/demo.md tells what is to be found in it, -h tells the options.
#
#   scripts/demo.sh                               # rows of otel_logs to target/demo/cloudwatch-logs.jsonl
#   scripts/demo.sh --endpoint http://HOST:4318 --api-key KEY    # yesterday, into a real ClickStack
#   scripts/demo.sh --samples                     # the events under events/ instead, with its own options
#
# Needs a JDK 25 and nothing else. Traffic stays on 127.0.0.1 unless --endpoint says otherwise.
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
if is_stale; then
  echo "Building the function with $JAVA_HOME (about 15 s; the first time Maven also fetches itself and libraries) …"
  build_function || exit 1
fi
cd "$caller"
if [[ ${1:-} == --samples ]]; then
  shift
  exec_tool dev.cwforwarder.local.Demo "$@"
fi
exec_tool dev.cwforwarder.demo.DemoDayCommand "$@"
