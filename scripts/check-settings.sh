#!/usr/bin/env bash
#
# Checks parameters of the stack before a deployment: the limits in template.yaml, and the settings of
# every function as the function reads them; -h prints the options.
#
#   scripts/check-settings.sh PARAMETERS.json [--stack NAME] [--region REGION]
#   … | scripts/check-settings.sh -                  # keys are in no file and no argument
#
# PARAMETERS.json is an object of texts, {"ClickStackEndpoint": "https://…"}; a parameter that is absent
# has its default. Prints one problem on each line and exits with 1, or with 0 if there is none. The
# stack's custom resource checks the same during a deployment.
# Builds the function first if sources have changed. Requires a JDK 25; makes no request.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
prepare_tool || exit 2
cd "$caller"

for option in "$@"; do
  case $option in -h | --help) exec_tool dev.cwforwarder.local.SettingsProperties --help ;; esac
done
status=0
properties=$(run_tool dev.cwforwarder.local.SettingsProperties "$@") || status=$?
[[ $status -le 1 ]] || exit "$status"
# Through a pipe: the properties contain the keys.
printf '%s' "$properties" | run_tool dev.cwforwarder.cli.Main check-settings || status=$?
exit "$status"
