#!/usr/bin/env bash
#
# The dashboard of dashboards/ for ClickStack's UI, HyperDX: checks it, draws it, installs its searches.
#
# Usage: scripts/dashboard.sh check [FILE]
#        scripts/dashboard.sh render [FILE]
#        HYPERDX_ACCESS_KEY=KEY scripts/dashboard.sh install URL
#
#   check        runs every tile, saved search and alert over a day, with HyperDX's own SQL generator, on an
#                embedded ClickHouse
#   render       draws docs/images/*.svg from the same queries
#   install      makes the saved searches in HyperDX whose API answers at URL, e.g. http://localhost:8000; those
#                that are there by name stay as they are. KEY is a personal access key (Team Settings → API Keys)
#   -h, --help   this text
#
# FILE is a day as JSON lines, rows of otel_logs, perhaps with demo-facts.json beside it. Without it, what
# scripts/demo.sh has left in target/demo is taken, or it is called. Needs Python 3.10 or newer. Status 77 where
# no Node can be had.
set -euo pipefail

root=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd -P)
# shellcheck source=scripts/lib/venv.sh
. "$root/scripts/lib/venv.sh"
readonly TESTS=$root/dashboards/test
readonly SKIPPED=77

usage() {
  sed -n '3,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"
}

# HyperDX's generator, as the lock file says.
need_generator() {
  local npm
  find_node || exit "$SKIPPED"
  export NODE=$node
  if [[ -e $TESTS/node_modules/stamp && $(<"$TESTS/node_modules/stamp") == "$(<"$TESTS/package-lock.json")" ]]; then
    return 0
  fi
  npm=${node%/*}/../lib/node_modules/npm/bin/npm-cli.js
  [[ -r $npm ]] || npm=$(readlink -f "$(command -v npm)") || {
    echo "there is a Node, but no npm" >&2
    exit "$SKIPPED"
  }
  "$node" "$npm" ci --prefix "$TESTS" --omit=optional --loglevel=error
  cp "$TESTS/package-lock.json" "$TESTS/node_modules/stamp"
}

# Calls .venv's Python with the day in the environment: over_a_day FILE ARGUMENT...
over_a_day() {
  local file=$1
  shift
  need_generator
  if [[ -z $file ]]; then
    file=$root/target/demo/cloudwatch-logs.jsonl
    [[ -s $file ]] || "$root/scripts/demo.sh"
  fi
  [[ -s $file ]] || {
    echo "dashboard.sh: $file: no such file, or an empty one" >&2
    exit 2
  }
  file=$(cd "$(dirname "$file")" && pwd -P)/${file##*/}
  DASHBOARD_DAY=$file "$root/.venv/bin/python" "$@"
}

main() {
  case ${1:-} in
    check | render | install) ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      echo "dashboard.sh: expected is check, render or install, not '${1:-}'" >&2
      usage >&2
      exit 2
      ;;
  esac
  make_venv || exit 1
  case $1 in
    check) over_a_day "${2:-}" -m unittest discover -s "$TESTS" -p 'test_*.py' -v ;;
    render) over_a_day "${2:-}" "$TESTS/pictures.py" ;;
    install) exec "$root/.venv/bin/python" "$TESTS/install.py" "${2:-}" ;;
  esac
}

main "$@"
