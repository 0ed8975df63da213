#!/usr/bin/env bash
#
# Builds the collector of the collector tests and installs its embedded ClickHouse, once: the result is
# kept outside the tree, under the hash of what it is made from.
#
# Usage: src/test/collector/build.sh        (prints the folder it is in as the last line)
#
# Needs Go 1.26 (or an older one that may fetch it) and Node 20 or newer with npm; without them ends
# with status 77 and one sentence. The first time takes minutes, 600 MB of disk and the network; then it
# is there at once.
set -euo pipefail

here=$(cd "${BASH_SOURCE[0]%/*}" && pwd -P)
readonly BUILDER=go.opentelemetry.io/collector/cmd/builder@v0.161.0
readonly MISSING=77

missing() {
  echo "$*" >&2
  exit "$MISSING"
}

# Hash of what the result is made from.
identity() {
  { echo "$BUILDER" && uname -sm && cat "$here/builder.yaml" "$here/package.json"; } |
    { sha256sum 2>/dev/null || shasum -a 256; } | cut -c 1-16
}

need_tools() {
  command -v go >/dev/null || missing "no Go here (https://go.dev/dl) to build a collector with"
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    missing "no Node with npm here (https://nodejs.org) to run an embedded ClickHouse with"
  fi
}

# Builds into $1.
build() {
  cp "$here/builder.yaml" "$here/package.json" "$1"
  cd "$1"
  go run "$BUILDER" --config builder.yaml
  mv dist/collector collector
  rm -r dist
  npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error
}

main() {
  local cache=${XDG_CACHE_HOME:-$HOME/.cache}/clickstack-cloudwatch-forwarder target partial
  target=$cache/collector-$(identity)
  need_tools # node runs the ClickHouse, so it is needed even when all is built
  if [[ ! -d $target ]]; then
    echo "Building a collector (once, takes minutes) ..." >&2
    mkdir -p "$cache"
    partial=$(mktemp -d "$target.XXXXXX")
    # shellcheck disable=SC2064 # now is when $partial is known
    trap "rm -rf '$partial'" EXIT
    (build "$partial") >&2
    # Another build may have been faster; then this one goes.
    [[ -d $target ]] || mv "$partial" "$target"
  fi
  printf '%s\n' "$target"
}

main "$@"
