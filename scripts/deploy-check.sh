#!/usr/bin/env bash
#
# Sends one event through the deployed function and says in a sentence whether ClickStack took it, and
# if not, what to change.
#
#   scripts/deploy-check.sh [--stack NAME] [--region REGION]
#   scripts/deploy-check.sh --alias ARN
#
#   --stack NAME     the stack; default: clickstack-cloudwatch-forwarder
#   --region REGION  its Region; default: that of your profile
#   --alias ARN      the alias itself, instead of looking it up in the stack's outputs
#   -h, --help       this text
#
# Status 0: ClickStack took it. 1: it did, but the deployment is not what it should be. 2: wrong option,
# no credentials, or no such stack. 3: ClickStack did not take it. Needs a JDK 25, credentials of the
# account and, unless --alias is given, the AWS CLI.
set -euo pipefail

caller=$PWD
self=${BASH_SOURCE[0]}
while [[ -L $self ]]; do
  link=$(readlink "$self")
  if [[ $link == /* ]]; then self=$link; else self=${self%/*}/$link; fi
done
cd "$(dirname "$self")/.."

usage() {
  sed -n '3,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"
}

fail() {
  printf 'deploy-check: %s\n' "$*" >&2
  exit 2
}

# Prints the stack's output SubscriptionAliasArn, or says in a sentence why there is none.
alias_of_stack() {
  local stack=$1 said
  command -v aws >/dev/null || fail "the AWS CLI (aws) is missing: install it, or give --alias ARN"
  said=$(aws cloudformation describe-stacks --stack-name "$stack" --output text \
    --query "Stacks[0].Outputs[?OutputKey=='SubscriptionAliasArn'].OutputValue" 2>&1) || case $said in
    *ExpiredToken* | *"Token has expired"* | *"token is expired"* | *"session has expired"*)
      fail "the AWS credentials have expired: log in again (aws sso login)"
      ;;
    *"Unable to locate credentials"* | *InvalidClientTokenId* | *UnrecognizedClient*)
      fail "there are no AWS credentials that work here: log in (aws sso login) or set AWS_PROFILE"
      ;;
    *"specify a region"* | *NoRegion*) fail "which Region? Give --region, or set AWS_REGION" ;;
    *"does not exist"*) fail "there is no stack $stack in this account and Region: give --stack or --region" ;;
    *AccessDenied*) fail "these credentials may not describe the stack $stack: use those of whoever deploys" ;;
    *) fail "aws cloudformation describe-stacks failed: $said" ;;
  esac
  [[ $said == arn:* ]] ||
    fail "the stack $stack has no output SubscriptionAliasArn: is it this forwarder's, and did its deployment end?"
  printf '%s\n' "$said"
}

stack=clickstack-cloudwatch-forwarder
alias_arn=
while [[ $# -gt 0 ]]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --stack | --region | --alias)
      [[ $# -gt 1 ]] || fail "$1 needs a value"
      case $1 in
        --stack) stack=$2 ;;
        --region) export AWS_REGION=$2 AWS_DEFAULT_REGION=$2 ;;
        --alias) alias_arn=$2 ;;
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

# shellcheck source=scripts/lib/java.sh
. scripts/lib/java.sh
# shellcheck source=scripts/lib/build.sh
. scripts/lib/build.sh
find_jdk || exit 2
build_if_stale || exit 2
if [[ -z $alias_arn ]]; then alias_arn=$(alias_of_stack "$stack") || exit 2; fi
cd "$caller"
exec_tool dev.cwforwarder.cli.Main deploy-check --alias "$alias_arn"
