#!/usr/bin/env bash
#
# Builds the collector of the collector tests and installs its embedded ClickHouse. Caches the result
# outside the source tree, under a hash of its sources.
#
# Usage: src/test/collector/build.sh        (prints the folder of the result as the last line)
#
# Requires Go 1.26 (or an older version that may download it) and Node 20 or newer with npm; otherwise
# prints an error and exits with 77. The first build takes minutes, 600 MB of disk space and network
# access.
set -euo pipefail

here=$(cd "${BASH_SOURCE[0]%/*}" && pwd -P)
readonly BUILDER=go.opentelemetry.io/collector/cmd/builder@v0.161.0
readonly MISSING=77

missing() {
  echo "$*" >&2
  exit "$MISSING"
}

# Prints the hash of the sources.
identity() {
  { echo "$BUILDER" && uname -sm && cat "$here/builder.yaml" "$here/package.json"; } |
    { sha256sum 2>/dev/null || shasum -a 256; } | cut -c 1-16
}

need_tools() {
  command -v go >/dev/null || missing "Go (https://go.dev/dl) is missing, which builds the collector"
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    missing "Node with npm (https://nodejs.org) is missing, which runs the embedded ClickHouse"
  fi
}

# Builds the collector into folder $1.
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
  need_tools # the tests require Node even if everything is built
  if [[ ! -d $target ]]; then
    echo "Building a collector (once, takes minutes) ..." >&2
    mkdir -p "$cache"
    partial=$(mktemp -d "$target.XXXXXX")
    # shellcheck disable=SC2064 # $partial is known now
    trap "rm -rf '$partial'" EXIT
    (build "$partial") >&2
    # Another process may have finished the same build first.
    [[ -d $target ]] || mv "$partial" "$target"
  fi
  printf '%s\n' "$target"
}

main "$@"
