#!/usr/bin/env bash
#
# Locks the Python tools: writes scripts/requirements*.txt from scripts/requirements*.in.
#
# Usage: scripts/lock.sh [--upgrade] [-h]
#
#   --upgrade    updates to the newest versions that the .in files allow; without it, versions do not change
#   -h, --help   prints this text
#
# A lock names every installed package with its version and the SHA-256 of each of its files, for Python 3.10 and
# newer on every platform. pip refuses any other file. Run this script after a change to an .in file, and commit both.
# Requires Python 3.10 or newer, and access to PyPI.
set -euo pipefail

root=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd -P)
readonly UV=uv==0.13.8

usage() {
  sed -n '3,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"
}

# lock NAME OPTION...: writes scripts/NAME.txt from scripts/NAME.in
lock() {
  local name=$1
  shift
  echo "scripts/$name.txt" >&2
  "$scratch/bin/uv" pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-annotate \
    --custom-compile-command "scripts/lock.sh, from scripts/$name.in" "$@" \
    --output-file "$root/scripts/$name.txt" "$root/scripts/$name.in"
}

options=()
for option in "$@"; do
  case $option in
    --upgrade) options+=(--upgrade) ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      echo "lock.sh: unknown option $option (try -h)" >&2
      exit 2
      ;;
  esac
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch"
"$scratch/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: "$UV"
lock requirements ${options[@]+"${options[@]}"}
lock requirements-alone --no-deps ${options[@]+"${options[@]}"}
lock requirements-deploy --constraints "$root/scripts/requirements.txt" ${options[@]+"${options[@]}"}
lock requirements-node --no-deps ${options[@]+"${options[@]}"}
