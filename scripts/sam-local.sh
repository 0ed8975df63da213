#!/usr/bin/env bash
#
# Runs dist/function.zip with `sam local invoke`, in a container with Lambda's image.
#
#   scripts/sam-local.sh
#       sends sample events and compares what arrives at a receiver (SamLocalTest)
#   scripts/sam-local.sh EVENT.json --endpoint http://HOST:4318
#       sends one event to your ClickStack, with the ingestion key in CLICKSTACK_API_KEY. HOST is resolved in the
#       container: localhost is the container itself; the machine usually is host.docker.internal
#
# Requires a container engine that has the image or can pull it, a JDK 25 and Python 3.10 or newer. Exit
# codes: 0 success, 1 failure, 2 invalid option or missing tool. Without containers, use
# scripts/invoke-local.sh.
set -euo pipefail
# The programs that this script starts do not get the key.
export -n CLICKSTACK_API_KEY

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project

fail() {
  printf 'sam-local: %s\n' "$*" >&2
  exit 2
}

event=
endpoint=
while [[ $# -gt 0 ]]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --endpoint)
      [[ $# -gt 1 ]] || fail "$1 needs a value"
      endpoint=$2
      shift
      ;;
    -*)
      usage >&2
      fail "unknown option: $1"
      ;;
    *)
      [[ -z $event ]] || fail "only one event is possible"
      event=$1
      ;;
  esac
  shift
done
[[ -z $event || -n $endpoint ]] || fail "--endpoint http://HOST:4318 is missing"
[[ -z $endpoint || -n $event ]] || fail "the event is missing: give a file, such as events/subscription.json"

docker info >/dev/null 2>&1 || fail "no container engine is available (docker info)"
case $(uname -m) in
  arm64 | aarch64) architecture=arm64 ;;
  *) architecture=x86_64 ;;
esac
image=public.ecr.aws/lambda/java:25-$architecture
docker image inspect "$image" >/dev/null 2>&1 || docker pull --quiet "$image" >/dev/null ||
  fail "the image $image is not available locally and cannot be pulled"

# shellcheck source=scripts/lib/venv.sh
. scripts/lib/venv.sh
find_jdk || exit 2
make_venv || exit 2
export SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION:-eu-central-1}
# With credentials, sam would request the caller identity from AWS.
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE
scripts/package.sh >&2 || exit 1

if [[ -z $event ]]; then
  exec ./mvnw -q -B -ntp test -Dtest=SamLocalTest -Dsurefire.groups.excluded=localstack -Dgroups=container
fi
if [[ $event != /* ]]; then event=$caller/$event; fi
[[ -r $event ]] || fail "cannot read $event"
# The key is in a file that only this user can read, and in no argument.
parameters=$(mktemp -d)
trap 'rm -rf "$parameters"' EXIT
CLICKSTACK_API_KEY=${CLICKSTACK_API_KEY-} ENDPOINT=$endpoint ARCHITECTURE=$architecture "$root/.venv/bin/python" - >"$parameters/parameters.yaml" <<'PY'
import os, sys
sys.path.insert(0, "scripts/lib/deploy")
from handover import for_sam
key = os.environ.get("CLICKSTACK_API_KEY") or "none"
print(for_sam({"ClickStackEndpoint": os.environ["ENDPOINT"], "ClickStackApiKey": key, "Architecture": os.environ["ARCHITECTURE"]}))
PY
"$root/.venv/bin/sam" local invoke SubscriptionFunction --event "$event" --skip-pull-image \
  --parameter-overrides "file://$parameters/parameters.yaml"
