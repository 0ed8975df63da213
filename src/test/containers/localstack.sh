# shellcheck shell=bash
#
# LocalStack from PyPI, in an image with the name and behavior of the official one. Sufficient for
# CloudWatch Logs, Kinesis and S3. DynamoDB and Lambda are missing, since LocalStack would download
# them. Requires Python 3.13 on this machine. A recipe for make-image.sh.

readonly LOCALSTACK_VERSION=4.14.0
# Newer releases of its dependencies are not compatible with this version.
readonly LOCALSTACK_DAY=2026-03-15
readonly KINESIS_LOCAL_VERSION=0.5.2

# shellcheck disable=SC2034 # read by make-image.sh
image_config=(
  'ENV PATH=/opt/localstack/venv/bin:/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 USER=localstack GATEWAY_LISTEN=0.0.0.0:4566 DNS_ADDRESS=0 DISABLE_EVENTS=1 SKIP_SSL_CERT_DOWNLOAD=1 EAGER_SERVICE_LOADING=0 PYTHONUNBUFFERED=1'
  'WORKDIR /opt/localstack'
  'EXPOSE 4566'
  'ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]'
)

# Prints the folder of a self-contained Python 3.13, which can be copied.
find_python313() {
  local python
  for python in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13.*/bin/python3.13 /opt/python*/bin/python3.13; do
    if [[ -x $python ]]; then
      (cd "${python%/*}/.." && pwd -P)
      return
    fi
  done
  echo "No Python 3.13 found, which LocalStack $LOCALSTACK_VERSION needs." >&2
  return 1
}

key() {
  find_python313
  node --version
}

fill() {
  local to=$1 python
  python=$(find_python313)

  # The venv is created at its location in the image, since its scripts contain the path.
  mkdir -p /opt/localstack "$to/opt"
  python3 -m venv "$to/../uv"
  "$to/../uv/bin/pip" install --quiet --disable-pip-version-check uv
  "$to/../uv/bin/uv" venv --quiet --clear --python "$python/bin/python3.13" /opt/localstack/venv
  "$to/../uv/bin/uv" pip install --quiet --python /opt/localstack/venv/bin/python \
    --exclude-newer "$LOCALSTACK_DAY" "localstack-core[runtime]==$LOCALSTACK_VERSION"
  mv /opt/localstack "$to/opt/localstack"

  mkdir -p "$to${python%/*}"
  cp -a "$python" "$to${python%/*}/"
  rm -rf "$to$python"/lib/python3.13/{test,idlelib,ensurepip,config-3.13-*} "$to$python"/lib/*.a

  # Kinesis is an npm package that LocalStack would download on first use.
  local kinesis=$to/var/lib/localstack/lib/kinesis-local/$KINESIS_LOCAL_VERSION
  mkdir -p "$kinesis"
  npm install --silent --prefix "$kinesis" "kinesis-local@$KINESIS_LOCAL_VERSION" >/dev/null

  mkdir -p "$to/usr/local/bin" "$to/usr/share" "$to/etc/ssl"
  cat >"$to/usr/local/bin/docker-entrypoint.sh" <<'ENTRYPOINT'
#!/bin/bash
exec /opt/localstack/venv/bin/python -m localstack.runtime.main
ENTRYPOINT
  chmod 755 "$to/usr/local/bin/docker-entrypoint.sh"
  cp -a /usr/share/zoneinfo "$to/usr/share/"
  cp -aL /etc/ssl/certs "$to/etc/ssl/"

  local libraries=()
  while IFS= read -r library; do libraries+=("$library"); done \
    < <(find "$to$python" "$to/opt/localstack/venv" -name '*.so' -o -name 'libpython3.13.so*')
  copy_libraries_of "$to" "$python/bin/python3.13" "${libraries[@]}"
  copy_with_libraries "$to" /bin/dash /bin/bash /bin/cat /bin/chmod /bin/ls /bin/mkdir /bin/rm /bin/sleep \
    /bin/uname /usr/bin/env /usr/bin/id "$(command -v node)" /sbin/ldconfig
  ln -s dash "$to/usr/bin/sh"
}
