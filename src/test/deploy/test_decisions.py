"""scripts/lib/deploy: decisions of a deployment that the tests against the local AWS account do not reach."""

import argparse
import io
import os
import pathlib
import importlib.util
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "scripts/lib/deploy"))

import deployment  # noqa: E402
import key  # noqa: E402
from botocore.exceptions import ClientError  # noqa: E402
from plan import changes  # noqa: E402
from problem import Problem, confirm  # noqa: E402

main = importlib.util.spec_from_file_location("deploy_command", ROOT / "scripts/lib/deploy/__main__.py")
command = importlib.util.module_from_spec(main)
main.loader.exec_module(command)

ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:key-AbCdEf"


class KeyTest(unittest.TestCase):
    def key(self, exists, values, new_key=False, environment=None, typed="typed\n"):
        stack = mock.Mock(exists=exists)
        with mock.patch.dict(os.environ, environment or {}, clear=True), mock.patch("sys.stdin", io.StringIO(typed)):
            given = argparse.Namespace(new_key=new_key, dry_run=False, key=key.take_from_environment())
            found = deployment._key(given, values, stack)
            self.assertNotIn("CLICKSTACK_API_KEY", os.environ)
        return found

    def test_the_first_deployment_reads_the_key(self):
        self.assertEqual({"ClickStackApiKey": "typed", "ClickStackApiKeyArn": ""}, self.key(False, {}))

    def test_the_environment_takes_precedence_over_standard_input(self):
        found = self.key(False, {}, environment={"CLICKSTACK_API_KEY": "Bearer k"})

        self.assertEqual("Bearer k", found["ClickStackApiKey"])

    def test_an_update_keeps_the_key_unless_it_names_another_one(self):
        self.assertEqual({}, self.key(True, {}))
        self.assertEqual("typed", self.key(True, {}, new_key=True)["ClickStackApiKey"])
        self.assertEqual("k", self.key(True, {}, environment={"CLICKSTACK_API_KEY": "k"})["ClickStackApiKey"])

    def test_an_arn_replaces_the_key(self):
        self.assertEqual({"ClickStackApiKey": "none"}, self.key(True, {"ClickStackApiKeyArn": ARN}, environment={"CLICKSTACK_API_KEY": "k"}))

    def test_the_settings_may_name_the_key(self):
        self.assertEqual({}, self.key(False, {"ClickStackApiKey": "k"}))

    def test_a_missing_key_is_a_problem(self):
        with self.assertRaisesRegex(Problem, "the ingestion key is missing: set CLICKSTACK_API_KEY"):
            self.key(False, {}, typed="")


class InheritedKeyTest(unittest.TestCase):
    """The programs that the scripts start do not get the ingestion key, wherever it comes from."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder, self.seen = pathlib.Path(folder.name), pathlib.Path(folder.name, "seen")

    def start(self, actions, *command, given="", **more):
        """Runs a script; `seen` then has the environment and the input of each of the programs in `actions`."""
        (self.folder / "bin").mkdir()
        for name, action in actions.items():
            program = self.folder / "bin" / name
            program.write_text(f"#!/bin/sh\n(echo '== {name}'; env) >>{self.seen}\nPATH=${{PATH#*:}}\n{action}\n")
            program.chmod(0o755)
        path = f"{self.folder}/bin:{os.environ['PATH']}"
        environment = {"HOME": str(self.folder), "PATH": path, "JAVA_HOME": os.environ.get("JAVA_HOME", "")} | more
        return subprocess.run(command, env=environment, input=given, capture_output=True, text=True, check=False)

    def deploy(self, *options, **more):
        """Runs deploy.sh until it cannot reach AWS."""
        keys = """cat >>%s; echo '{"Version": 1, "AccessKeyId": "a", "SecretAccessKey": "s"}'""" % self.seen
        actions = {"readlink": 'exec readlink "$@"', "git": 'exec git "$@"', "sed": 'exec sed "$@"', "login": keys}
        config = self.folder / "config"
        config.write_text(f"[profile mine]\nregion = eu-central-1\ncredential_process = {self.folder}/bin/login\n")
        aws = {"AWS_CONFIG_FILE": str(config), "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}
        done = self.start(actions, ROOT / "scripts/deploy.sh", "--profile", "mine", *options, **aws, **more)
        self.assertEqual(2, done.returncode, done.stderr)
        self.assertIn("Could not connect to the endpoint URL", done.stderr)

    def assert_not_inherited(self, *programs):
        seen = self.seen.read_text()
        for program in programs:
            self.assertIn(f"== {program}\n", seen)
        self.assertNotIn("ingestion-key", seen)

    def test_programs_before_the_key_is_read_do_not_inherit_it(self):
        file = self.folder / "settings.yaml"
        file.write_text("OtlpHeaders: a=b\n")
        self.deploy("--settings", str(file), CLICKSTACK_API_KEY="ingestion-key")
        self.assert_not_inherited("readlink", "sed", "git", "login")

    def test_programs_of_a_removal_do_not_inherit_it(self):
        self.deploy("--remove", CLICKSTACK_API_KEY="ingestion-key")
        self.assert_not_inherited("login")

    def test_programs_do_not_read_it_from_the_standard_input(self):
        self.deploy(given="ingestion-key\n")
        self.assert_not_inherited("login")

    def test_the_helpers_of_the_local_scripts_do_not_inherit_it(self):
        helpers = {name: f'exec {name} "$@"' for name in ("readlink", "find", "head", "cat", "touch")}
        event = [str(ROOT / "events/subscription.json"), "--endpoint", "http://127.0.0.1:9", "--env", "RETRY_BUDGET_MS=1", "--retry-delay", "0"]
        done = self.start(helpers, ROOT / "scripts/invoke-local.sh", *event, CLICKSTACK_API_KEY="ingestion-key")
        self.assertIn("Retries exhausted", done.stdout)
        self.assert_not_inherited("readlink", "find", "cat")

    def test_the_helpers_of_the_demo_do_not_inherit_it(self):
        helpers = {name: f'exec {name} "$@"' for name in ("readlink", "find", "cat")}
        done = self.start(helpers, ROOT / "scripts/demo.sh", "--help", CLICKSTACK_API_KEY="ingestion-key")
        self.assertIn("--endpoint", done.stdout)
        self.assert_not_inherited("readlink", "find", "cat")

    def test_the_container_engine_does_not_inherit_it(self):
        command = [ROOT / "scripts/sam-local.sh", "event.json", "--endpoint", "http://h:4318"]
        done = self.start({"readlink": 'exec readlink "$@"', "docker": "exit 1"}, *command, CLICKSTACK_API_KEY="ingestion-key")
        self.assertIn("no container engine", done.stderr)
        self.assert_not_inherited("readlink", "docker")


class ChecksTest(unittest.TestCase):
    def test_subscriptions_have_one_source(self):
        given = command.options(["--subscribe", "/a", "--yes"])
        stack = mock.Mock()
        stack.parameters.return_value = {"Subscriptions": "rules: []"}

        with self.assertRaisesRegex(Problem, "exclude each other"):
            deployment._check_subscriptions(given, {}, stack)
        deployment._check_subscriptions(given, {"Subscriptions": ""}, stack)

    def test_traces_subscribe_the_spans_and_set_the_trace_ids(self):
        given = command.options(["--traces", "--subscribe", "/a"])
        self.assertEqual((("/a", "aws/spans"), ""), (given.subscriptions.patterns, given.subscriptions.group))
        declared = {"XrayTraceIds": {}, "ClickStackEndpoint": {}}
        self.assertEqual({"XrayTraceIds": "on"}, deployment._values(given, declared))
        with tempfile.TemporaryDirectory() as folder:
            given.settings = pathlib.Path(folder, "settings.yaml")
            given.settings.write_text("XrayTraceIds: segments")
            self.assertEqual({"XrayTraceIds": "segments"}, deployment._values(given, declared))

    def test_traces_alone_keep_the_filters_of_other_log_groups(self):
        found = command.options(["--traces"]).subscriptions
        self.assertEqual(("aws/spans", '{"rules": [{"include": "aws/spans"}]}'), (found.group, found.rules()))
        self.assertFalse(command.options([]).subscriptions)

    def test_traces_need_the_log_group_of_transaction_search(self):
        given, login = command.options(["--traces"]), mock.Mock()
        describe = login.session.client.return_value.describe_log_groups
        describe.return_value = {"logGroups": [{"logGroupName": "aws/spans"}]}
        deployment._check_traces(given, login)

        describe.return_value = {"logGroups": [{"logGroupName": "aws/spans-2"}]}
        with self.assertRaisesRegex(Problem, "there is no log group aws/spans. Switch on Transaction Search"):
            deployment._check_traces(given, login)
        describe.side_effect = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "DescribeLogGroups")
        with self.assertRaisesRegex(Problem, "cannot find out whether the log group aws/spans exists.*AccessDenied"):
            deployment._check_traces(given, login)
        deployment._check_traces(command.options([]), login)

    def test_without_a_terminal_nothing_is_confirmed(self):
        with mock.patch("sys.stdin", io.StringIO("y\n")):
            self.assertFalse(confirm("Apply?", yes=False))
            self.assertTrue(confirm("Apply?", yes=True))

    def test_changes_hide_secrets_and_leave_out_what_stays(self):
        declared = {"Key": {"NoEcho": True}, "Body": {"Default": "message"}, "Rules": {"Default": ""}}

        lines = changes({"Key": "secret", "Body": "raw", "Rules": "a"}, {"Rules": "a"}, declared)

        self.assertEqual(["Key: (hidden)", "Body: message -> raw"], lines)


if __name__ == "__main__":
    unittest.main()
