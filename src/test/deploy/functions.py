"""Lambda functions for tests: the package that was uploaded, run by AWS's runtime client in a process of its own."""

import base64
import hashlib
import http.server
import io
import json
import os
import queue
import subprocess
import tempfile
import threading
import time
import uuid
import zipfile
from pathlib import Path

from engine import ROOT, Failed

START_SECONDS = 30
LOG_TAIL = 4096
RUNTIME = ROOT / "target/runtime/lib"


class Version:
    """An immutable version, or the configuration that the next one gets."""

    def __init__(self, arn, number, properties, code):
        self.arn, self.number, self.properties, self.code = arn, number, properties, code
        self.process = None

    @property
    def environment(self):
        return self.properties.get("Environment", {}).get("Variables", {})

    def configuration(self):
        return {
            "FunctionArn": self.arn, "Version": self.number, "Handler": self.properties["Handler"],
            "Runtime": self.properties["Runtime"], "Role": self.properties["Role"],
            "MemorySize": int(self.properties["MemorySize"]), "Timeout": int(self.properties["Timeout"]),
            "CodeSha256": base64.b64encode(hashlib.sha256(self.code).digest()).decode(),
            "Environment": {"Variables": self.environment},
        }  # fmt: skip


class Functions:
    """All functions. `network` has the environment variables that lead the functions' AWS clients to this machine."""

    def __init__(self, client, network, java):
        self.client, self.network, self.java = client, network, java
        self.latest, self.versions, self.aliases, self.concurrency = {}, {}, {}, {}
        self.answers, self.address, self.folders = {}, "", {}
        self.lock = threading.RLock()
        self.home = tempfile.TemporaryDirectory()

    def create(self, arn, properties):
        self.latest[arn], self.versions[arn], self.aliases[arn] = Version(arn, "$LATEST", properties, self._code(properties)), {}, {}

    def update(self, arn, properties):
        self._stop(self.latest[arn])
        self.latest[arn] = Version(arn, "$LATEST", properties, self._code(properties))

    def _code(self, properties):
        code = properties["Code"]
        if "ZipFile" in code:
            raise Failed("inline code is not supported")
        return self.client("s3").get_object(Bucket=code["S3Bucket"], Key=code["S3Key"])["Body"].read()

    def _arn(self, name):
        (arn,) = [one for one in list(self.latest) if one == name or one.endswith(":function:" + name)]
        return arn

    def publish(self, name):
        """A version whose init has succeeded, as SnapStart requires it before the snapshot."""
        arn = self._arn(name)
        number = str(max(map(int, self.versions[arn]), default=0) + 1)
        latest = self.latest[arn]
        version = Version(f"{arn}:{number}", number, latest.properties, latest.code)
        self._start(version)
        self.versions[arn][number] = version
        return version.arn

    def delete_version(self, arn):
        function, number = arn.rsplit(":", 1)
        version = self.versions.get(function, {}).pop(number, None)
        if version:
            self._stop(version)

    def point(self, name, alias, number):
        arn = self._arn(name)
        self.aliases[arn][alias] = number
        return f"{arn}:{alias}"

    def delete(self, arn):
        for version in [self.latest.pop(arn), *self.versions.pop(arn).values()]:
            self._stop(version)
        del self.aliases[arn]

    def find(self, arn):
        """The version of a function's name, or of its ARN, with or without an alias or a number; None if there is none."""
        latest = [one for name, one in list(self.latest.items()) if arn in (name, name.rpartition(":")[2])]
        if latest:
            return latest[0]
        function, _, qualifier = arn.rpartition(":")
        number = self.aliases.get(function, {}).get(qualifier, qualifier)
        return self.versions.get(function, {}).get(number)

    def invoke(self, arn, event):
        """The answer, whether it is an error, and the end of the log."""
        version = self.find(arn)
        with self.lock:
            process = self._start(version)
            return process.invoke(event, arn, int(version.properties["Timeout"]))

    def _start(self, version):
        with self.lock:
            if version.process is None or not version.process.alive():
                version.process = Process(self.java, self._folder(version.code), self._variables(version), version.properties)
            return version.process

    def _variables(self, version):
        function = version.arn.split(":")[6]
        group = version.properties.get("LoggingConfig", {}).get("LogGroup", "/aws/lambda/" + function)
        return {
            "AWS_LAMBDA_FUNCTION_NAME": function, "AWS_LAMBDA_FUNCTION_VERSION": version.number,
            "AWS_LAMBDA_LOG_GROUP_NAME": group, "AWS_LAMBDA_LOG_STREAM_NAME": "local", "AWS_REGION": version.arn.split(":")[3],
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(version.properties["MemorySize"]), "AWS_LAMBDA_LOG_FORMAT": "JSON",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand", "AWS_EXECUTION_ENV": "AWS_Lambda_java25", "TZ": ":UTC",
            "AWS_ACCESS_KEY_ID": "role", "AWS_SECRET_ACCESS_KEY": "role", "AWS_SESSION_TOKEN": "role",
        } | self.network | {name: str(value) for name, value in version.environment.items()}  # fmt: skip

    def _folder(self, code):
        key = hashlib.sha256(code).hexdigest()
        if key not in self.folders:
            self.folders[key] = Path(self.home.name, key)
            zipfile.ZipFile(io.BytesIO(code)).extractall(self.folders[key])
        return self.folders[key]

    def response_url(self, token):
        """Where a custom resource writes its answer: see api.py."""
        self.answers[token] = queue.Queue()
        return f"{self.address}/responses/{token}"

    def answer_of_custom_resource(self, arn, event):
        answer, failed, log = self.invoke(arn, json.dumps(event).encode())
        token = event["ResponseURL"].rsplit("/", 1)[1]
        try:
            return self.answers.pop(token).get(timeout=5)
        except queue.Empty:
            raise Failed(f"the custom resource has not answered: {answer.decode()} {failed} {log}") from None

    @staticmethod
    def _stop(version):
        if version.process:
            version.process.stop()

    def close(self):
        for arn in list(self.latest):
            self.delete(arn)
        self.home.cleanup()


class Process:
    """One execution environment: a Java process, and the Runtime API that it requests its invocations from."""

    def __init__(self, java, folder, variables, properties):
        self.invocations, self.results, self.ready = queue.Queue(), queue.Queue(), threading.Event()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.log = tempfile.TemporaryFile()
        options = variables.pop("JAVA_TOOL_OPTIONS", "").split()
        heap = f"-Xmx{int(properties['MemorySize']) * 85 // 100}m"
        # As scripts/bootstrap.sh. The runtime client requires native access.
        command = [java, *options, "-XX:TieredStopAtLevel=1", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED", heap]
        command += ["-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac", *_native()]
        command += ["-cp", _class_path(), "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", properties["Handler"]]
        variables["AWS_LAMBDA_RUNTIME_API"] = f"127.0.0.1:{self.server.server_port}"
        self.process = subprocess.Popen(command, cwd=folder, env=variables, stdout=self.log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + START_SECONDS
        while not self.ready.wait(0.02):
            if not self.alive() or time.monotonic() > deadline:
                log = self.tail(0)
                self.stop()
                raise Failed(f"The version did not stabilize: error occurred during function initialization. {log[-1500:]}")

    def alive(self):
        return self.process.poll() is None

    def tail(self, position):
        self.log.seek(max(position, self.log.seek(0, os.SEEK_END) - LOG_TAIL))
        return self.log.read().decode(errors="replace")

    def invoke(self, event, arn, timeout):
        position = self.log.seek(0, os.SEEK_END)
        self.invocations.put((str(uuid.uuid4()), event, arn, timeout))
        answer, failed, deadline = None, True, time.monotonic() + timeout
        while answer is None:
            try:
                answer, failed = self.results.get(timeout=0.5)
            except queue.Empty:
                if not self.alive() or time.monotonic() > deadline:
                    reason = f"Task timed out after {timeout} seconds" if self.alive() else "Runtime exited"
                    answer = json.dumps({"errorMessage": reason}).encode()
        log = self.tail(position)
        if failed and time.monotonic() > deadline:
            self.stop()
        return answer, failed, log

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.invocations.put(None)
        threading.Thread(target=self.server.shutdown, daemon=True).start()
        self.server.server_close()
        self.log.close()

    def _handler(process):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                process.ready.set()
                next_one = process.invocations.get()
                if next_one is None:
                    self.close_connection = True
                    return
                identifier, event, arn, timeout = next_one
                self.send_response(200)
                self.send_header("Lambda-Runtime-Aws-Request-Id", identifier)
                self.send_header("Lambda-Runtime-Deadline-Ms", str(int((time.time() + timeout) * 1000)))
                self.send_header("Lambda-Runtime-Invoked-Function-Arn", arn)
                # The native part of the runtime client crashes without these two.
                self.send_header("Lambda-Runtime-Trace-Id", "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=0")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(event)))
                self.end_headers()
                self.wfile.write(event)

            def do_POST(self):
                body = _body(self)
                if self.path.endswith(("/response", "/error")) and "/invocation/" in self.path:
                    process.results.put((body, self.path.endswith("/error")))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        return Handler


def _body(request):
    """The body of a request, also if it is chunked."""
    if request.headers.get("Transfer-Encoding") != "chunked":
        return request.rfile.read(int(request.headers.get("Content-Length", 0)))
    parts = []
    while size := int(request.rfile.readline().strip() or b"0", 16):
        parts.append(request.rfile.read(size))
        request.rfile.readline()
    request.rfile.readline()
    return b"".join(parts)


def _native():
    library = RUNTIME.parent / "libaws-lambda-jni.so"
    name = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
    return [f"-D{name}={library}"] if library.exists() else []


def _class_path():
    own = [] if (RUNTIME.parent / "libaws-lambda-jni.so").exists() else [str(RUNTIME.parent / "java-client")]
    return os.pathsep.join([*own, f"{RUNTIME}/*"])
