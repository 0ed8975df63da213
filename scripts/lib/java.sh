# shellcheck shell=bash
#
# The common part of the scripts: enters the project, finds a JDK 25 or newer, runs a Java tool.
#
#   self=$(readlink -f "${BASH_SOURCE[0]}")
#   . "${self%/*}/lib/java.sh"
#   enter_project             # the working folder is then the project's root
#   exec_built_tool dev.cwforwarder.local.InvokeLocal "$@"
#
# Works with bash 3.2.

# Changes to the project's root. Sets $root, and the previous working folder as $caller.
enter_project() {
  # shellcheck disable=SC2034 # used by the scripts
  caller=$PWD
  cd "${BASH_SOURCE[0]%/*}/../.." || exit 1
  root=$PWD
}

# Prints the comment at the start of the script $self.
usage() {
  # shellcheck disable=SC2154 # set by the scripts
  sed -n '3,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "$self"
}

# Finds a JDK, and builds the function if sources have changed.
prepare_tool() {
  find_jdk || return 1
  # shellcheck source=scripts/lib/build.sh
  . "$root/scripts/lib/build.sh"
  build_if_stale
}

# Replaces this shell by a Java tool, which runs in the caller's folder. Builds first if necessary.
exec_built_tool() {
  prepare_tool || exit 1
  cd "$caller" || exit 1
  exec_tool "$@"
}

# Lets the last program of a script inherit the ingestion key, which `export -n` has kept from the others.
export_key() {
  if [[ -n ${CLICKSTACK_API_KEY+set} ]]; then export CLICKSTACK_API_KEY; fi
}

# Whether $1 is the home of a JDK 25 or newer.
is_jdk() {
  local home=$1 line version=
  [[ -n $home && -x $home/bin/java && -x $home/bin/javac ]] || return 1
  if [[ -r $home/release ]]; then
    while IFS= read -r line; do
      if [[ $line == JAVA_VERSION=* ]]; then
        version=${line#JAVA_VERSION=}
        version=${version//\"/}
      fi
    done <"$home/release"
  else
    version=$("$home/bin/javac" -version 2>&1) || return 1
    version=${version#javac }
  fi
  version=${version%%[!0-9]*}
  [[ -n $version && $version -ge 25 ]]
}

# Prints the home of the `javac` on PATH, with links resolved.
jdk_of_path() {
  local javac home
  javac=$(command -v javac) || return 1
  javac=$(readlink -f "$javac") || return 1
  home=$(cd "${javac%/*}/.." && pwd -P) || return 1
  printf '%s\n' "$home"
}

# Calls is_jdk for each candidate until one matches, and sets jdk_found.
search_jdk() {
  for jdk_found in \
    "${JAVA_HOME:-}" \
    /usr/lib/jvm/*25* /usr/lib64/jvm/*25* /usr/java/*25* /opt/*25* /opt/java/*25* /opt/jdks/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*25*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/25* "${HOME:-}"/.sdkman/candidates/java/current \
    "${HOME:-}"/.jdks/*25*; do
    is_jdk "$jdk_found" && return 0
  done
  if [[ -x /usr/libexec/java_home ]]; then
    jdk_found=$(/usr/libexec/java_home -v 25+ 2>/dev/null) && is_jdk "$jdk_found" && return 0
  fi
  jdk_found=$(jdk_of_path) && is_jdk "$jdk_found"
}

# Sets and exports JAVA_HOME. Searches JAVA_HOME, the default locations of Linux and macOS, SDKMAN and
# PATH, in this order. On Linux it starts no process if JAVA_HOME or a default location has a JDK.
# Returns 1 and prints an error if there is no JDK 25 or newer.
find_jdk() {
  local jdk_found=
  if ! search_jdk; then
    echo "No JDK 25 or newer found in JAVA_HOME, the default locations, SDKMAN and PATH:" \
      "install one, e.g. from https://adoptium.net, or set JAVA_HOME." >&2
    return 1
  fi
  export JAVA_HOME=$jdk_found
}
