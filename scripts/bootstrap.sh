#!/usr/bin/env bash
#
# Runs the packaged function against the Lambda Runtime API in $AWS_LAMBDA_RUNTIME_API, as Lambda's
# own bootstrap does: one process, AWS's runtime client, the environment of template.yaml.
#
#   AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001 scripts/bootstrap.sh [--tiered]
#
#   --tiered        the JVM's default tiers, as with SnapStart or provisioned concurrency; without it
#                   C1 only, as the on-demand runtime
#   _HANDLER        which function (default dev.cwforwarder.handler.SubscriptionHandler)
#   FUNCTION_DIR    the unpacked package (default target/function), e.g. .aws-sam/build/<Function>
#   AWS_LAMBDA_INITIALIZATION_TYPE=snap-start    the same as --tiered
#
# Variables that are set win over template.yaml's. AWS endpoints follow AWS_ENDPOINT_URL_<SERVICE>.
# Builds first when nothing is built. Needs a JDK 25.
set -euo pipefail

usage() {
  sed -n '3,/^set -e/{ /^set -e/d; s/^# \{0,1\}//; p; }' "$root/scripts/bootstrap.sh"
}

# Exports the defaults of the template, one KEY=VALUE per line, unless the caller has set them.
export_defaults() {
  local line name
  while IFS= read -r line || [[ -n $line ]]; do
    name=${line%%=*}
    if [[ -z ${!name+set} ]]; then
      export "$name=${line#*=}"
    fi
  done <"$1"
}

caller=$PWD
self=${BASH_SOURCE[0]}
while [[ -L $self ]]; do
  link=$(readlink "$self")
  if [[ $link == /* ]]; then self=$link; else self=${self%/*}/$link; fi
done
case $self in */*) cd "${self%/*}" ;; esac
cd ..
root=$PWD

tiered=
for option in "$@"; do
  case $option in
    --tiered) tiered=yes ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      echo "bootstrap.sh: unknown option $option (try -h)" >&2
      exit 2
      ;;
  esac
done
if [[ ${AWS_LAMBDA_INITIALIZATION_TYPE:-} == snap-start ]]; then
  tiered=yes
fi
if [[ -z ${AWS_LAMBDA_RUNTIME_API:-} ]]; then
  echo "bootstrap.sh: AWS_LAMBDA_RUNTIME_API is not set; expected host:port of a Lambda Runtime API" \
    "(scripts/invoke-local.sh brings its own)" >&2
  exit 2
fi

# shellcheck source=scripts/lib/java.sh
. scripts/lib/java.sh
find_jdk || exit 1

function=${FUNCTION_DIR:-target/function}
case $function in
  /*) ;;
  *) if [[ -n ${FUNCTION_DIR:-} ]]; then function=$caller/$function; else function=$root/$function; fi ;;
esac
runtime=$root/target/runtime
if [[ ! -d $function || ! -f $runtime/ready || template.yaml -nt $runtime/ready ]]; then
  # shellcheck source=scripts/lib/build.sh
  . scripts/lib/build.sh
  build_if_missing "$function" || exit 1
fi

export _HANDLER=${_HANDLER:-dev.cwforwarder.handler.SubscriptionHandler}
defaults=$runtime/${_HANDLER%%::*}.env
if [[ -f $defaults ]]; then
  export_defaults "$defaults"
fi

# Native access is for the runtime client itself, which is part of Lambda's runtime.
flags=(-XX:+UseSerialGC -Xshare:auto --enable-native-access=ALL-UNNAMED)
# As Lambda's own bootstrap: connects a function's SnapStart hooks to the runtime client.
flags+=(-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac)
# Lambda's own share of the function's memory for the heap.
flags+=("-Xmx$((${AWS_LAMBDA_FUNCTION_MEMORY_SIZE:-512} * 85 / 100))m")
if [[ -z $tiered ]]; then
  flags+=(-XX:TieredStopAtLevel=1)
fi
classes="$runtime/lib/*"
native=$runtime/libaws-lambda-jni.so
if [[ -f $native ]]; then
  flags+=("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=$native")
else
  # The client's native part is for Linux only.
  classes="$runtime/java-client:$classes"
fi

cd "$function"
exec "$JAVA_HOME/bin/java" "${flags[@]}" -cp "$classes" \
  com.amazonaws.services.lambda.runtime.api.client.AWSLambda "$_HANDLER"
