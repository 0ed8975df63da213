#!/usr/bin/env bash
#
# Builds, tests and checks everything. CI runs this script only.
#
# Usage: scripts/check.sh [--fast] [--collector] [-h]
#
#   --fast       only compiles with the static checks and runs shellcheck and the unit tests that do
#                not have the JUnit tag "slow"; no clean build, no packaging
#   --collector  also runs the tests against a real OpenTelemetry Collector (requires Go and Node)
#   -h, --help   prints this text
#
# Requires a JDK 25 and Python 3.10 or newer; finds the JDK, and installs Python tools into .venv.
# Container tests require a container engine (`docker info`). Prints a table of the steps that passed,
# failed or were skipped, with reasons. The output of each step is in target/check/. The exit code is 0
# if no step failed.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
# shellcheck source=scripts/lib/venv.sh
. scripts/lib/venv.sh

readonly UNPACKED=target/unpacked
readonly LOGS=target/check
case $(uname -m) in
  arm64 | aarch64) readonly LAMBDA_IMAGE=public.ecr.aws/lambda/java:25-arm64 ;;
  *) readonly LAMBDA_IMAGE=public.ecr.aws/lambda/java:25-x86_64 ;;
esac
readonly LOCALSTACK_IMAGE=localstack/localstack:4.14.0
readonly LOCALSTACK_DIGEST=sha256:3ebc37595918b8accb852f8048fef2aff047d465167edd655528065b07bc364a
readonly FUZZ_SECONDS=32
# Status of a step that cannot run on this machine; the reason is in $notes.
readonly SKIPPED=77

export SAM_CLI_TELEMETRY=0
export AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION:-eu-central-1}
# No step calls AWS. With credentials, `sam local` would try to for ten seconds.
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE

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

# For a limited time. Each input it finds stays in src/test/resources as a case of the ordinary tests.
fuzz() {
  scripts/fuzz.sh --no-build "$FUZZ_SECONDS"
  note "$(awk '/^Done [0-9]+ runs/ { runs += $2 } END { print runs + 0 }' "$log") inputs"
}

# The software bill of materials must name exactly the libraries of the function.
sbom() {
  [[ -s target/bom.json ]] || fail "the build has not created target/bom.json"
  python3 - target/bom.json target/function/lib <<'PY' >"$notes"
import json, os, sys

bom = json.load(open(sys.argv[1]))
named = sorted(f'{c["group"]}.{c["name"]}' for c in bom["components"])
packed = sorted(os.listdir(sys.argv[2]))
# Packaged as files, not as a jar: see pom.xml.
unpacked = {"com.github.luben.zstd-jni": "com/github/luben/zstd"}
missing = [jar for jar in packed if not any(jar.startswith(name + "-") for name in named)]
extra = [name for name in named if not any(jar.startswith(name + "-") for jar in packed)]
extra = [name for name in extra if not os.path.isdir(os.path.join(sys.argv[2], "..", unpacked.get(name, "-")))]
if missing or extra:
    sys.exit(f"target/bom.json and the function differ: missing in the SBOM {missing}, not in the function {extra}")
print(f"{len(named)} components, exactly those of the function")
PY
}

# Fails if a deployed component has a known advisory. An old list is reported, but is not a failure.
advisories() {
  python3 scripts/lib/advisories.py target/bom.json scripts/advisories.json ||
    fail "a deployed component has an advisory: $(tail -1 "$log")"
  note "$(tail -1 "$log")"
}

supply_chain() {
  python3 -m unittest discover -s src/test/supply -p 'test_*.py' -v
  note "$(ran_tests)"
}

template_tests() {
  [[ -d src/test/template ]] || skip "no template tests"
  python_tests template
}

# Creates the rows and facts for the tests of the SQL in docs/demo.md.
demo_day() {
  scripts/demo.sh
  note "$(sed -n 's/^\([0-9,]* sent, .*\)$/\1/p' "$log")"
}

documented_sql() {
  python_tests sql
}

# Runs the queries of the dashboard on the demo day, with HyperDX's schema and SQL generator.
dashboard() {
  local status=0
  scripts/dashboard.sh check || status=$?
  case $status in
    0) note "$(ran_tests)" ;;
    "$SKIPPED") skip "$(tail -1 "$log")" ;;
    *) fail "a tile, a saved search or an alert is wrong" ;;
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

# What is deployed is what the tests ran; a source archive gives the same zip, and runs the local tools.
package() {
  scripts/package.sh
  python_tests package
  rm -rf "$UNPACKED"
  python3 -m zipfile -e dist/function.zip "$UNPACKED"
  note "$(sed -n 's/^dist\/function.zip: //p' "$log" | head -1), $(ran_tests)"
}

# scripts/deploy.sh, and a release by the AWS CLI and by Terraform, as a user runs them, against an AWS account on this
# machine.
deployment() {
  python_tests deploy
}

# Runs every sample event through the package under AWS's runtime interface client.
packaged_function() {
  local event outcome records output status count=0
  while read -r event outcome records; do
    status=success
    output=$(scripts/invoke-local.sh "events/$event" --function "$UNPACKED") || status=failure
    printf '%s\n%s\n' "== $event" "$output"
    if [[ $status != "$outcome" || $output != *"$records records arrived in "* ]]; then
      fail "$event: expected $outcome with $records records, got $status: ${output##*$'\n'}"
    fi
    count=$((count + 1))
  done < <(expected_outcomes)
  [[ $count -gt 0 ]] || fail "no sample event is listed in events/src/expected.json"
  note "$count events"
}

# Prints one line per sample event: file, outcome, records.
expected_outcomes() {
  python3 - <<'PY'
import json

for event, expected in json.load(open("events/src/expected.json")).items():
    if "handler" not in expected:  # PollTest runs it: it needs more than a receiver
        print(event, expected["outcome"], expected["records"])
PY
}

# The tests with the tag "container" and without the tag "localstack".
sam_local() {
  need_image "$LAMBDA_IMAGE"
  maven surefire:test -Dsurefire.groups.excluded=localstack -Dgroups=container
  note_tests
}

localstack() {
  need_image "$LOCALSTACK_IMAGE" "$LOCALSTACK_DIGEST"
  maven surefire:test -Dsurefire.groups.excluded= -Dgroups='container & localstack'
  note_tests
}

collector() {
  need_collector
  maven surefire:test -Dsurefire.groups.excluded= -Dgroups=collector
  note_tests
}

# --- helpers of the steps -------------------------------------------------------------------------

maven() {
  ./mvnw -B -ntp -Dstyle.color=never "$@"
}

# Sets the text for the summary.
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

# Runs the Python tests in src/test/$1.
python_tests() {
  .venv/bin/python -m unittest discover -s "src/test/$1" -p 'test_*.py' -v
  note "$(ran_tests)"
}

# Prints how many Python tests the step ran, and why tests were skipped.
ran_tests() {
  sed -n 's/^Ran /ran /p' "$log" | tail -1 | tr -d '\n'
  sed -n "s/.* skipped '\(.*\)'$/; skipped: \1/p" "$log" | sort -u | tr -d '\n'
}

# Stores Surefire's last line for the summary and for the end of the output. It is an error if no test ran.
note_tests() {
  local line
  line=$(grep -E '^\[(INFO|WARNING)\] Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+$' "$log" |
    tail -1) || fail "Maven ran no test"
  [[ $line != *"Tests run: 0,"* ]] || fail "Maven ran no test"
  note "${line#*] }"
  printf '%s\n' "$line" >>"$LOGS/surefire.lines"
}

# All bash scripts. The Maven wrapper is third-party.
shell_scripts() {
  find scripts src -name '*.sh' | LC_ALL=C sort
  echo .ci/run
}

# Skips the step if there is no container engine, or if it neither has image $1 nor can pull it. An image with a
# digest $2 is pulled by digest. AWS's images have none: their tag follows the managed runtime.
need_image() {
  docker info >/dev/null 2>&1 || skip "no container engine is available"
  docker image inspect "$1" >/dev/null 2>&1 || pull_image "$@" ||
    skip "the image $1 is not available locally and cannot be pulled"
}

pull_image() {
  local image=$1 digest=${2:-}
  docker pull --quiet "$image${digest:+@$digest}" || return 1
  [[ -z $digest ]] || docker tag "${image%:*}@$digest" "$image"
}

# Builds the collector if necessary. Skips the step if Go or Node is missing.
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
background_pid=
summary=()

# Runs step function $1: its output goes to $LOGS/$1.log, its status and seconds to $LOGS/$1.result.
run() {
  local name=$1 status start=$SECONDS
  log=$LOGS/$name.log
  notes=$LOGS/$name.note
  : >"$notes"
  set +e
  (
    set -e
    "$name"
  ) >"$log" 2>&1 </dev/null
  status=$?
  set -e
  echo "$status $((SECONDS - start))" >"$LOGS/$name.result"
}

# Runs the step functions $* one after another at the same time as the steps that follow. They do not
# start after a failure.
background() {
  [[ -z $failed ]] || return 0
  (
    for name in "$@"; do
      run "$name"
      read -r status _ <"$LOGS/$name.result"
      [[ $status == 0 || $status == "$SKIPPED" ]] || break
    done
  ) &
  background_pid=$!
}

# Waits for the steps in the background.
join() {
  if [[ -n $background_pid ]]; then wait "$background_pid" || true; fi
  background_pid=
}

# Runs step function $2 under the title $1.
step() {
  if [[ -z $failed ]]; then run "$2"; fi
  report "$1" "$2"
}

# Prints how step $2, titled $1, ended.
report() {
  local title=$1 name=$2 word=passed status seconds noted line
  if [[ ! -r $LOGS/$name.result ]]; then
    summary+=("$(printf '%-8s %5s  %s' "not run" "" "$title")")
    return 0
  fi
  read -r status seconds <"$LOGS/$name.result"
  noted=$(<"$LOGS/$name.note")
  case $status in
    0) ;;
    "$SKIPPED") word=SKIPPED ;;
    *)
      word=FAILED
      failed=${failed:+$failed, }$title
      ;;
  esac
  number=$((number + 1))
  line=$(printf '%-8s %4d s  %s%s' "$word" "$seconds" "$title" "${noted:+: $noted}")
  printf '%2d. %s\n' "$number" "$line"
  summary+=("$line")
  if [[ $word == FAILED ]]; then
    echo "    the end of $LOGS/$name.log:"
    tail -60 "$LOGS/$name.log" | sed 's/^/    | /'
  fi
}

finish() {
  join
  echo
  echo "---- summary, $SECONDS s ----"
  printf '%s\n' "${summary[@]}"
  echo
  if [[ -r $LOGS/surefire.lines ]]; then
    # The main suite last: readers of the output look at its closing lines.
    sed -n '2,$p' "$LOGS/surefire.lines"
    sed -n '1p' "$LOGS/surefire.lines"
  fi
  if [[ -n $failed ]]; then
    echo "FAILED: $failed" >&2
    exit 1
  fi
  case " ${summary[*]} " in
    *"SKIPPED "*) echo "All checks that could run here passed; the table says what was skipped." ;;
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

  # Not with Maven's clean, which would also delete the logs of earlier steps.
  "$fast" || rm -rf target dist
  rm -rf "$LOGS"
  mkdir -p "$LOGS"

  step "JDK 25 and Python" find_tools
  if [[ -z $failed ]]; then find_jdk; fi # the step was a subshell
  step "tools in .venv (a minute the first time)" make_venv
  step "shellcheck" lint_scripts
  if "$fast"; then
    step "compile, static checks, unit tests" fast_tests
    finish
    return
  fi

  step "supply chain" supply_chain

  # At most two steps at a time, for machines with two cores. They do not write to the same files: Maven's tests and
  # the fuzz tests use target/, which the steps next to them only read.
  background template_tests sam_validate cfn_lint
  step "build, static checks, tests" build_and_test
  join
  report "template: tests" template_tests
  report "template: sam validate --lint" sam_validate
  report "template: cfn-lint" cfn_lint

  background demo_day dashboard
  step "SBOM" sbom
  step "advisories" advisories
  step "package: dist/function.zip" package
  step "container tests: sam local invoke" sam_local
  join
  report "demo day through the function" demo_day
  report "dashboard on the demo day" dashboard

  # The deployment makes dist/ again. No step next to it reads dist/.
  background deployment
  step "sample events through that package" packaged_function
  step "SQL of docs/ on ClickHouse" documented_sql
  step "container tests: LocalStack" localstack
  step "fuzzing" fuzz
  join
  report "deployment with scripts/deploy.sh, AWS CLI, Terraform" deployment
  if "$with_collector"; then
    step "tests against the OpenTelemetry Collector" collector
  fi
  finish
}

main "$@"
