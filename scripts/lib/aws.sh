# shellcheck shell=bash
#
# The AWS CLI in scripts, with the caller's login. Sourced by other scripts:
#
#   . "$root/scripts/lib/aws.sh"
#   use_login || exit 2             # before a tool that calls AWS
#   advice_for_aws "$errors"        # what to do about an error of the AWS CLI
#
# The Java tools read profiles themselves: `aws sso login`, `aws login`, keys, roles and processes.

# Exports temporary credentials if the profile requires an MFA code: only the AWS CLI can ask for it.
use_login() {
  local credentials config=${AWS_CONFIG_FILE:-${HOME:-}/.aws/config}
  [[ -z ${AWS_ACCESS_KEY_ID:-} && -r $config ]] || return 0
  grep -q '^[[:space:]]*mfa_serial' "$config" && command -v aws >/dev/null || return 0
  [[ -n "$(aws configure get mfa_serial)" ]] || return 0
  credentials=$(aws configure export-credentials --format env) || return 1
  eval "$credentials"
}

# Prints what to do about the message $1 of the AWS CLI; nothing if it speaks for itself.
advice_for_aws() {
  case $1 in
    *[Ee]xpired*) echo "the AWS credentials have expired: log in again (aws sso login, aws login)" ;;
    *"Unable to locate credentials"* | *InvalidClientTokenId* | *UnrecognizedClient* | *SSO* | *sso* | *credentials* | *oken*)
      echo "there are no valid AWS credentials: log in (aws sso login, aws login) or set AWS_PROFILE"
      ;;
    *"specify a region"* | *NoRegion*) echo "no Region is configured: pass --region, or set AWS_REGION" ;;
  esac
}
