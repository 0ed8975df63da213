# shellcheck shell=bash
#
# Finds a JDK 25 or newer. Sourced by the other scripts:
#
#   . "$root/scripts/lib/java.sh"
#   find_jdk || exit 1        # sets and exports JAVA_HOME; else one sentence on stderr
#
# Where it looks, in this order: JAVA_HOME, the usual places of Linux and macOS, SDKMAN, PATH.
# Starts no process on Linux as long as JAVA_HOME or a usual place has one. Works with bash 3.2.

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

# Prints the home of the `java` that PATH finds, links followed.
jdk_of_path() {
  local java link
  java=$(command -v javac) || return 1
  while [[ -L $java ]]; do
    link=$(readlink "$java")
    if [[ $link == /* ]]; then java=$link; else java=${java%/*}/$link; fi
  done
  java=$(cd "${java%/*}/.." && pwd -P) || return 1
  printf '%s\n' "$java"
}

# Calls is_jdk on every place until one fits; the place is then in jdk_found.
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

# Sets and exports JAVA_HOME; 1 and one sentence when there is no JDK 25 or newer.
find_jdk() {
  local jdk_found=
  if ! search_jdk; then
    echo "No JDK 25 or newer found (looked at JAVA_HOME, the usual places, SDKMAN and PATH):" \
      "install one, e.g. from https://adoptium.net, or set JAVA_HOME to it." >&2
    return 1
  fi
  export JAVA_HOME=$jdk_found
}
