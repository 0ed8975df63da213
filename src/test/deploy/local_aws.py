"""An AWS account on this machine: moto for the services it has, api.py for the others; and a user who has logged in."""

import base64
import gzip
import hashlib
import json
import logging
import os
import re
import subprocess
import threading
import time
import urllib.parse
from pathlib import Path
from unittest import mock

import boto3
from api import Apis
from engine import ACCOUNT, ROOT, Engine
from functions import Functions
from moto.awslambda.models import LambdaBackend
from moto.logs.responses import LogsResponse
from moto.server import ThreadedMotoServer
from resources import Models

REGION = "eu-central-1"
PROFILE = f"""
[sso-session company]
sso_start_url = https://company.awsapps.com/start
sso_region = {REGION}
sso_registration_scopes = sso:account:access

[profile logs]
sso_session = company
sso_account_id = {ACCOUNT}
sso_role_name = Admin
region = {REGION}
"""


def java_home():
    """The JDK that the scripts find."""
    script = f". {ROOT}/scripts/lib/java.sh; find_jdk && printf %s \"$JAVA_HOME\""
    return subprocess.run(["bash", "-c", script], check=True, stdout=subprocess.PIPE, text=True).stdout


class LocalAws:
    """Starts everything; `close` ends it."""

    def __init__(self, ingestion_key):
        logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
        self.moto = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self.moto.start()
        host, port = self.moto.get_host_and_port()
        self.address = f"http://{host}:{port}"
        network = {"AWS_ENDPOINT_URL": self.address, "AWS_EC2_METADATA_DISABLED": "true"}
        self.functions = Functions(self.client, network, os.path.join(java_home(), "bin", "java"))
        self.engine = Engine(Models(self.client, self.functions))
        self.apis = Apis(self.engine, self.functions, self._fetch, ingestion_key)
        self.functions.address = self.apis.address
        self.patches = [
            mock.patch.object(LambdaBackend, "get_function", lambda _, arn, *more: self._subscribable(arn)),
            mock.patch.object(LambdaBackend, "send_log_event", lambda _, *event: self._deliver(*event)),
            mock.patch.object(LogsResponse, "describe_account_policies", lambda _: '{"accountPolicies": []}', create=True),
        ]
        for patch in self.patches:
            patch.start()

    def close(self):
        for patch in self.patches:
            patch.stop()
        self.functions.close()
        self.apis.close()
        self.moto.stop()

    def client(self, service):
        return boto3.client(
            service, endpoint_url=self.address, region_name=REGION, aws_access_key_id="a", aws_secret_access_key="s"
        )

    def alias(self, stack):
        """The ARN of the subscription function's alias."""
        return self.engine.find(stack).outputs["SubscriptionAliasArn"][0]

    def live(self, stack):
        """The version behind the alias."""
        return self.functions.find(self.alias(stack))

    def _fetch(self, url):
        """A template that was uploaded."""
        address = urllib.parse.urlparse(url)
        host, _, _ = address.netloc.partition(".s3.")
        bucket, key = (host, address.path[1:]) if ".s3." in address.netloc else address.path[1:].split("/", 1)
        return self.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read().decode()

    def _subscribable(self, arn):
        """CloudWatch Logs may use the destination of a filter only with a permission on exactly this ARN."""
        for stack in list(self.engine.stacks.values()):
            for one in list(stack.resources.values()):
                properties = one.properties
                if one.kind == "AWS::Lambda::Permission" and properties["FunctionName"] == arn:
                    return properties["Principal"].startswith("logs.") and self.functions.find(arn) is not None
        return None

    def _deliver(self, arn, filter_name, group, stream, events):
        """What CloudWatch Logs does with the events of a subscribed log group; moto's event ids are numbers."""
        events = [one | {"id": f"{one['id']:056d}"} for one in events]
        payload = {
            "messageType": "DATA_MESSAGE", "owner": ACCOUNT, "logGroup": group, "logStream": stream,
            "subscriptionFilters": [filter_name], "logEvents": events,
        }  # fmt: skip
        data = base64.b64encode(gzip.compress(json.dumps(payload).encode())).decode()
        return self.functions.invoke(arn, json.dumps({"awslogs": {"data": data}}).encode())


class User:
    """The home folder and the environment of someone who has run `aws sso login`."""

    def __init__(self, folder, aws):
        self.home = Path(folder)
        cache = self.home / ".aws/sso/cache"
        cache.mkdir(parents=True)
        (self.home / ".aws/config").write_text(PROFILE)
        expiry = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 8 * 3600))
        token = {"startUrl": "https://company.awsapps.com/start", "region": REGION, "accessToken": "sso-token", "expiresAt": expiry}
        (cache / f"{hashlib.sha1(b'company').hexdigest()}.json").write_text(json.dumps(token))
        self.environment = {
            "HOME": str(self.home), "PATH": self._path(), "JAVA_HOME": java_home(), "LC_ALL": "C.UTF-8",
            "AWS_ENDPOINT_URL": aws.address, "AWS_EC2_METADATA_DISABLED": "true", "MAVEN_OPTS": "-Xmx512m",
            "TMPDIR": str(self.home / "tmp"),
        }  # fmt: skip
        (self.home / "tmp").mkdir()
        self.aws_calls = self.home / "aws-calls"
        for service in ("CLOUDFORMATION", "IAM", "LAMBDA", "SSO"):
            self.environment[f"AWS_ENDPOINT_URL_{service}"] = aws.apis.address

    def _path(self):
        """deploy.sh must not need the AWS CLI: this one only notes that it was called."""
        aws = self.home / "bin/aws"
        aws.parent.mkdir()
        aws.write_text('#!/bin/sh\necho "$*" >>"$HOME/aws-calls"\nexit 127\n')
        aws.chmod(0o755)
        return f"{aws.parent}{os.pathsep}{os.environ['PATH']}"


class Watch(threading.Thread):
    """Looks for a secret in the command lines of all processes, and in the environments of those with a HOME, until it is
    stopped. A function has it in its environment, as in Lambda; deploy.sh itself has what the test passes to it."""

    def __init__(self, secret, home):
        super().__init__(daemon=True)
        self.secret, self.home, self.over = secret.encode(), f"\0HOME={home}\0".encode(), threading.Event()
        self.seen, self.inherited, self.programs, self.looks = set(), set(), set(), 0

    def run(self):
        while not self.over.wait(0.02):
            self.looks += 1
            for process in Path("/proc").glob("[0-9]*"):
                try:
                    command, environment = (process / "cmdline").read_bytes(), b"\0" + (process / "environ").read_bytes()
                except OSError:
                    continue
                if self.secret in command:
                    self.seen.add(command)
                if self.home in environment and not re.search(rb"scripts/(deploy\.sh|lib/deploy)\0", command):
                    self.programs.add(command)
                    if self.secret in environment:
                        self.inherited.add(command)

    def stop(self):
        self.over.set()
        self.join()
