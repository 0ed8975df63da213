#!/usr/bin/env bash
#
# Converts the configuration of a collector with an awscloudwatch receiver to parameters of the stack,
# and lists settings without a counterpart; -h prints the options.
#
#   scripts/import-collector-config.sh otel-collector-config.yaml
#
# Builds the function first if sources have changed. Requires a JDK 25.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
exec_built_tool dev.cwforwarder.cli.Main import-collector-config "$@"
