#!/usr/bin/env bash
#
# Runs one event through the packaged function as Lambda does; -h prints the options.
#
#   scripts/invoke-local.sh events/subscription.json --out rows.jsonl
#   scripts/invoke-local.sh app.log --log-group /ecs/web --show
#   scripts/invoke-local.sh EVENT.json --endpoint https://clickstack.example.com:4318 --api-key
#
# Builds the function first if sources have changed. Requires a JDK 25.
set -euo pipefail
# The programs that this script starts do not get the key.
export -n CLICKSTACK_API_KEY

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
exec_built_tool dev.cwforwarder.local.InvokeLocal "$@"
