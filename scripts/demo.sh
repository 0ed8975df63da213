#!/usr/bin/env bash
#
# Builds the function and sends a day of a fictional shop through it, as Lambda does. docs/demo.md
# describes the incidents in its logs; -h prints the options.
#
#   scripts/demo.sh                               # rows of otel_logs and otel_traces to target/demo
#   scripts/demo.sh --endpoint http://HOST:4318 --api-key    # yesterday, to a real ClickStack; asks for the key
#   scripts/demo.sh --until-now --endpoint …      # the last 24 hours instead, for live tail and alerts
#   scripts/demo.sh --samples                     # the events in events/ instead; has its own options
#
# Requires only a JDK 25. Without --endpoint, nothing is sent to another machine.
set -euo pipefail
# The programs that this script starts do not get the key.
export -n CLICKSTACK_API_KEY

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project

find_jdk || exit 1
# shellcheck source=scripts/lib/build.sh
. scripts/lib/build.sh
if is_stale; then
  echo "Building the function with $JAVA_HOME (about 15 s; the first time Maven also downloads itself and libraries) …"
  build_function || exit 1
fi
cd "$caller"
if [[ ${1:-} == --samples ]]; then
  shift
  exec_tool dev.cwforwarder.local.Demo "$@"
fi
exec_tool dev.cwforwarder.demo.DemoDayCommand "$@"
