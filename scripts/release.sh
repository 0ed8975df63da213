#!/usr/bin/env bash
#
# Makes the files of a release, with which a user deploys without a compiler (docs/deploy.md).
#
#   scripts/release.sh 0.1.0                       # to dist/
#   scripts/release.sh 0.1.0 --output /tmp/release
#   scripts/release.sh 0.2.0 --unreleased          # a trial, before CHANGELOG.md and pom.xml have the version
#
# The folder then has the package of the functions, whose name contains its hash; the template, which takes its bucket
# and key as parameters; the jar of the commands; a sample event; the SBOM; the release notes from CHANGELOG.md; and
# SHA256SUMS. The same sources and JDK give the same bytes.
#
# Exit codes: 0 done. 1 a file could not be made. 2 an option, a tool or the version is wrong.
# Requires a JDK 25 and Python 3.10 or newer.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project
# shellcheck source=scripts/lib/venv.sh
. scripts/lib/venv.sh

fail() {
  printf 'release: %s\n' "$*" >&2
  exit 2
}

version=
output=$root/dist
options=()
while [[ $# -gt 0 ]]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --unreleased) options+=("$1") ;;
    --output)
      [[ $# -gt 1 ]] || fail "--output needs a folder"
      output=$2
      if [[ $output != /* ]]; then output=$caller/$output; fi
      shift
      ;;
    -*)
      usage >&2
      fail "unknown option: $1"
      ;;
    *)
      [[ -z $version ]] || fail "only one version is possible"
      version=$1
      ;;
  esac
  shift
done
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "expected a version such as 0.1.0, got '$version'"

find_deploy_python || exit 2
scripts/package.sh >&2 || exit 1
find_jdk || exit 2
# shellcheck source=scripts/lib/build.sh
. scripts/lib/build.sh
# The quick build of package.sh does not make it.
if [[ ! -s target/bom.json || pom.xml -nt target/bom.json ]]; then
  quietly ./mvnw -B -ntp -q org.cyclonedx:cyclonedx-maven-plugin:makeBom@sbom || exit 1
fi
exec "$deploy_python" scripts/lib/release "$version" "$output" ${options[@]+"${options[@]}"}
