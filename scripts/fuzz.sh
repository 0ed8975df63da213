#!/usr/bin/env bash
#
# Searches for inputs that break the fuzz tests: the decoder must decode or reject every input, and
# reading a message must stay within its limits.
#
# Usage: scripts/fuzz.sh [--no-build] [SECONDS]
#
#   --no-build   uses the test classes in target/ as they are
#   SECONDS      the time for all fuzz tests together (default 60, minimum 12)
#   -h, --help   prints this text
#
# Stores an input that breaks a test in src/test/resources/…Inputs/, which the ordinary tests read, and exits
# with 1. Stores the corpus that it generated in .cifuzz-corpus/ for the next run.
set -euo pipefail

readonly TESTS=(
  DecoderFuzzTest#eventIsDecodedOrRefused
  DecoderFuzzTest#payloadIsDecodedOrRefused
  DecoderFuzzTest#documentIsDecodedOrRefused
  DecoderFuzzTest#aggregateIsSplitOrRefused
  ContentFuzzTest#messageIsReadWithinLimits
  OtelFuzzTest#messageIsReadOrLeft
)

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project

build=true
if [[ ${1:-} == --no-build ]]; then
  build=false
  shift
fi
seconds=60
case ${1:-} in
  "") ;;
  -h | --help)
    usage
    exit 0
    ;;
  *[!0-9]*)
    echo "fuzz.sh: invalid number of seconds: $1" >&2
    usage >&2
    exit 2
    ;;
  *) seconds=$1 ;;
esac
if ((seconds < 12)); then seconds=12; fi

find_jdk || exit 1
if "$build"; then ./mvnw -B -ntp -q test-compile; fi

# Jazzer fuzzes one method per JVM.
for test in "${TESTS[@]}"; do
  echo "== ${test#*#}, $((seconds / ${#TESTS[@]})) s"
  JAZZER_FUZZ=1 ./mvnw -B -ntp -q surefire:test "-Dtest=$test" -Djazzer.hooks=true \
    "-Djazzer.max_duration=$((seconds / ${#TESTS[@]}))s"
done
