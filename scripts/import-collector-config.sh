#!/usr/bin/env bash
#
# Converts the configuration of a collector with an awscloudwatch receiver to a settings.yaml for
# scripts/deploy.sh, with settings without a counterpart as comments; -h prints the options.
#
#   scripts/import-collector-config.sh otel-collector-config.yaml >settings.yaml
#
# Builds the function first if sources have changed. Requires a JDK 25.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
exec_built_tool dev.cwforwarder.cli.Main import-collector-config "$@"
