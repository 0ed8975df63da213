#!/usr/bin/env bash
#
# Sends one event through the deployed function and reports whether ClickStack accepted it, and if not,
# what to change. Then asks each function of the stack what it can reach, and prints a table.
#
#   scripts/deploy-check.sh [--stack NAME] [--region REGION]
#   scripts/deploy-check.sh --alias ARN [--function NAME]...
#
#   --stack NAME     the stack (default: clickstack-cloudwatch-forwarder)
#   --region REGION  the Region of the stack (default: the Region of your profile)
#   --alias ARN      the alias, instead of the output of the stack
#   --function NAME  with --alias: another function of the stack to ask; several are possible
#   -h, --help       prints this text
#
# Exit codes: 0 ClickStack accepted the event. 1 the function works, but its alias is not up to date, a rule
# dropped the event, or a function cannot reach something that it needs. 2 invalid option, no credentials or no such
# stack. 3 ClickStack did not accept the event.
# Requires a JDK 25, credentials of the account and, without --alias, the AWS CLI.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
# shellcheck source=scripts/lib/aws.sh
. scripts/lib/aws.sh

fail() {
  printf 'deploy-check: %s\n' "$*" >&2
  exit 2
}

# Prints the output SubscriptionAliasArn of the stack, or an error with the AWS CLI's reason.
alias_of_stack() {
  local stack=$1 output advice
  command -v aws >/dev/null || fail "the AWS CLI (aws) is missing: install it, or pass --alias ARN"
  output=$(aws cloudformation describe-stacks --stack-name "$stack" --output text \
    --query "Stacks[0].Outputs[?OutputKey=='SubscriptionAliasArn'].OutputValue" 2>&1) || {
    case $output in
      *"does not exist"*) advice="there is no stack $stack in this account and Region: pass --stack or --region" ;;
      *AccessDenied*) advice="these credentials are not authorized to describe the stack $stack: use those of the deployment" ;;
      *) advice=$(advice_for_aws "$output") ;;
    esac
    fail "${advice:-aws cloudformation describe-stacks failed} ($output)"
  }
  [[ $output == arn:* ]] ||
    fail "the stack $stack has no output SubscriptionAliasArn: is it a stack of this forwarder, and is its deployment complete?"
  printf '%s\n' "$output"
}

# Prints the names of the other functions of the stack, one on each line.
functions_of_stack() {
  aws cloudformation describe-stacks --stack-name "$1" --output text \
    --query "Stacks[0].Outputs[?ends_with(OutputKey, 'FunctionName') && OutputKey != 'SubscriptionFunctionName'].OutputValue" |
    tr '\t' '\n'
}

stack=clickstack-cloudwatch-forwarder
alias_arn=
functions=()
while [[ $# -gt 0 ]]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --stack | --region | --alias | --function)
      [[ $# -gt 1 ]] || fail "$1 needs a value"
      case $1 in
        --stack) stack=$2 ;;
        --region) export AWS_REGION=$2 AWS_DEFAULT_REGION=$2 ;;
        # The other functions of a stack are only known by the stack.
        --alias) alias_arn=$2 stack= ;;
        --function) functions+=(--function "$2") ;;
      esac
      shift
      ;;
    *)
      usage >&2
      fail "unknown option: $1"
      ;;
  esac
  shift
done

prepare_tool || exit 2
use_login || fail "aws configure export-credentials failed"
if [[ -z $alias_arn ]]; then alias_arn=$(alias_of_stack "$stack") || exit 2; fi
if [[ -n $stack ]]; then
  while IFS= read -r name; do
    if [[ -n $name ]]; then functions+=(--function "$name"); fi
  done < <(functions_of_stack "$stack")
fi
cd "$caller"
exec_tool dev.cwforwarder.cli.Main deploy-check --alias "$alias_arn" ${functions[@]+"${functions[@]}"}
