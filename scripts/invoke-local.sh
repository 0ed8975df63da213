#!/usr/bin/env bash
#
# Runs one event through the packaged function, as Lambda would; -h tells the options.
#
#   scripts/invoke-local.sh events/subscription.json --out rows.jsonl
#   scripts/invoke-local.sh app.log --log-group /ecs/web
#   scripts/invoke-local.sh EVENT.json --endpoint https://clickstack.example.com:4318 --api-key KEY
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
exec_tool dev.cwforwarder.local.InvokeLocal "$@"
