"""scripts/deploy.sh as a user with an SSO login runs it, against an AWS account on this machine: the life of two stacks.

The tests run in this order, since each continues with the stacks of those before. The uploaded package runs under AWS's
runtime client; CloudFormation is engine.py. Needs the build's target/ folder, and no access to AWS.
"""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from engine import ROOT
from local_aws import LocalAws, User, Watch

KEY = "ingestion-key-0123456789"
STACK = "clickstack-cloudwatch-forwarder"
SECOND = "second"
GROUPS = ["/shop/orders", "/shop/payments"]
SPANS = "aws/spans"
DEPLOY = str(ROOT / "scripts/deploy.sh")
MALFORMED = "redaction: {presets: [jvt]}"
SECONDS = 240


class DeployTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        # The user of the tests has an empty home folder, where Maven would have to download everything.
        subprocess.run([str(ROOT / "scripts/package.sh")], check=True)
        cls.started = time.monotonic()
        cls.aws = LocalAws(KEY)
        cls.addClassCleanup(cls.aws.close)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.user = User(cls.folder / "home", cls.aws)
        cls.endpoint = cls.aws.apis.address
        for group in [*GROUPS, "/other", SPANS]:
            cls.aws.client("logs").create_log_group(logGroupName=group)
            cls.aws.client("logs").create_log_stream(logGroupName=group, logStreamName="stream")

    @classmethod
    def tearDownClass(cls):
        print(f"\ndeployment test: {time.monotonic() - cls.started:.0f} s", file=sys.stderr)

    def setUp(self):
        self.assertEqual([], os.listdir(self.user.environment["TMPDIR"]))

    def tearDown(self):
        self.assertEqual([], os.listdir(self.user.environment["TMPDIR"]), "a file with parameters is left")

    def run_as_user(self, command, given="", **more):
        environment = self.user.environment | {"AWS_PROFILE": "logs", "SAM_CLI_POLL_DELAY": "1", "SAM_CLI_TELEMETRY": "0"} | more
        done = subprocess.run(
            command, env=environment, cwd=self.folder, input=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=SECONDS
        )  # fmt: skip
        self.output = done.stdout
        self.assertNotIn(KEY, self.output)
        return done.returncode

    def watch(self):
        watch = Watch(KEY, self.user.home)
        watch.start()
        return watch

    def deploy(self, *options, given="", **more):
        return self.run_as_user([DEPLOY, *options], given, **more)

    def sam_by_hand(self, stack, values):
        """`sam deploy` without deploy.sh and its checks, with values that SAM passes as they are."""
        file = self.settings(values | {"ClickStackEndpoint": self.endpoint})
        command = [sys.executable, "-m", "samcli", "deploy", "--template-file", str(ROOT / "template.yaml"), "--stack-name", stack]
        command += ["--resolve-s3", "--no-confirm-changeset", "--capabilities", "CAPABILITY_IAM", "--parameter-overrides", f"file://{file}"]
        return self.run_as_user(command)

    def settings(self, values):
        file = self.folder / "settings.yaml"
        file.write_text("".join(f"{name}: |-\n" + "".join(f"  {line}\n" for line in text.splitlines()) for name, text in values.items()))
        return str(file)

    def stack(self, name=STACK):
        return self.aws.engine.find(name)

    def live(self, name=STACK):
        return self.aws.live(name)

    def filters(self, group):
        return self.aws.client("logs").describe_subscription_filters(logGroupName=group)["subscriptionFilters"]

    def put(self, group, message):
        event = {"timestamp": int(time.time() * 1000), "message": message}
        self.aws.client("logs").put_log_events(logGroupName=group, logStreamName="stream", logEvents=[event])

    def test_01_a_malformed_setting_is_refused_before_anything_is_uploaded(self):
        file = self.settings({"Rules": MALFORMED, "ServiceName": "a shop"})

        self.assertEqual(2, self.deploy("--endpoint", self.endpoint, "--settings", file, CLICKSTACK_API_KEY=KEY), self.output)
        self.assertRegex(self.output, r"Rules.*jvt")
        self.assertIn("nothing was uploaded", self.output)
        self.assertEqual({}, self.aws.engine.stacks)
        self.assertEqual([], self.aws.client("s3").list_buckets()["Buckets"])

    def test_02_a_dry_run_shows_what_would_be_done(self):
        code = self.deploy("--endpoint", self.endpoint, "--subscribe", "/shop/*", "--dry-run", CLICKSTACK_API_KEY=KEY)

        self.assertEqual(0, code, self.output)
        self.assertIn(f"creates the stack {STACK}", self.output)
        self.assertIn(f"ClickStackEndpoint: (blank) -> {self.endpoint}", self.output)
        self.assertRegex(self.output, r"attach +- +/shop/orders")
        self.assertEqual({}, self.aws.engine.stacks)

    def test_03_credentials_that_may_not_deploy_are_found_first(self):
        self.aws.apis.denied.add("iam:CreateRole")
        self.addCleanup(self.aws.apis.denied.clear)

        self.assertEqual(2, self.deploy("--endpoint", self.endpoint, CLICKSTACK_API_KEY=KEY))
        self.assertIn("do not allow iam:CreateRole", self.output)

    def test_04_the_first_deployment_asks_for_the_key_and_for_the_subscriptions(self):
        watch = self.watch()
        history = self.folder / "history"
        terminal = Terminal(self.user.environment | {"HISTFILE": str(history), "PS1": "$ "}, self.folder)
        command = f"{DEPLOY} --profile logs --endpoint {self.endpoint} --subscribe '/shop/*'"
        terminal.type(command, after="$ ")
        terminal.type(KEY, after="ingestion key")
        terminal.type("y", after="Apply this plan? [y/N]")
        shown = terminal.end(after="docs/troubleshooting.md")
        watch.stop()

        self.assertIn("ClickStack accepted the event", shown)
        self.assertEqual("CREATE_COMPLETE", self.stack().status)
        self.assertEqual(KEY, self.stack().values["ClickStackApiKey"])
        self.assertEqual([1, 1, 0], [len(self.filters(group)) for group in [*GROUPS, "/other"]])
        self.assertIn(command, history.read_text())
        for place, text in {"terminal": shown, "history": history.read_text(), "processes": str(watch.seen)}.items():
            self.assertNotIn(KEY, text, place)
        self.assertGreater(watch.looks, 50)

    def test_05_what_runs_is_the_package_that_the_tests_have_run(self):
        self.assertEqual((ROOT / "dist/function.zip").read_bytes(), self.live().code)

    def test_06_events_of_the_subscribed_log_groups_arrive(self):
        for group in [*GROUPS, "/other"]:
            self.put(group, f"an event in {group}")

        self.assertEqual([True, True, False], [self.aws.apis.arrived(f"an event in {group}") for group in [*GROUPS, "/other"]])

    def test_07_one_changed_parameter_publishes_a_version_and_keeps_the_others(self):
        before = dict(self.stack().values)
        file = self.settings({"ServiceName": 'a "shop" \\" {x}', "Rules": "redaction:\n  presets: [jwt]"})

        self.assertEqual(0, self.deploy("--settings", file, "--traces", "--yes"), self.output)
        self.assertEqual("2", self.live().number)
        changed = {"ServiceName": 'a "shop" \\" {x}', "Rules": "redaction:\n  presets: [jwt]", "XrayTraceIds": "on"}
        self.assertEqual(before | changed, self.stack().values)
        self.assertEqual(['a "shop" \\" {x}', KEY], [self.live().environment[n] for n in ("OTEL_SERVICE_NAME", "CLICKSTACK_API_KEY")])
        self.assertIn("filters of other log groups than aws/spans stay", self.output)
        self.assertEqual([1, 1, 0, 1], [len(self.filters(group)) for group in [*GROUPS, "/other", SPANS]])
        self.put(GROUPS[0], "an event after the update")
        self.assertTrue(self.aws.apis.arrived("an event after the update"))

    def test_08_an_update_without_a_change_does_nothing(self):
        self.assertEqual(0, self.deploy(), self.output)
        self.assertEqual("2", self.live().number)

    def test_08_fewer_patterns_show_which_filters_are_removed(self):
        self.assertEqual(0, self.deploy("--subscribe", GROUPS[0], "--dry-run"), self.output)
        self.assertRegex(self.output, rf"keep +- +{GROUPS[0]} (?s:.*)\nremove +- +{GROUPS[1]} .*\nremove +- +{SPANS} ")
        self.assertIn("removes 2 filters: the last rows of the table", self.output)

    def test_09_a_malformed_setting_that_is_passed_by_hand_fails_with_its_reason(self):
        self.assertNotEqual(0, self.sam_by_hand(STACK, {"Rules": MALFORMED}))
        self.assertRegex(re.sub(r"\s", "", self.output), r"customresource\.Messagereturned:.*got'jvt'")
        self.assertEqual("UPDATE_ROLLBACK_COMPLETE", self.stack().status)
        self.assertEqual("2", self.live().number)
        self.put(GROUPS[1], "an event after the failed update")
        self.assertTrue(self.aws.apis.arrived("an event after the failed update"))

    def test_10_a_failed_first_deployment_leaves_nothing_and_is_deleted_on_request(self):
        buckets = self.aws.client("s3").list_buckets()["Buckets"]
        self.assertNotEqual(0, self.sam_by_hand(SECOND, {"Rules": MALFORMED, "PollConfig": "region: us-east-1"}))
        self.assertEqual("ROLLBACK_COMPLETE", self.stack(SECOND).status)
        self.assertEqual(buckets, self.aws.client("s3").list_buckets()["Buckets"])
        self.assertEqual([], self.aws.client("dynamodb").list_tables()["TableNames"])

        self.assertEqual(1, self.deploy("--stack", SECOND, "--endpoint", self.endpoint, given=KEY + "\n"), self.output)
        self.assertIn("ROLLBACK_COMPLETE", self.output)

    def test_11_a_failed_deployment_shows_the_reason_of_each_resource(self):
        self.aws.client("logs").create_log_group(logGroupName="/aws/lambda/third-replay")

        self.assertEqual(1, self.deploy("--stack", "third", "--endpoint", self.endpoint, given=KEY + "\n"), self.output)
        self.assertRegex(self.output, r"\n  ReplayLogGroup \(AWS::Logs::LogGroup\): .*ResourceAlreadyExistsException")
        self.assertEqual("ROLLBACK_COMPLETE", self.stack("third").status)
        self.assertEqual(0, self.deploy("--stack", "third", "--remove", "--yes"), self.output)

    def test_12_a_second_stack_with_everything_switched_on_fits_into_the_account(self):
        sys.path.append(str(ROOT / "src/test/template"))
        from values import EVERYTHING

        own = {"ClickStackApiKey", "ClickStackEndpoint", "OtlpHeaders"}
        file = self.settings({name: value for name, value in EVERYTHING.items() if name not in own})
        options = ["--stack", SECOND, "--endpoint", self.endpoint, "--settings", file, "--yes"]

        watch = self.watch()
        self.assertEqual(0, self.deploy(*options, CLICKSTACK_API_KEY=KEY), self.output)
        watch.stop()
        self.assertEqual([set(), set()], [watch.seen, watch.inherited])
        for program in (b"scripts/check-settings.sh", b"scripts/package.sh", b"samcli", b"dev.cwforwarder.cli.Main"):
            self.assertTrue(any(program in command for command in watch.programs), program)
        self.assertEqual("CREATE_COMPLETE", self.stack(SECOND).status)
        self.assertIn("ClickStack accepted the event", self.output)
        for function, reached in {"Kinesis": "ClickStack", "Poll": "checkpoint table", "Replay": "failure bucket", "Subscribe": "log groups"}.items():
            self.assertRegex(self.output, rf"{function}Function-\w+ +{reached} +ok")
        kinds = [one.kind for one in self.stack(SECOND).resources.values()]
        self.assertEqual(6, kinds.count("AWS::Lambda::Function"))
        self.assertEqual("2", self.live().number)

    def test_13_a_signal_removes_the_file_with_the_parameters(self):
        environment = self.user.environment | {"AWS_PROFILE": "logs", "CLICKSTACK_API_KEY": KEY}
        process = subprocess.Popen([DEPLOY], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.kill)
        files = []
        deadline = time.monotonic() + SECONDS
        while not files and time.monotonic() < deadline and process.poll() is None:
            files = list(Path(self.user.environment["TMPDIR"]).glob("deploy-*/parameters.yaml"))
            time.sleep(0.01)
        self.assertEqual(["0600", "0700"], [f"{path.stat().st_mode & 0o777:04o}" for path in (files[0], files[0].parent)])
        process.send_signal(signal.SIGTERM)
        self.assertEqual(128 + signal.SIGTERM, process.wait(SECONDS))

    def test_14_a_failed_removal_says_what_is_left_and_how_to_continue(self):
        self.aws.apis.failing["ListStackResources"] = ["AccessDenied"]
        self.assertEqual(2, self.deploy("--stack", SECOND, "--remove", "--yes"))
        self.assertRegex(self.output, r"a request to AWS failed: .*AccessDenied.*ListStackResources")
        function = self.stack(SECOND).outputs["SubscribeFunctionName"][0]
        self.assertIn(f"aws lambda delete-function-concurrency --function-name {function}", self.output)

        group = self.stack(SECOND).outputs["ReplayLogGroupName"][0]
        self.aws.client("logs").delete_log_group(logGroupName=group)
        self.assertEqual(1, self.deploy("--stack", SECOND, "--remove", "--yes"))
        self.assertRegex(self.output, r"could not be deleted:\nReplayLogGroup \(AWS::Logs::LogGroup\): .*ResourceNotFound")
        self.assertIn(f"--function-name {function}", self.output)
        self.aws.client("logs").create_log_group(logGroupName=group)
        self.assertNotIn("Traceback", self.output)

    def test_14_a_removal_takes_back_the_filters_then_the_stack_and_names_what_stays(self):
        # Of the stack whose deletion failed, CloudFormation reports the former state first.
        self.aws.apis.failing["DescribeStackEvents"] = ["Throttling"] * 3
        for name in (SECOND, STACK):
            bucket = self.stack(name).outputs["FailureBucketName"][0]
            self.assertEqual(0, self.deploy("--stack", name, "--remove", "--yes"), self.output)
            self.assertIn(f"aws s3 rb s3://{bucket}", self.output)
            self.assertIn(bucket, str(self.aws.client("s3").list_buckets()["Buckets"]))
        self.assertEqual({0}, set(self.aws.functions.concurrency.values()))
        self.assertEqual([], [one for group in GROUPS for one in self.filters(group)])
        self.assertEqual({"DELETE_COMPLETE"}, {one.status for one in self.aws.engine.stacks.values() if "sam-cli" not in one.name})

        self.assertEqual(2, self.deploy("--remove", "--yes"))
        self.assertIn("there is no stack", self.output)

    def test_15_the_aws_cli_is_not_needed(self):
        self.assertFalse(self.user.aws_calls.exists())

    def test_16_an_expired_login_is_named_with_its_reason(self):
        for token in (self.user.home / ".aws/sso/cache").iterdir():
            token.write_text(json.dumps(json.loads(token.read_text()) | {"expiresAt": "2026-01-01T00:00:00Z"}))

        self.assertEqual(2, self.deploy("--endpoint", self.endpoint))
        self.assertRegex(self.output, r"log in \(aws sso login.*(?s:.*)expired")
        self.assertGreater(len(self.aws.apis.logins), 10)


class Terminal:
    """An interactive shell at a terminal."""

    def __init__(self, environment, folder):
        self.shown, self.position = "", 0
        self.process, self.file = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], environment)

    def type(self, line, after):
        self._wait(after)
        os.write(self.file, line.encode() + b"\n")

    def end(self, after):
        self.type("exit", after)
        self._wait(None)
        os.waitpid(self.process, 0)
        os.close(self.file)
        return self.shown

    def _wait(self, text):
        """Until the text is shown, or the shell has ended."""
        deadline = time.monotonic() + SECONDS
        while text is None or text not in self.shown[self.position :]:
            if time.monotonic() > deadline:
                raise AssertionError(f"not shown: {text}\n{self.shown}")
            if select.select([self.file], [], [], 1)[0]:
                try:
                    part = os.read(self.file, 65536)
                except OSError:  # the end of a pseudo terminal
                    part = b""
                if not part:
                    if text is None:
                        return
                    raise AssertionError(f"ended before {text}:\n{self.shown}")
                self.shown += part.decode(errors="replace")
        self.position = self.shown.index(text, self.position) + len(text)


if __name__ == "__main__":
    unittest.main(failfast=True)
