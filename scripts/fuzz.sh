#!/usr/bin/env bash
#
# Looks for inputs that break what the fuzz tests hold: that the decoder decodes or refuses, and that
# every message is read within limits.
#
# Usage: scripts/fuzz.sh [SECONDS]
#
#   SECONDS      how long, all fuzz tests together (default 60, at least 12)
#   -h, --help   this text
#
# A found input is left in src/test/resources/…Inputs/, where the ordinary tests run it from then on,
# and ends the script with status 1. What was learned is kept in .cifuzz-corpus/ for the next run.
set -euo pipefail

readonly TESTS=(
  DecoderFuzzTest#eventIsDecodedOrRefused
  DecoderFuzzTest#payloadIsDecodedOrRefused
  DecoderFuzzTest#documentIsDecodedOrRefused
  ContentFuzzTest#messageIsReadWithinLimits
)

root=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd -P)
cd "$root"
. scripts/lib/java.sh

usage() {
  sed -n '3,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"
}

seconds=60
case ${1:-} in
  "") ;;
  -h | --help)
    usage
    exit 0
    ;;
  *[!0-9]*)
    echo "fuzz.sh: not a number of seconds: $1" >&2
    usage >&2
    exit 2
    ;;
  *) seconds=$1 ;;
esac
if ((seconds < 12)); then seconds=12; fi

find_jdk || exit 1
./mvnw -B -ntp -q test-compile

# A JVM fuzzes one method only.
for test in "${TESTS[@]}"; do
  echo "== ${test#*#}, $((seconds / ${#TESTS[@]})) s"
  JAZZER_FUZZ=1 ./mvnw -B -ntp -q surefire:test "-Dtest=$test" \
    "-Djazzer.max_duration=$((seconds / ${#TESTS[@]}))s"
done
