#!/usr/bin/env bash
#
# The one gate: builds, tests and checks everything. CI calls it, and nothing else.
#
# Usage: scripts/check.sh [--fast] [--collector] [-h]
#
#   --fast       the inner loop: compile with the static checks, unit tests but the slow ones
#                (JUnit tag "slow"), shellcheck; no clean build, no packaging
#   --collector  also runs the tests against a real OpenTelemetry Collector (needs Go and Node)
#   -h, --help   this text
#
# Needs a JDK 25 and Python 3.10 or newer; finds the one and makes the tools' .venv with the other.
# Container tests run where `docker info` answers. Ends with a table of what passed, failed and was
# skipped, and why; long output is in target/check/. Status 0 only if nothing failed.
set -euo pipefail

root=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd -P)
cd "$root"
. scripts/lib/java.sh
. scripts/lib/venv.sh

readonly FUNCTION=SubscriptionFunction
readonly BUILT=.aws-sam/build/$FUNCTION
readonly LOGS=target/check
case $(uname -m) in
  arm64 | aarch64) readonly LAMBDA_IMAGE=public.ecr.aws/lambda/java:25-arm64 ;;
  *) readonly LAMBDA_IMAGE=public.ecr.aws/lambda/java:25-x86_64 ;;
esac
readonly LOCALSTACK_IMAGE=localstack/localstack:4.14.0
readonly FUZZ_SECONDS=32
# A step that cannot run here ends with this status, after it said why in $notes.
readonly SKIPPED=77

export SAM_CLI_TELEMETRY=0
export AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION:-eu-central-1}
# No step talks to AWS; with credentials set, `sam local` would try to, for ten seconds.
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE

usage() {
  sed -n '3,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"
}

# --- steps ---------------------------------------------------------------------------------------

find_tools() {
  find_jdk
  note "JDK $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p'), $(python3 --version)"
}

fast_tests() {
  maven -Dsurefire.groups.excluded=collector,container,slow test
  note_tests
}

build_and_test() {
  maven verify
  note_tests
}

# Bounded. What it finds stays in src/test/resources as a case for the ordinary tests.
fuzz() {
  scripts/fuzz.sh "$FUZZ_SECONDS"
  note "$(awk '/^Done [0-9]+ runs/ { runs += $2 } END { print runs + 0 }' "$log") inputs"
}

# What is deployed, by name, version and licence: for whoever has to audit it.
sbom() {
  [[ -s target/bom.json ]] || fail "the build left no target/bom.json"
  python3 - target/bom.json target/function/lib <<'PY' >"$notes"
import json, os, sys

bom = json.load(open(sys.argv[1]))
named = sorted(f'{c["group"]}.{c["name"]}' for c in bom["components"])
packed = sorted(os.listdir(sys.argv[2]))
missing = [jar for jar in packed if not any(jar.startswith(name + "-") for name in named)]
extra = [name for name in named if not any(jar.startswith(name + "-") for jar in packed)]
if missing or extra:
    sys.exit(f"target/bom.json and the function differ: not named {missing}, not packed {extra}")
print(f"{len(named)} components, all that is in the function and nothing else")
PY
}

template_tests() {
  [[ -d src/test/template ]] || skip "there are none"
  .venv/bin/python -m unittest discover -s src/test/template -p 'test_*.py' -v
  note "$(sed -n 's/^Ran /ran /p' "$log" | tail -1)"
}

# Leaves the rows and facts that the SQL of docs/demo.md is tested on.
demo_day() {
  scripts/demo.sh
  note "$(sed -n 's/^\([0-9,]* sent, .*\)$/\1/p' "$log")"
}

documented_sql() {
  .venv/bin/python -m unittest discover -s src/test/sql -p 'test_*.py' -v
  note "$(sed -n 's/^Ran /ran /p' "$log" | tail -1)"
}

# HyperDX's own schema and SQL generator over what the demo day left.
dashboard() {
  local status=0
  scripts/dashboard.sh check || status=$?
  case $status in
    0) note "$(sed -n 's/^Ran /ran /p' "$log" | tail -1)" ;;
    "$SKIPPED") skip "$(tail -1 "$log")" ;;
    *) fail "a tile, a saved search or an alert is not what it should be" ;;
  esac
}

sam_validate() {
  .venv/bin/sam validate --lint --template template.yaml
}

cfn_lint() {
  .venv/bin/cfn-lint --non-zero-exit-code informational template.yaml
}

lint_scripts() {
  local scripts=()
  while IFS= read -r script; do scripts+=("$script"); done < <(shell_scripts)
  .venv/bin/shellcheck --severity=style --external-sources --source-path=SCRIPTDIR "${scripts[@]}"
  note "${#scripts[@]} scripts"
}

sam_build() {
  .venv/bin/sam build
}

# `sam build` compiles on its own: what the tests ran must be what gets deployed.
same_as_tested() {
  if ! diff -rq target/function "$BUILT"; then
    fail "what 'sam build' packages differs from target/function, which the tests ran"
  fi
  note "$(find "$BUILT" -type f | wc -l | tr -d ' ') files, $(du -sk "$BUILT" | cut -f1) KiB"
}

# Every sample event, through the package as deployed and AWS's runtime interface client.
packaged_function() {
  local event outcome records said status count=0
  while read -r event outcome records; do
    status=success
    said=$(scripts/invoke-local.sh "events/$event" --function "$BUILT") || status=failure
    printf '%s\n%s\n' "== $event" "$said"
    if [[ $status != "$outcome" || $said != *"$records records arrived in "* ]]; then
      fail "$event: expected was $outcome with $records records, it was $status: ${said##*$'\n'}"
    fi
    count=$((count + 1))
  done < <(expected_outcomes)
  [[ $count -gt 0 ]] || fail "no sample event is listed in events/src/expected.json"
  note "$count events"
}

# One line per sample event: file, outcome, records.
expected_outcomes() {
  python3 - <<'PY'
import json

for event, expected in json.load(open("events/src/expected.json")).items():
    print(event, expected["outcome"], expected["records"])
PY
}

# The tests tagged "container": all but the ones that need LocalStack, which have that tag as well.
sam_local() {
  need_image "$LAMBDA_IMAGE"
  maven surefire:test -Dsurefire.groups.excluded=localstack -Dgroups=container
  note_tests
}

localstack() {
  need_image "$LOCALSTACK_IMAGE"
  maven surefire:test -Dsurefire.groups.excluded= -Dgroups='container & localstack'
  note_tests
}

collector() {
  need_collector
  maven surefire:test -Dsurefire.groups.excluded= -Dgroups=collector
  note_tests
}

# --- what the steps are made of ------------------------------------------------------------------

maven() {
  ./mvnw -B -ntp -Dstyle.color=never -P '!package-only' "$@"
}

# Leaves a line for the summary.
note() {
  printf '%s\n' "$*" >"$notes"
}

fail() {
  note "$*"
  printf '%s\n' "$*" >&2
  exit 1
}

skip() {
  note "$*"
  exit "$SKIPPED"
}

# Surefire's closing line, for the summary and for the end of the output. A run of no test is a failure.
note_tests() {
  local line
  line=$(grep -E '^\[(INFO|WARNING)\] Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+$' "$log" |
    tail -1) || fail "Maven ran no test"
  [[ $line != *"Tests run: 0,"* ]] || fail "Maven ran no test"
  note "${line#*] }"
  printf '%s\n' "$line" >>"$LOGS/surefire.lines"
}

# Everything bash reads here; the Maven wrapper is not ours.
shell_scripts() {
  find scripts src -name '*.sh' | LC_ALL=C sort
  echo .ci/run
}

# Skips the step unless there is a container engine with image $1, or one that can get it.
need_image() {
  docker info >/dev/null 2>&1 || skip "no container engine answers"
  docker image inspect "$1" >/dev/null 2>&1 || docker pull --quiet "$1" ||
    skip "the image $1 is not here and cannot be pulled"
}

# Builds the collector unless that was done before; skips the step where Go or Node is missing.
need_collector() {
  local status=0
  src/test/collector/build.sh || status=$?
  case $status in
    0) ;;
    "$SKIPPED") skip "$(tail -1 "$log")" ;;
    *) fail "the collector cannot be built" ;;
  esac
}

# --- running steps -------------------------------------------------------------------------------

number=0
failed=
summary=()

# Runs step function $2 under the title $1: its output goes to target/check/NN-name.log.
step() {
  local title=$1 name=$2 status started=$SECONDS
  if [[ -n $failed ]]; then
    summary+=("$(printf '%-8s %5s  %s' "not run" "" "$title")")
    return 0
  fi
  number=$((number + 1))
  log=$LOGS/$(printf '%02d' "$number")-$name.log
  notes=$LOGS/notes
  : >"$notes"
  printf '%2d. %s ... ' "$number" "$title"
  set +e
  (
    set -e
    "$name"
  ) >"$log" 2>&1 </dev/null
  status=$?
  set -e
  local word=passed said
  said=$(<"$notes")
  case $status in
    0) ;;
    "$SKIPPED") word=SKIPPED ;;
    *)
      word=FAILED
      failed=$title
      ;;
  esac
  printf '%s, %d s%s\n' "$word" "$((SECONDS - started))" "${said:+ ($said)}"
  summary+=("$(printf '%-8s %3d s  %s%s' "$word" "$((SECONDS - started))" "$title" "${said:+: $said}")")
  if [[ $word == FAILED ]]; then
    echo "    the end of $log:"
    tail -60 "$log" | sed 's/^/    | /'
  fi
}

finish() {
  echo
  echo "---- summary, $SECONDS s ----"
  printf '%s\n' "${summary[@]}"
  echo
  if [[ -r $LOGS/surefire.lines ]]; then
    # The main suite last: closing lines are what a reader of the output looks at.
    sed -n '2,$p' "$LOGS/surefire.lines"
    sed -n '1p' "$LOGS/surefire.lines"
  fi
  if [[ -n $failed ]]; then
    echo "FAILED: $failed" >&2
    exit 1
  fi
  case " ${summary[*]} " in
    *" SKIPPED "*) echo "All checks that could run here passed; the table says what was skipped." ;;
    *) echo "All checks passed." ;;
  esac
}

main() {
  local fast=false with_collector=false
  while [[ $# -gt 0 ]]; do
    case $1 in
      --fast) fast=true ;;
      --collector) with_collector=true ;;
      -h | --help)
        usage
        exit 0
        ;;
      *)
        echo "check.sh: unknown option: $1" >&2
        usage >&2
        exit 2
        ;;
    esac
    shift
  done

  # Instead of Maven's clean, which would take the logs of the steps before it.
  "$fast" || rm -rf target .aws-sam
  rm -rf "$LOGS"
  mkdir -p "$LOGS"

  step "JDK 25 and Python" find_tools
  if [[ -z $failed ]]; then find_jdk; fi # the step was a subshell
  step "tools in .venv (a minute the first time)" make_venv
  if "$fast"; then
    step "compile, static checks, unit tests" fast_tests
    step "shellcheck" lint_scripts
    finish
    return
  fi
  step "shellcheck" lint_scripts
  step "build, static checks, tests" build_and_test
  step "fuzzing" fuzz
  step "SBOM" sbom
  step "demo day through the function" demo_day
  step "SQL of docs/ on ClickHouse" documented_sql
  step "dashboard on the demo day" dashboard
  step "template: tests" template_tests
  step "template: sam validate --lint" sam_validate
  step "template: cfn-lint" cfn_lint
  step "sam build" sam_build
  step "sam build's package is the tested one" same_as_tested
  step "sample events through that package" packaged_function
  step "container tests: sam local invoke" sam_local
  step "container tests: LocalStack" localstack
  if "$with_collector"; then
    step "tests against the OpenTelemetry Collector" collector
  fi
  finish
}

main "$@"
