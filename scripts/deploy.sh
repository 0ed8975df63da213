#!/usr/bin/env bash
#
# Deploys the forwarder, or updates it: checks the login and the settings, packages, deploys with the SAM CLI, sends one
# event through the function, and subscribes log groups after your confirmation.
#
#   scripts/deploy.sh --endpoint https://HOST:4318 --subscribe '/aws/lambda/*'
#   scripts/deploy.sh --settings settings.yaml --dry-run
#   scripts/deploy.sh --remove
#
#   --endpoint URL       base URL of ClickStack's OTLP receiver. An update keeps the current one
#   --api-key-arn ARN    the secret or parameter that holds the ingestion key
#   --new-key            an update replaces the ingestion key; otherwise it keeps the current one
#   --subscribe PATTERN … all log groups to subscribe, by name with * as any text. Filters of this stack on other
#                        log groups are removed; the plan shows them
#   --traces             subscribes aws/spans as well and sets XrayTraceIds to on (docs/traces.md). Without --subscribe,
#                        filters on other log groups stay
#   --settings FILE      more parameters of the stack, as a flat YAML map (docs/settings.md)
#   --stack NAME         the stack (default: clickstack-cloudwatch-forwarder)
#   --region REGION      the Region (default: the Region of your profile)
#   --profile NAME       the profile of the AWS CLI (default: AWS_PROFILE)
#   --dry-run            checks everything and shows what would be done; changes nothing in AWS
#   --yes                asks nothing
#   --remove             removes the subscription filters, then the stack, and lists what stays
#   -h, --help           prints this text
#
# The first deployment asks for the ingestion key at a terminal; otherwise it reads CLICKSTACK_API_KEY or a line from
# standard input. The key is not an argument of any process.
#
# Exit codes: 0 done. 1 the deployment or a subscription failed, or you declined. 2 an option, a setting, a tool, the
# login or a permission is missing or wrong. 3 ClickStack did not accept the event.
# Requires a JDK 25, Python 3.10 or newer, and AWS credentials of any kind (aws sso login, aws login, keys, a role).
set -euo pipefail
# The programs that this script starts do not get the key.
export -n CLICKSTACK_API_KEY

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
# shellcheck source=scripts/lib/venv.sh
. scripts/lib/venv.sh

for option in "$@"; do
  if [[ $option == -h || $option == --help ]]; then
    usage
    exit 0
  fi
done
find_jdk || exit 2
find_deploy_python </dev/null || exit 2
export SAM_CLI_TELEMETRY=0 CALLER=$caller
export_key
exec "$deploy_python" scripts/lib/deploy "$@"
