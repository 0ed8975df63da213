# shellcheck shell=bash
#
# A substitute for AWS's image of the Java 25 runtime, sufficient for `sam local invoke`: a Java runtime
# in /var/lang, AWS's runtime interface client, and a bootstrap that runs the function in /var/task. It
# lacks SnapStart and the JVM flags of the managed runtime. A recipe for make-image.sh.

readonly RUNTIME_MODULES=java.se,jdk.charsets,jdk.crypto.ec,jdk.localedata,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

# shellcheck disable=SC2034 # read by make-image.sh
image_config=(
  'ENV PATH=/var/lang/bin:/usr/bin:/bin LANG=C.UTF-8 TZ=:/etc/localtime LAMBDA_TASK_ROOT=/var/task LAMBDA_RUNTIME_DIR=/var/runtime'
  'WORKDIR /var/task'
  'ENTRYPOINT ["/var/runtime/bootstrap"]'
)

key() {
  cat "$JAVA_HOME/release" pom.xml
}

fill() {
  local to=$1
  local libraries=()
  mkdir -p "$to/var/lang" "$to/var/runtime/lib" "$to/var/task" "$to/opt"

  "$JAVA_HOME/bin/jlink" --add-modules "$RUNTIME_MODULES" --strip-debug --no-header-files --no-man-pages \
    --output "$to/var/lang/java"
  mkdir -p "$to/var/lang/bin"
  ln -s ../java/bin/java "$to/var/lang/bin/java"

  ./mvnw -B -q -ntp dependency:copy-dependencies -DoutputDirectory="$to/var/runtime/lib" \
    -DincludeArtifactIds=aws-lambda-java-runtime-interface-client,aws-lambda-java-core,aws-lambda-java-serialization,utils-lite

  cat >"$to/var/runtime/bootstrap" <<'BOOTSTRAP'
#!/bin/sh
cd "${LAMBDA_TASK_ROOT:-/var/task}"
exec /var/lang/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
  -cp '/var/runtime/lib/*' com.amazonaws.services.lambda.runtime.api.client.AWSLambda "$_HANDLER"
BOOTSTRAP
  chmod 755 "$to/var/runtime/bootstrap"

  while IFS= read -r library; do libraries+=("$library"); done < <(find "$to/var/lang/java/lib" -name '*.so')
  # libstdc++ is for the native library of the runtime client.
  copy_libraries_of "$to" "$to/var/lang/java/bin/java" "${libraries[@]}"
  # `sam` adds a layer to the image with sh, mv and chmod.
  copy_with_libraries "$to" /bin/dash /bin/bash /bin/cat /bin/chmod /bin/cp /bin/ls /bin/mkdir /bin/mv /bin/rm \
    /bin/sleep /usr/bin/env "$(ldconfig -p | sed -n 's/.*libstdc++\.so\.6 (libc6,x86-64) => //p' | head -1)"
  ln -s dash "$to/usr/bin/sh"
}
