"""scripts/lib/aws.sh: credentials that only the AWS CLI can get, and what to do about its errors."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "scripts/lib/deploy"))

import tools  # noqa: E402
from login import KEYS, Login  # noqa: E402

AWS = """#!/bin/sh
echo "$*" >>"$HOME/calls"
case "$*" in
  "configure get mfa_serial") if [ "$AWS_PROFILE" = mfa ]; then echo arn:aws:iam::123456789012:mfa/jane; fi ;;
  "configure export-credentials --format env") printf 'export AWS_ACCESS_KEY_ID=MFA1\\nexport AWS_SESSION_TOKEN=token\\n' ;;
esac
"""


class LoginTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        (self.home / "bin").mkdir()
        (self.home / "bin/aws").write_text(AWS)
        (self.home / "bin/aws").chmod(0o755)
        (self.home / ".aws").mkdir()

    def run_bash(self, text, **environment):
        given = {"HOME": str(self.home), "PATH": f"{self.home}/bin:{os.environ['PATH']}"} | environment
        script = f"set -euo pipefail; . {ROOT}/scripts/lib/aws.sh; {text}"
        return subprocess.run(["bash", "-c", script], env=given, capture_output=True, text=True, check=True).stdout

    def calls(self):
        path = self.home / "calls"
        return path.read_text().splitlines() if path.exists() else []

    def test_credentials_with_an_mfa_code_come_from_the_aws_cli(self):
        (self.home / ".aws/config").write_text("[profile mfa]\nrole_arn = r\nmfa_serial = arn:aws:iam::123456789012:mfa/jane\n")

        self.assertEqual("MFA1", self.run_bash('use_login; printf %s "$AWS_ACCESS_KEY_ID"', AWS_PROFILE="mfa"))

    def test_other_profiles_are_left_to_the_tool_which_renews_them(self):
        (self.home / ".aws/config").write_text("[profile mfa]\nmfa_serial = m\n[profile logs]\nsso_session = company\n")

        self.assertEqual("-", self.run_bash('use_login; printf %s "${AWS_ACCESS_KEY_ID:--}"', AWS_PROFILE="logs"))
        self.assertNotIn("configure export-credentials --format env", self.calls())

    def test_the_aws_cli_is_not_started_without_a_profile_that_needs_it(self):
        self.run_bash("use_login")
        (self.home / ".aws/config").write_text("[profile logs]\nsso_session = company\n")
        self.run_bash("use_login", AWS_PROFILE="logs")
        self.run_bash("use_login", AWS_ACCESS_KEY_ID="key")

        self.assertEqual([], self.calls())

    def test_errors_of_the_aws_cli_have_a_remedy(self):
        for message, remedy in {
            "Error when retrieving token from sso: Token has expired and refresh failed": "log in again",
            "Unable to locate credentials. You can configure credentials by running": "log in (aws sso login",
            "An error occurred (InvalidClientTokenId): The security token is invalid": "log in (aws sso login",
            "You must specify a region.": "no Region",
            "Could not connect to the endpoint URL": "",
        }.items():
            with self.subTest(message=message):
                self.assertIn(remedy, self.run_bash(f"advice_for_aws '{message}'"))
        self.assertEqual("", self.run_bash("advice_for_aws 'Could not connect to the endpoint URL'"))


class EnvironmentTest(unittest.TestCase):
    """The login of deploy.sh, which the programs that it starts use too."""

    def login(self, profile, config):
        found = Login.__new__(Login)
        found.profile, found.region, found.session = profile, "eu-central-1", mock.MagicMock()
        found.session._session.get_scoped_config.return_value = config
        keys = found.session.get_credentials.return_value.get_frozen_credentials.return_value
        keys.access_key, keys.secret_key, keys.token = "MFA1", "secret", "token"
        return found

    def test_a_profile_takes_precedence_over_keys_in_the_environment(self):
        environment = self.login("logs", {}).environment_of_tools()
        with mock.patch.dict(os.environ, {"AWS_ACCESS_KEY_ID": "other"}):
            _, output = tools.run(["env"], environment, given="")

        self.assertIn("AWS_PROFILE=logs\n", output)
        self.assertIn("AWS_REGION=eu-central-1\n", output)
        self.assertNotIn("AWS_ACCESS_KEY_ID", output)

    def test_without_a_profile_the_environment_stays_as_it_is(self):
        with mock.patch.dict(os.environ, {"AWS_ACCESS_KEY_ID": "mine", "AWS_PROFILE": "mine"}):
            _, output = tools.run(["env"], self.login(None, {}).environment(), given="")

        self.assertIn("AWS_ACCESS_KEY_ID=mine\n", output)
        self.assertIn("AWS_PROFILE=mine\n", output)

    def test_the_java_tools_get_the_credentials_of_an_mfa_code(self):
        environment = self.login("mfa", {"mfa_serial": "m"}).environment_of_tools()

        self.assertEqual(["MFA1", "secret", "token"], [environment[name] for name in KEYS])


if __name__ == "__main__":
    unittest.main()
