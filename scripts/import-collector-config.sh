#!/usr/bin/env bash
#
# Says which parameters of the stack do what a collector with an awscloudwatch receiver does, and
# what of its configuration has no counterpart; -h tells the options.
#
#   scripts/import-collector-config.sh otel-collector-config.yaml
#
# Builds first when sources have changed. Needs a JDK 25.
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
build_if_stale || exit 1
cd "$caller"
exec_tool dev.cwforwarder.cli.Main import-collector-config "$@"
