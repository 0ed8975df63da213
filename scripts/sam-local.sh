#!/usr/bin/env bash
#
# Runs the function with `sam local invoke`, as `sam build` has made it, in a container with Lambda's
# image.
#
#   scripts/sam-local.sh
#       proves it: sample events go in, and what arrives at a receiver is compared (SamLocalTest)
#   scripts/sam-local.sh EVENT.json --endpoint http://HOST:4318 [--api-key KEY]
#       sends one event into your ClickStack. HOST as a container sees it: localhost is the container
#       itself, host.docker.internal mostly the machine
#
# Needs a container engine that has the image or can pull it, a JDK 25 and Python 3.10 or newer. Status 0
# if all went well, 1 if not, 2 for a wrong option or a missing tool. Without containers:
# scripts/invoke-local.sh
set -euo pipefail

caller=$PWD
self=${BASH_SOURCE[0]}
while [[ -L $self ]]; do
  link=$(readlink "$self")
  if [[ $link == /* ]]; then self=$link; else self=${self%/*}/$link; fi
done
cd "$(dirname "$self")/.."
root=$PWD

usage() {
  sed -n '3,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"
}

fail() {
  printf 'sam-local: %s\n' "$*" >&2
  exit 2
}

event=
endpoint=
api_key=none
while [[ $# -gt 0 ]]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --endpoint | --api-key)
      [[ $# -gt 1 ]] || fail "$1 needs a value"
      if [[ $1 == --endpoint ]]; then endpoint=$2; else api_key=$2; fi
      shift
      ;;
    -*)
      usage >&2
      fail "unknown option: $1"
      ;;
    *)
      [[ -z $event ]] || fail "one event at a time"
      event=$1
      ;;
  esac
  shift
done
[[ -z $event || -n $endpoint ]] || fail "where to? Give --endpoint http://HOST:4318"
[[ -z $endpoint || -n $event ]] || fail "which event? Give a file, such as events/subscription.json"

docker info >/dev/null 2>&1 || fail "no container engine answers (docker info)"
case $(uname -m) in
  arm64 | aarch64) architecture=arm64 ;;
  *) architecture=x86_64 ;;
esac
image=public.ecr.aws/lambda/java:25-$architecture
docker image inspect "$image" >/dev/null 2>&1 || docker pull --quiet "$image" >/dev/null ||
  fail "the image $image is not here and cannot be pulled"

# shellcheck source=scripts/lib/java.sh
. scripts/lib/java.sh
# shellcheck source=scripts/lib/venv.sh
. scripts/lib/venv.sh
find_jdk || exit 2
make_venv || exit 2
export SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION:-eu-central-1}
# With credentials, sam would ask AWS who they belong to.
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE
"$root/.venv/bin/sam" build >&2 || exit 1

if [[ -z $event ]]; then
  exec ./mvnw -q -B -ntp -P '!package-only' test -Dtest=SamLocalTest -Dsurefire.groups.excluded=localstack -Dgroups=container
fi
if [[ $event != /* ]]; then event=$caller/$event; fi
[[ -r $event ]] || fail "cannot read $event"
exec "$root/.venv/bin/sam" local invoke SubscriptionFunction --event "$event" --skip-pull-image \
  --parameter-overrides "ClickStackEndpoint=$endpoint ClickStackApiKey=$api_key Architecture=$architecture"
