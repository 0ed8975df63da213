"""The files of a release, without the sources: deployed by the AWS CLI and by Terraform, and upgraded by both."""

import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from engine import ROOT
from local_aws import REGION, LocalAws, User

sys.path.append(str(ROOT / "scripts/lib/release"))
import template  # noqa: E402

KEY = "ingestion-key-0123456789"
STACK = template.NAME
SECONDS = 240
# Where a machine may have Terraform's provider: check.sh downloads nothing.
PLUGINS = ("/opt/tf-plugins", os.path.expanduser("~/.terraform.d/plugins"), "/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins")
PROVIDER = """
provider "aws" {
  region                      = "eu-central-1"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_requesting_account_id  = true
}
"""


def plugins():
    """A folder with Terraform's provider for AWS; None if there is none, or no Terraform."""
    found = [folder for folder in PLUGINS if glob.glob(f"{folder}/registry.terraform.io/hashicorp/aws/*/*/terraform-provider-aws*")]
    return found[0] if found and shutil.which("terraform") else None


class ReleaseTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        release = [str(ROOT / "scripts/release.sh"), "0.1.0", "--unreleased", "--output", str(cls.folder / "0.1.0")]
        subprocess.run(release, check=True, stdout=subprocess.DEVNULL)
        cls.next_release()
        cls.started = time.monotonic()
        cls.aws = LocalAws(KEY)
        cls.addClassCleanup(cls.aws.close)
        # The AWS CLI and Terraform ask for the state of a stack only after 10 to 30 seconds.
        cls.aws.engine.patience = SECONDS
        cls.aws.client("s3").create_bucket(Bucket="packages", CreateBucketConfiguration={"LocationConstraint": REGION})
        # As after `aws sso login`.
        user = User(cls.folder / "home", cls.aws)
        cls.environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
            "HOME": str(user.home), "AWS_PROFILE": "logs", "AWS_PAGER": "", "AWS_EC2_METADATA_DISABLED": "true", "TF_IN_AUTOMATION": "1",
            "CHECKPOINT_DISABLE": "1", **{name: value for name, value in user.environment.items() if name.startswith("AWS_ENDPOINT_URL")},
        }  # fmt: skip
        # Terraform asks for the state of a stack 10 s after each request. The commands of the AWS CLI run in this time.
        background = ThreadPoolExecutor(1)
        cls.addClassCleanup(background.shutdown)
        cls.documented = background.submit(cls().run_document) if shutil.which("aws") else None

    @classmethod
    def tearDownClass(cls):
        print(f"\ndeployment of a release: {time.monotonic() - cls.started:.0f} s", file=sys.stderr)

    @classmethod
    def next_release(cls):
        """A release that differs from the first in code alone."""
        (package,), new = (cls.folder / "0.1.0").glob("*.zip"), cls.folder / "0.1.1"
        new.mkdir()
        shutil.copy(package, new / "package")
        with zipfile.ZipFile(new / "package", "a") as code:
            code.writestr("another-file", "")
        digest = hashlib.sha256((new / "package").read_bytes()).hexdigest()
        (new / "package").rename(new / template.package_name("0.1.1", digest))
        text = template.released((ROOT / "template.yaml").read_text(), "0.1.1", digest)
        (new / f"{template.NAME}-0.1.1.template.json").write_text(text)

    def run_command(self, *command, folder=None, code=0):
        done = subprocess.run(
            command, env=self.environment, cwd=folder or self.folder, capture_output=True, text=True, timeout=SECONDS, check=False
        )  # fmt: skip
        self.output = done.stdout + done.stderr
        self.assertEqual(code, done.returncode, self.output)
        return done.stdout

    def assert_runs(self, release, stack, number):
        """All functions of the stack have the code of the release, the alias by the version with this number."""
        (package,) = (self.folder / release).glob("*.zip")
        code = package.read_bytes()
        live = self.aws.live(stack)
        self.assertEqual((number, code), (live.number, live.code))
        functions = [arn for arn in list(self.aws.functions.latest) if f":{stack}-" in arn]
        self.assertEqual({code}, {self.aws.functions.latest[arn].code for arn in functions})

    @unittest.skipUnless(shutil.which("aws"), "there is no AWS CLI on this machine")
    def test_the_commands_of_the_document_deploy_upgrade_and_remove(self):
        self.documented.result()

    def run_document(self):
        section = (ROOT / "docs/deploy.md").read_text().split("\n### With the AWS CLI\n")[1].split("\n### ")[0]
        (settings,), (deploy, subscribe, delete) = (re.findall(rf"```{kind}\n(.*?)```", section, re.DOTALL) for kind in ("json", "sh"))
        secret = self.aws.client("secretsmanager").create_secret(Name="documented", SecretString=KEY)["ARN"]
        settings = settings.replace("https://HOST:4318", self.aws.apis.address).replace("ApiKeyArn=ARN", f"ApiKeyArn={secret}")

        self.write_settings("0.1.0", settings)
        self.assertNotIn("FunctionError", self.run_documented("0.1.0", deploy))
        self.assert_runs("0.1.0", STACK, "1")
        self.assertTrue(self.aws.apis.arrived("/aws/lambda/checkout"))
        self.assertEqual([{"Key": "application", "Value": template.NAME}], self.aws.engine.find(STACK).tags)

        (key,) = re.findall(r'"CodeKey=[^"]+"', settings)
        self.write_settings("0.1.1", f"[{key}]")
        self.run_documented("0.1.1", deploy.split("\n\n")[0])
        self.assert_runs("0.1.1", STACK, "2")
        self.assertEqual(secret, self.aws.engine.find(STACK).values["ClickStackApiKeyArn"])

        self.aws.client("logs").create_log_group(logGroupName="/aws/lambda/orders")
        self.run_documented("0.1.1", subscribe)
        self.assertEqual(1, len(self.filters()))
        (none,) = re.findall(r"matches no log group, `(.*?)`", section)
        (subscriptions,) = re.findall(r'"(Subscriptions=.*)"', settings)
        self.write_settings("0.1.1", settings.replace(subscriptions, f"Subscriptions={none}"))
        self.run_documented("0.1.1", deploy.split("\n\n")[0])
        self.run_documented("0.1.1", subscribe)
        answer = (self.folder / "0.1.1/answer.json").read_text()
        for done in re.findall(r"contains `(.*?)` and `(.*?)`", section)[0]:
            self.assertIn(done, answer)
        self.assertEqual([], self.filters())
        self.run_documented("0.1.1", delete)
        self.assertNotIn(STACK, [one.name for one in self.aws.engine.stacks.values() if one.status != "DELETE_COMPLETE"])

    def run_documented(self, release, commands):
        """Runs the commands in the folder of the release."""
        # A request for a change returns only when the change is done.
        commands = 'aws() { command aws --cli-read-timeout 0 "$@"; }\n' + self.of_release(release, commands)
        return self.run_command("bash", "-euc", commands, folder=self.folder / release)

    def write_settings(self, release, settings):
        (self.folder / release / "parameters.json").write_text(self.of_release(release, settings))

    def of_release(self, release, text):
        """The documented text with the names of the release and of the bucket."""
        (package,) = (self.folder / release).glob("*.zip")
        text = re.sub(r"[\w-]+-VERSION-HASH\.zip", package.name, text)
        return text.replace("VERSION", release).replace("BUCKET", "packages")

    def filters(self):
        return self.aws.client("logs").describe_subscription_filters(logGroupName="/aws/lambda/orders")["subscriptionFilters"]

    @unittest.skipUnless(plugins(), "there is no Terraform with its provider for AWS on this machine")
    def test_terraform_deploys_upgrades_and_destroys(self):
        module = self.folder / "terraform"
        shutil.copytree(ROOT / "terraform", module, ignore=shutil.ignore_patterns(".terraform*"))
        example = (module / "example/main.tf").read_text()
        secret = self.aws.client("secretsmanager").create_secret(Name="clickstack", SecretString=KEY)["ARN"]
        for old, new in {
            "https://clickstack.example.com:4318": self.aws.apis.address, '"my-packages"': '"packages"\n  stack_name = "terraform"',
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:clickstack-AbCdEf": secret, "/aws/lambda/*": "/shop/*",
            '"${path.module}/../../dist"': '"${path.module}/../../0.1.0"', 'provider "aws" {\n  region = "eu-central-1"\n}': PROVIDER,
        }.items():  # fmt: skip
            self.assertIn(old, example)
            example = example.replace(old, new)
        (module / "example/main.tf").write_text(example)
        folder = module / "example"
        self.run_command("terraform", "init", f"-plugin-dir={plugins()}", "-input=false", "-no-color", folder=folder)
        self.run_command("terraform", "validate", "-no-color", folder=folder)

        for wrong in ("no-release", "example"):
            (folder / "main.tf").write_text(example.replace("../../0.1.0", wrong))
            self.run_command("terraform", "plan", "-input=false", "-no-color", folder=folder, code=1)
            self.assertIn("Expected the folder of one release", self.output)
        (folder / "main.tf").write_text(example)

        apply = ("terraform", "apply", "-auto-approve", "-input=false", "-no-color")
        self.run_command(*apply, folder=folder)
        self.assertNotIn(KEY, self.output + (folder / "terraform.tfstate").read_text())
        self.assert_runs("0.1.0", "terraform", "1")
        self.assertIn(self.aws.alias("terraform"), self.output)

        upgraded = example.replace("../../0.1.0", "../../0.1.1")
        # A rollback needs the former package. The second attempt finds a state that has both.
        (folder / "main.tf").write_text(upgraded.replace("subscriptions =", 'rules = "nothing: known"\n  subscriptions ='))
        for _ in range(2):
            self.run_command(*apply, folder=folder, code=1)
            self.assertIn("nothing", self.output)
            self.assertEqual("UPDATE_ROLLBACK_COMPLETE", self.aws.engine.find("terraform").status, self.output)
            self.assert_runs("0.1.0", "terraform", "1")

        (folder / "main.tf").write_text(upgraded)
        self.run_command(*apply, folder=folder)
        self.assert_runs("0.1.1", "terraform", "2")
        self.run_command("terraform", "plan", "-detailed-exitcode", "-input=false", "-no-color", folder=folder)
        (folder / "main.tf").write_text(upgraded.replace(f'clickstack_api_key_arn = "{secret}"', f'clickstack_api_key = "{KEY}"'))
        self.run_command("terraform", "plan", "-input=false", "-no-color", folder=folder)
        self.assertRegex(self.output, r"~ parameters +=[^~]*\(sensitive")
        self.assertNotIn(KEY, self.output)
        (folder / "main.tf").write_text(upgraded)
        self.run_command("terraform", "destroy", "-auto-approve", "-input=false", "-no-color", folder=folder)
        self.assertNotIn("terraform", [one.name for one in self.aws.engine.stacks.values() if one.status != "DELETE_COMPLETE"])


if __name__ == "__main__":
    unittest.main()
