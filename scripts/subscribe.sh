#!/usr/bin/env bash
#
# Subscribes log groups to a deployed stack, and takes that back; -h after a command tells its options.
#
#   scripts/subscribe.sh plan|apply|remove|status [--stack NAME] [--config FILE] [--group NAME] [--json]
#
# Asks CloudFormation for the stack's alias, log groups, table and rules, with the AWS CLI and the
# caller's credentials; needs none of that where --destination and --own-group are given.
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

stack=clickstack-cloudwatch-forwarder
offline=false
previous=
for argument in "$@"; do
  [[ $previous == --stack ]] && stack=$argument
  case $argument in
    --stack=*) stack=${argument#--stack=} ;;
    --destination | --destination=* | -h | --help) offline=true ;;
  esac
  previous=$argument
done
[[ $# -gt 0 ]] || offline=true # says how it is used

# Runs the AWS CLI; says what to do when it fails.
ask_aws() {
  local said errors status=0
  errors=$(mktemp)
  said=$(aws cloudformation "$@" --output text 2>"$errors") || status=$?
  if [[ $status -ne 0 ]]; then
    cat "$errors" >&2
    case $(<"$errors") in
      *[Ee]xpired* | *SSO* | *sso* | *credentials* | *oken*)
        echo "subscribe.sh: the credentials have expired or are missing: run 'aws sso login', or set AWS_PROFILE" >&2
        ;;
      *"does not exist"*)
        echo "subscribe.sh: there is no stack '$stack' in this account and Region: give --stack, or set AWS_REGION" >&2
        ;;
    esac
    rm -f "$errors"
    return 3
  fi
  rm -f "$errors"
  printf '%s' "$said"
}

# A value of the stack, empty when there is none: $1 is Outputs or Parameters, $2 its key.
value_of() {
  local said
  said=$(ask_aws describe-stacks --stack-name "$stack" \
    --query "Stacks[0].$1[?${1%s}Key=='$2'].${1%s}Value | [0]") || return
  [[ $said == None ]] || printf '%s' "$said"
}

read_stack() {
  local groups
  if ! command -v aws >/dev/null; then
    echo "subscribe.sh: the AWS CLI (aws) is missing: install it, or give --destination and --own-group" >&2
    return 2
  fi
  SUBSCRIPTION_DESTINATION=$(value_of Outputs SubscriptionAliasArn) || return
  if [[ -z $SUBSCRIPTION_DESTINATION ]]; then
    echo "subscribe.sh: the stack '$stack' has no output SubscriptionAliasArn; is it the forwarder's?" >&2
    return 2
  fi
  # What the stack has of log groups is the forwarder's own, and is never subscribed.
  groups=$(ask_aws describe-stack-resources --stack-name "$stack" \
    --query "StackResources[?ResourceType=='AWS::Logs::LogGroup'].PhysicalResourceId") || return
  OWN_LOG_GROUPS=$(own_arns "$groups")
  CHECKPOINT_TABLE=${CHECKPOINT_TABLE:-$(value_of Outputs CheckpointTableName)} || return
  POLL_INSIGHTS=${POLL_INSIGHTS:-$(value_of Parameters PollInsights)} || return
  SUBSCRIPTIONS=${SUBSCRIPTIONS:-$(value_of Parameters Subscriptions)} || return
  export SUBSCRIPTION_DESTINATION OWN_LOG_GROUPS CHECKPOINT_TABLE POLL_INSIGHTS SUBSCRIPTIONS
}

# ARNs of the groups named in $1, in the account and Region of the destination.
own_arns() {
  local partition region account group arns=
  IFS=: read -r _ partition _ region account _ <<<"$SUBSCRIPTION_DESTINATION"
  for group in $1; do
    arns=$arns,arn:$partition:logs:$region:$account:log-group:$group
  done
  printf '%s' "${arns#,}"
}

find_jdk || exit 1
if ! "$offline"; then read_stack || exit; fi
build_if_stale || exit 1
cd "$caller"
exec_tool dev.cwforwarder.cli.Main subscribe "$@"
