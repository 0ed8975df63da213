#!/usr/bin/env bash
#
# Builds a container image from files of this machine, for machines without access to a registry
# (Linux, x86_64, root).
#
# Usage: src/test/containers/make-image.sh IMAGE RECIPE
#
# RECIPE is a file in the folder of this script. It sets `image_config` (Dockerfile lines) and defines
# `key`, which prints what the content depends on, and `fill DIR`, which creates the file system. The
# file system is cached in ~/.cache/clickstack-cloudwatch-forwarder. Requires JAVA_HOME and a container
# engine.
set -euo pipefail

cd "${BASH_SOURCE[0]%/*}/../../.."
readonly CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/clickstack-cloudwatch-forwarder/images

# Copies programs and libraries ($2…) with all libraries that they load into the folder $1, at the same
# paths.
copy_with_libraries() {
  local to=$1 file
  shift
  for file in "$@"; do copy_file "$to" "$file"; done
  copy_libraries_of "$to" "$@"
}

# Copies the libraries that the programs and libraries $2… load, except those in $1 itself.
copy_libraries_of() {
  local to=$1 file
  shift
  # ldd fails for static programs and for files that are not programs.
  { ldd "$@" 2>/dev/null || true; } |
    sed -n 's/^[[:space:]]*\(.* => \)\{0,1\}\(\/[^ ]*\) (0x.*/\2/p' | sort -u |
    while IFS= read -r file; do
      [[ $file == "$to"/* ]] || copy_file "$to" "$file"
    done
}

copy_file() {
  local to=$1 file=$2
  mkdir -p "$to${file%/*}"
  [[ -e $to$file ]] || cp -L "$file" "$to$file"
}

# Creates the folders and accounts that programs expect.
base_system() {
  local to=$1 link
  for link in bin lib lib64 sbin; do
    mkdir -p "$to/usr/$link"
    ln -s "usr/$link" "$to/$link"
  done
  mkdir -p "$to/tmp" "$to/var/tmp" "$to/etc" "$to/proc" "$to/sys" "$to/dev" "$to/root"
  chmod 1777 "$to/tmp" "$to/var/tmp"
  echo 'root:x:0:0:root:/root:/bin/sh' >"$to/etc/passwd"
  echo 'root:x:0:' >"$to/etc/group"
  echo 'hosts: files dns' >"$to/etc/nsswitch.conf"
}

main() {
  if [[ $# -ne 2 || ! -r $2 ]]; then
    sed -n '3,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}" >&2
    exit 2
  fi
  local image=$1 recipe=$2 image_config=() options=() sum packed line
  # shellcheck disable=SC1090 # a parameter
  . "$recipe"
  sum=$({ cat "$recipe" src/test/containers/make-image.sh && key; } | sha256sum | cut -c1-16)
  packed=$CACHE/$(basename "$recipe" .sh)-$sum.tar.gz
  if [[ ! -s $packed ]]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    mkdir -p "$CACHE" "$scratch/fs"
    base_system "$scratch/fs"
    fill "$scratch/fs"
    rm -f "${packed%-*}"-*.tar.gz
    tar -C "$scratch/fs" -c . | gzip -1 >"$packed.part"
    mv "$packed.part" "$packed"
  fi
  for line in "${image_config[@]}"; do options+=(--change "$line"); done
  docker import "${options[@]}" "$packed" "$image"
}

main "$@"
