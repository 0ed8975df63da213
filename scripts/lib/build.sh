# shellcheck shell=bash
#
# Builds the function and what the local tools need. Sourced after java.sh, with JAVA_HOME set and
# the project's root as working folder. Quiet: output appears only when it fails.

# Runs a command; its output goes to stderr, and only when it fails.
quietly() {
  local said
  if ! said=$("$@" 2>&1); then
    printf '%s\n' "$said" "Failed: $*" >&2
    return 1
  fi
}

build_function() {
  # Classes that are gone would stay in the package otherwise.
  rm -rf target/function &&
    quietly ./mvnw -B -ntp -q -Dquick package &&
    quietly run_tool dev.cwforwarder.local.lambda.RuntimeFolder &&
    touch target/runtime/ready
}

# Whether sources are newer than what was packaged from them.
is_stale() {
  local newer
  [[ -d target/function && -f target/tools.classpath && -f target/runtime/ready ]] || return 0
  newer=$(find pom.xml src/main src/local src/bench src/jmh src/demo -type f -newer target/runtime/ready -print | head -n 1)
  [[ -n $newer ]]
}

build_if_stale() {
  if is_stale; then build_function; fi
}

# For the bootstrap: builds only what is not there at all, since it is timed.
build_if_missing() {
  if [[ ! -d $1 || ! -f target/tools.classpath || ! -d target/test-classes/dev/cwforwarder/local ]]; then
    build_function
  else
    quietly run_tool dev.cwforwarder.local.lambda.RuntimeFolder
  fi
}

# Runs a main class of src/local or src/demo with the arguments that follow, from any working folder.
run_tool() {
  "$JAVA_HOME/bin/java" "${tool_flags[@]}" -cp "$(tool_classpath)" "$@"
}

# The same, in place of this shell.
exec_tool() {
  exec "$JAVA_HOME/bin/java" "${tool_flags[@]}" -cp "$(tool_classpath)" "$@"
}

tool_classpath() {
  printf '%s' "$project/target/classes:$project/target/test-classes:$(cat "$project/target/tools.classpath")"
}

project=$PWD
tool_flags=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
  "-Dproject.root=$project")
