#!/usr/bin/env bash
#
# Packages the function as dist/function.zip, which template.yaml deploys for all functions.
#
#   scripts/package.sh
#
# Builds with ./mvnw first if sources have changed; otherwise packages what is in target/function. The same sources
# and JDK give the same bytes. Requires a JDK 25.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/java.sh
. "${self%/*}/lib/java.sh"
enter_project

case ${1:-} in
  "") ;;
  -h | --help)
    usage
    exit 0
    ;;
  *)
    usage >&2
    echo "package.sh: unknown option: $1" >&2
    exit 2
    ;;
esac

prepare_tool || exit 1
# Only this zip is in the folder. It replaces the previous one when it is complete.
rm -rf dist.new
mkdir dist.new
# The JDK's tool sorts the entries, and the date is constant.
"$JAVA_HOME/bin/jar" --create --no-manifest --date 2026-01-01T00:00:00Z --file dist.new/function.zip -C target/function .
rm -rf dist
mv dist.new dist
echo "dist/function.zip: $(($(wc -c <dist/function.zip) / 1024)) KiB"
