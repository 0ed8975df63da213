#!/usr/bin/env bash
#
# Checks the dashboard in dashboards/ for ClickStack's UI, HyperDX, and installs its saved searches and
# alerts.
#
# Usage: scripts/dashboard.sh check [FILE]
#        HYPERDX_ACCESS_KEY=KEY scripts/dashboard.sh install URL [--webhook NAME]
#
#   check        runs all tiles, saved searches and alerts on the logs and spans of a day, with HyperDX's SQL generator and
#                an embedded ClickHouse
#   install      creates the saved searches through the HyperDX API at URL, e.g. http://localhost:8000. Does not
#                change existing searches and alerts of the same name. KEY is a personal access key (Team Settings →
#                API Keys)
#   --webhook    also creates the alerts of docs/alerts.md, which notify the webhook NAME. The dashboard must be
#                imported, and the webhook must exist
#   -h, --help   prints this text
#
# FILE contains the logs of a day: rows of otel_logs as JSON lines. The same folder contains its spans,
# cloudwatch-traces.jsonl, and optionally demo-facts.json. By default, the script uses the files of
# scripts/demo.sh in target/demo, and creates them if they are missing.
# Requires Python 3.10 or newer. The exit code is 77 if Node is not available.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
cd "$caller"
# shellcheck source=scripts/lib/venv.sh
. "$root/scripts/lib/venv.sh"
readonly TESTS=$root/dashboards/test
readonly SKIPPED=77

# Installs the packages of HyperDX's SQL generator according to the lock file.
need_generator() {
  local npm
  find_node || exit "$SKIPPED"
  export NODE=$node
  if [[ -e $TESTS/node_modules/stamp && $(<"$TESTS/node_modules/stamp") == "$(<"$TESTS/package-lock.json")" ]]; then
    return 0
  fi
  npm=${node%/*}/../lib/node_modules/npm/bin/npm-cli.js
  [[ -r $npm ]] || npm=$(readlink -f "$(command -v npm)") || {
    echo "Node is available, but npm is missing" >&2
    exit "$SKIPPED"
  }
  "$node" "$npm" ci --prefix "$TESTS" --omit=optional --loglevel=error
  cp "$TESTS/package-lock.json" "$TESTS/node_modules/stamp"
}

# Runs the tests on the day in the file $1. If it is empty, on the demo day.
check() {
  local file=$1
  need_generator
  if [[ -z $file ]]; then
    file=$root/target/demo/cloudwatch-logs.jsonl
    [[ -s $file && -s ${file%/*}/cloudwatch-traces.jsonl ]] || "$root/scripts/demo.sh"
  fi
  [[ -s $file ]] || {
    echo "dashboard.sh: $file does not exist or is empty" >&2
    exit 2
  }
  file=$(cd "$(dirname "$file")" && pwd -P)/${file##*/}
  [[ -s ${file%/*}/cloudwatch-traces.jsonl ]] || {
    echo "dashboard.sh: ${file%/*}/cloudwatch-traces.jsonl, the spans of the day, does not exist or is empty" >&2
    exit 2
  }
  DASHBOARD_DAY=$file "$root/.venv/bin/python" -m unittest discover -s "$TESTS" -p 'test_*.py' -v
}

main() {
  case ${1:-} in
    check | install) ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      echo "dashboard.sh: expected check or install, got '${1:-}'" >&2
      usage >&2
      exit 2
      ;;
  esac
  if [[ $1 == install ]]; then
    shift
    exec python3 "$TESTS/install.py" "$@"
  fi
  make_venv || exit 1
  check "${2:-}"
}

main "$@"
