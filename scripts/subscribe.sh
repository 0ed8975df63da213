#!/usr/bin/env bash
#
# Subscribes log groups to a deployed stack, or removes their subscriptions; -h after a command prints
# its options.
#
#   scripts/subscribe.sh plan|apply|remove|status [--stack NAME] [--region REGION] [--config FILE]
#                                                 [--group NAME] [--json]
#
#   --region REGION  the Region of the stack (default: the Region of your profile)
#
# Reads the alias, log groups, table and rules of the stack from CloudFormation, with the AWS CLI and the
# caller's credentials. With --destination and --own-group it does not need the stack.
# Builds the function first if sources have changed. Requires a JDK 25.
set -euo pipefail

# The command takes the Region from the destination.
arguments=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --region | --region=*)
      if [[ $1 == --region ]]; then shift; fi
      region=${1:-}
      region=${region#--region=}
      if [[ -z $region ]]; then
        echo "subscribe.sh: --region needs a value" >&2
        exit 2
      fi
      export AWS_REGION=$region AWS_DEFAULT_REGION=$region
      ;;
    *) arguments+=("$1") ;;
  esac
  if [[ $# -gt 0 ]]; then shift; fi
done
set -- ${arguments[@]+"${arguments[@]}"}

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
# shellcheck source=scripts/lib/aws.sh
. scripts/lib/aws.sh

stack=clickstack-cloudwatch-forwarder
offline=false
help=false
previous=
for argument in "$@"; do
  [[ $previous == --stack ]] && stack=$argument
  case $argument in
    --stack=*) stack=${argument#--stack=} ;;
    --destination | --destination=*) offline=true ;;
    -h | --help) offline=true help=true ;;
  esac
  previous=$argument
done
[[ $# -gt 0 ]] || offline=true help=true # prints the usage

# Runs the AWS CLI. If it fails, prints what to do.
ask_aws() {
  local output errors status=0
  errors=$(mktemp)
  output=$(aws cloudformation "$@" --output text 2>"$errors") || status=$?
  if [[ $status -ne 0 ]]; then
    cat "$errors" >&2
    case $(<"$errors") in
      *"does not exist"*)
        echo "subscribe.sh: there is no stack '$stack' in this account and Region: pass --stack, or set AWS_REGION" >&2
        ;;
      *) advice_for_aws "$(<"$errors")" | sed 's/^/subscribe.sh: /' >&2 ;;
    esac
    rm -f "$errors"
    return 3
  fi
  rm -f "$errors"
  printf '%s' "$output"
}

# Prints a value of the stack, or nothing if there is none: $1 is Outputs or Parameters, $2 the key.
value_of() {
  local output
  output=$(ask_aws describe-stacks --stack-name "$stack" \
    --query "Stacks[0].$1[?${1%s}Key=='$2'].${1%s}Value | [0]") || return
  [[ $output == None ]] || printf '%s' "$output"
}

read_stack() {
  local groups
  if ! command -v aws >/dev/null; then
    echo "subscribe.sh: the AWS CLI (aws) is missing: install it, or pass --destination and --own-group" >&2
    return 2
  fi
  SUBSCRIPTION_DESTINATION=$(value_of Outputs SubscriptionAliasArn) || return
  if [[ -z $SUBSCRIPTION_DESTINATION ]]; then
    echo "subscribe.sh: the stack '$stack' has no output SubscriptionAliasArn: is it a stack of this forwarder?" >&2
    return 2
  fi
  # The log groups of the stack are the forwarder's own, which are never subscribed.
  groups=$(ask_aws describe-stack-resources --stack-name "$stack" \
    --query "StackResources[?ResourceType=='AWS::Logs::LogGroup'].PhysicalResourceId") || return
  OWN_LOG_GROUPS=$(own_arns "$groups")
  CHECKPOINT_TABLE=${CHECKPOINT_TABLE:-$(value_of Outputs CheckpointTableName)} || return
  POLL_INSIGHTS=${POLL_INSIGHTS:-$(value_of Parameters PollInsights)} || return
  SUBSCRIPTIONS=${SUBSCRIPTIONS:-$(value_of Parameters Subscriptions)} || return
  export SUBSCRIPTION_DESTINATION OWN_LOG_GROUPS CHECKPOINT_TABLE POLL_INSIGHTS SUBSCRIPTIONS
}

# Prints the ARNs of the log groups in $1, with the account and Region of the destination.
own_arns() {
  local partition region account group arns=
  IFS=: read -r _ partition _ region account _ <<<"$SUBSCRIPTION_DESTINATION"
  for group in $1; do
    arns=$arns,arn:$partition:logs:$region:$account:log-group:$group
  done
  printf '%s' "${arns#,}"
}

find_jdk || exit 1
if ! "$help"; then use_login || exit 3; fi
if ! "$offline"; then read_stack || exit; fi
exec_built_tool dev.cwforwarder.cli.Main subscribe "$@"
