# shellcheck shell=bash
#
# Builds the function and the local tools. Sourced after java.sh, with JAVA_HOME set and the project's
# root as the working folder.

# Runs a command. Prints its output to stderr only if it fails.
quietly() {
  local output
  if ! output=$("$@" 2>&1); then
    printf '%s\n' "$output" "Failed: $*" >&2
    return 1
  fi
}

build_function() {
  # Otherwise deleted classes would remain in the package.
  rm -rf target/function &&
    quietly ./mvnw -B -ntp -q -Dquick package &&
    quietly run_tool dev.cwforwarder.local.lambda.RuntimeFolder &&
    touch target/runtime/ready
}

# Whether sources are newer than the package.
is_stale() {
  local newer
  [[ -d target/function && -f target/tools.classpath && -f target/runtime/ready ]] || return 0
  newer=$(find pom.xml src/main src/local src/bench src/demo -type f -newer target/runtime/ready -print | head -n 1)
  [[ -n $newer ]]
}

build_if_stale() {
  if is_stale; then build_function; fi
}

# For the bootstrap, whose duration is measured: builds only if something is missing.
build_if_missing() {
  if [[ ! -d $1 || ! -f target/tools.classpath || ! -d target/test-classes/dev/cwforwarder/local ]]; then
    build_function
  else
    quietly run_tool dev.cwforwarder.local.lambda.RuntimeFolder
  fi
}

# Runs the main class $1 with the remaining arguments, from any working folder.
run_tool() {
  "$JAVA_HOME/bin/java" "${tool_flags[@]}" -cp "$(tool_classpath)" "$@"
}

# Like run_tool, but replaces this shell.
exec_tool() {
  local class_path
  class_path=$(tool_classpath)
  export_key
  exec "$JAVA_HOME/bin/java" "${tool_flags[@]}" -cp "$class_path" "$@"
}

tool_classpath() {
  printf '%s' "$project/target/classes:$project/target/test-classes:$(cat "$project/target/tools.classpath")"
}

project=$PWD
tool_flags=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
  "-Dproject.root=$project")
