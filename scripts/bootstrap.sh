#!/usr/bin/env bash
#
# Runs the packaged function with the Lambda Runtime API in $AWS_LAMBDA_RUNTIME_API, as Lambda's own
# bootstrap does: one process with AWS's runtime client and the environment of template.yaml.
#
#   AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001 scripts/bootstrap.sh [--tiered]
#
#   --tiered        C1 and C2, as with SnapStart or provisioned concurrency; without it C1 only, as the
#                   runtime on demand
#   _HANDLER        the handler class (default dev.cwforwarder.handler.SubscriptionHandler)
#   FUNCTION_DIR    the unpacked package (default target/function)
#   AWS_LAMBDA_INITIALIZATION_TYPE=snap-start    implies --tiered
#
# Environment variables take precedence over template.yaml. AWS_ENDPOINT_URL_<SERVICE> sets AWS endpoints.
# Builds the function first if it is missing. Requires a JDK 25.
set -euo pipefail

# Exports the default values in file $1, one KEY=VALUE per line, except for variables that are set.
export_defaults() {
  local line name
  while IFS= read -r line || [[ -n $line ]]; do
    name=${line%%=*}
    if [[ -z ${!name+set} ]]; then
      export "$name=${line#*=}"
    fi
  done <"$1"
}

# Like the start of the other scripts, but without starting a process: the duration is measured.
self=${BASH_SOURCE[0]}
while [[ -L $self ]]; do
  link=$(readlink "$self")
  if [[ $link == /* ]]; then self=$link; else self=${self%/*}/$link; fi
done
case $self in */*) ;; *) self=./$self ;; esac
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
self=$root/scripts/bootstrap.sh

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
  echo "bootstrap.sh: AWS_LAMBDA_RUNTIME_API is not set: expected host:port of a Lambda Runtime API" \
    "(scripts/invoke-local.sh provides one)" >&2
  exit 2
fi

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

# The runtime client, which is part of Lambda's runtime, requires native access.
flags=(-XX:+UseSerialGC -Xshare:auto --enable-native-access=ALL-UNNAMED)
# Like Lambda's own bootstrap: connects the SnapStart hooks of a function to the runtime client.
flags+=(-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac)
# The share of the memory that Lambda uses for the heap.
flags+=("-Xmx$((${AWS_LAMBDA_FUNCTION_MEMORY_SIZE:-512} * 85 / 100))m")
if [[ -z $tiered ]]; then
  flags+=(-XX:TieredStopAtLevel=1)
fi
classes="$runtime/lib/*"
native=$runtime/libaws-lambda-jni.so
if [[ -f $native ]]; then
  flags+=("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=$native")
else
  # The native part of the client is available for Linux only.
  classes="$runtime/java-client:$classes"
fi

cd "$function"
exec "$JAVA_HOME/bin/java" "${flags[@]}" -cp "$classes" \
  com.amazonaws.services.lambda.runtime.api.client.AWSLambda "$_HANDLER"
