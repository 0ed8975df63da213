#!/usr/bin/env bash
#
# Creates a CloudWatch Logs subscription event (gzip + base64, as Lambda receives it); -h prints the
# options.
#
#   scripts/make-event.sh --group /ecs/web --file access.log --out event.json
#   scripts/make-event.sh --document events/src/subscription.json
#
# Builds the function first if sources have changed. Requires a JDK 25.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
exec_built_tool dev.cwforwarder.local.MakeEvent "$@"
