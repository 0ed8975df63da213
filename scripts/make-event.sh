#!/usr/bin/env bash
#
# Makes a CloudWatch Logs subscription event as Lambda gets it (gzip + base64); -h tells the options.
#
#   scripts/make-event.sh --group /ecs/web --file access.log --out event.json
#   scripts/make-event.sh --document events/src/subscription.json
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
exec_tool dev.cwforwarder.local.MakeEvent "$@"
