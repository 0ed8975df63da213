"""scripts/release.sh: the files of a release. src/test/deploy deploys them."""

import base64
import datetime
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "src/test/template"))
sys.path.append(str(ROOT / "scripts/lib/release"))
import notes  # noqa: E402
import template  # noqa: E402
import terraform_files  # noqa: E402
from cloudformation import Stack  # noqa: E402
from test_versions import CHANGED  # noqa: E402
from values import EVERYTHING  # noqa: E402

TEMPLATE = (ROOT / "template.yaml").read_text()
NAME = "clickstack-cloudwatch-forwarder"
VERSION = "0.1.0"
ONE, OTHER = "1" * 64, "2" * 64


class Released(Stack):
    """A released template, evaluated without a translation."""

    def __init__(self, text, parameters):
        self.template = json.loads(text)
        self.resources, self.declared = self.template["Resources"], self.template["Parameters"]
        self.values = {name: str(p["Default"]) for name, p in self.declared.items() if "Default" in p} | parameters
        self.replaced, self.read = set(), set()


def released(digest=ONE, **more):
    return template.released(TEMPLATE, VERSION, digest, **more)


class TemplateTest(unittest.TestCase):
    maxDiff = None

    def evaluated(self, stack):
        """What CloudFormation creates, without what names the package."""
        found = {}
        for name, resource in stack.resources.items():
            if "Condition" in resource and not stack.condition(resource["Condition"]):
                continue
            text = json.dumps(stack.evaluate({"Type": resource["Type"], **resource.get("Properties", {})}), default=str, sort_keys=True)
            text = re.sub(r' Package \d{12}\.|"Code": \{[^}]*\}', "", re.sub(r"(FunctionVersion)[0-9a-f]{10}", r"\1", text))
            found[re.sub(r"(FunctionVersion)[0-9a-f]{10}", r"\1", name)] = text
        return found

    def test_it_creates_what_template_yaml_creates(self):
        for values in ({"ClickStackEndpoint": "https://h:4318"}, EVERYTHING, CHANGED):
            expected, found = self.evaluated(Stack(values)), self.evaluated(Released(released(), values | {"CodeBucket": "packages"}))
            self.assertEqual(expected.keys(), found.keys())
            for name, text in expected.items():
                self.assertEqual(text, found[name], name)

    def test_it_needs_no_transform_and_is_the_same_in_every_region(self):
        self.assertNotIn("Transform", json.loads(released()))
        self.assertNotIn("AWS::Serverless", "".join(one["Type"] for one in json.loads(released())["Resources"].values()))
        for region in ("eu-central-1", "cn-north-1", "us-gov-west-1"):
            self.assertEqual(released(), released(region=region), region)

    def test_every_function_has_the_package_that_the_parameters_name(self):
        functions = [one["Properties"] for one in json.loads(released())["Resources"].values() if one["Type"] == "AWS::Lambda::Function"]
        self.assertEqual(6, len(functions))
        for function in functions:
            self.assertEqual({"S3Bucket": {"Ref": "CodeBucket"}, "S3Key": {"Ref": "CodeKey"}}, function["Code"])

    def test_two_releases_that_differ_in_code_alone_publish_new_versions(self):
        versions = [
            {name for name, one in json.loads(released(digest))["Resources"].items() if one["Type"] == "AWS::Lambda::Version"}
            for digest in (ONE, OTHER)
        ]
        self.assertEqual([2, 2, 4], [len(versions[0]), len(versions[1]), len(versions[0] | versions[1])])

    def test_the_key_of_another_release_is_refused(self):
        keys = [json.loads(released(digest))["Parameters"]["CodeKey"] for digest in (ONE, OTHER)]
        self.assertEqual([True, False], [bool(re.match(keys[0]["AllowedPattern"], key["Default"])) for key in keys])
        self.assertTrue(re.match(keys[0]["AllowedPattern"], "releases/" + keys[0]["Default"]))

    def test_its_parameters_are_those_of_template_yaml_and_the_package(self):
        text = json.loads(released())
        self.assertEqual([*Stack({}).declared, "CodeBucket", "CodeKey"], list(text["Parameters"]))
        shown = [name for group in text["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"] for name in group["Parameters"]]
        self.assertEqual(sorted(text["Parameters"]), sorted(shown))
        self.assertLess(len(released()), 1024 * 1024)
        for parameter in text["Parameters"].values():
            self.assertLessEqual(len(parameter["Description"]), 4000)


class FilesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.first, cls.second = cls.folder / "first", cls.folder / "second"
        for output in (cls.first, cls.second):
            cls.release("--output", str(output))

    @classmethod
    def release(cls, *options, code=0):
        command = [str(ROOT / "scripts/release.sh"), VERSION, "--unreleased", *options]
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != code:
            raise AssertionError(f"{command} exited with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stderr

    def file(self, name):
        (found,) = self.first.glob(name)
        return found

    def test_made_twice_the_files_have_the_same_bytes(self):
        names = sorted(os.listdir(self.first))
        self.assertEqual(7, len(names))
        self.assertEqual(names, sorted(os.listdir(self.second)))
        for name in names:
            self.assertEqual((self.first / name).read_bytes(), (self.second / name).read_bytes(), name)

    def test_the_package_is_the_one_that_the_tests_have_run(self):
        package = self.file("*.zip")
        with zipfile.ZipFile(package) as packed:
            names = [name for name in packed.namelist() if not name.endswith("/")]
            tested = ROOT / "target/function"
            self.assertEqual({str(one.relative_to(tested)) for one in tested.rglob("*") if one.is_file()}, set(names))
            for name in names:
                self.assertEqual((tested / name).read_bytes(), packed.read(name), name)
        digest = hashlib.sha256(package.read_bytes()).hexdigest()
        self.assertEqual(f"{NAME}-{VERSION}-{digest[:12]}.zip", package.name)
        self.assertEqual(released(digest), self.file("*.template.json").read_text())

    def test_the_checksums_are_those_of_all_files(self):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=self.first, check=True)
        sums = (self.first / "SHA256SUMS").read_text().splitlines()
        self.assertEqual(sorted({*os.listdir(self.first)} - {"SHA256SUMS"}), [line.split("  ")[1] for line in sums])

    def test_the_document_says_where_to_find_the_records_of_the_sample_event(self):
        event = json.loads(self.file("*.sample-event.json").read_text())
        sent = json.loads(gzip.decompress(base64.b64decode(event["awslogs"]["data"])))
        times = {datetime.datetime.fromtimestamp(one["timestamp"] / 1000, datetime.timezone.utc) for one in sent["logEvents"]}
        page = " ".join((ROOT / "docs/deploy.md").read_text().split())
        self.assertEqual({"23rd of November 2026"}, {f"{time:%d}rd of {time:%B %Y}" for time in times})
        self.assertIn(f"Search for the log group `{sent['logGroup']}` and the 23rd of November 2026,", page)

    def test_the_sbom_is_that_of_the_build(self):
        components = json.loads(self.file("*.sbom.json").read_text())["components"]
        self.assertIn("zstd-jni", [one["name"] for one in components])

    def test_the_jar_of_the_commands_runs_alone(self):
        jar = shutil.copy(self.file("*-tools.jar"), self.folder)
        script = '. scripts/lib/java.sh; enter_project; find_jdk && printf %s "$JAVA_HOME/bin/java"'
        java = subprocess.run(["bash", "-c", script], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout

        def run(*arguments, **more):
            environment = {"HOME": str(self.folder), "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "eu-central-1"} | more
            done = subprocess.run([java, "-jar", jar, *arguments], cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
            return done.returncode, done.stdout + done.stderr

        code, output = run("--help")
        self.assertEqual(0, code, output)
        collector = ROOT / "src/test/resources/collector/otel-collector-config.yaml"
        self.assertIn("PollConfig: |-", run("import-collector-config", str(collector))[1])
        session = "[sso-session s]\nsso_start_url = https://s\nsso_region = eu-central-1\n"
        (self.folder / "config").write_text(session + "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n")
        alias = "arn:aws:lambda:eu-central-1:123456789012:function:f:live"
        code, output = run("deploy-check", "--alias", alias, AWS_CONFIG_FILE=str(self.folder / "config"))
        self.assertRegex(output, "SSO|sso")
        self.assertNotIn("must be on the class path", output)

    def test_a_folder_that_is_no_release_is_not_replaced(self):
        mine = self.folder / "mine"
        mine.mkdir()
        (mine / "thesis.txt").write_text("years of work")
        self.assertIn("is not the folder of a release", self.release("--output", str(mine), code=2))
        self.assertTrue((mine / "thesis.txt").exists())


class NotesTest(unittest.TestCase):
    def of(self, changelog, pom="0.1.0", **more):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "CHANGELOG.md").write_text(changelog)
            Path(folder, "pom.xml").write_text(f"<project><version>{pom}</version></project>")
            return notes.of(Path(folder), "0.1.0", **more)

    def test_they_are_the_section_of_the_version(self):
        text = "# Changelog\n\n## Unreleased\n\nnext\n\n## 0.1.0 (2026-12-01)\n\n### Changed\n\n- a\n\n## 0.0.9\n\n- b\n"
        self.assertEqual("### Changed\n\n- a\n", self.of(text))
        self.assertEqual("next\n", self.of(text, "0.0.9", unreleased=True))

    def test_a_version_that_is_not_cut_is_refused(self):
        for text, pom, reason in (
            ("## Unreleased\n\n- a\n", "0.1.0", "no section '## 0.1.0'"),
            ("## 0.1.0\n\n## 0.0.9\n\n- b\n", "0.1.0", "no section '## 0.1.0'"),
            ("## 0.1.0\n\n- a\n", "0.2.0", "pom.xml has the version 0.2.0, expected 0.1.0"),
        ):
            with self.subTest(reason=reason), self.assertRaisesRegex(notes.CannotRelease, reason):
                self.of(text, pom)


class TerraformTest(unittest.TestCase):
    def test_variables_and_outputs_are_those_of_the_template(self):
        for name, text in terraform_files.files(TEMPLATE).items():
            self.assertEqual(text, (ROOT / "terraform" / name).read_text(), f"{name}: run scripts/lib/release/terraform_files.py")

    def test_secrets_and_no_others_are_sensitive(self):
        text = (ROOT / "terraform/variables.tf").read_text()
        sensitive = re.findall(r'variable "(\w+)" \{(?:(?!\n\}).)*sensitive', text, re.DOTALL)
        self.assertEqual(["clickstack_api_key", "otlp_headers"], sensitive)

    def test_every_parameter_has_a_variable_of_its_own(self):
        names = [terraform_files.variable(name) for name in Stack({}).declared]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual("clickstack_api_key_kms_key_arn", terraform_files.variable("ClickStackApiKeyKmsKeyArn"))
        parameters = (ROOT / "terraform/parameters.tf").read_text()
        for name in names:
            self.assertIn(f"var.{name}", parameters)

    @unittest.skipUnless(shutil.which("terraform"), "there is no Terraform on this machine")
    def test_the_files_are_formatted(self):
        done = subprocess.run(["terraform", "fmt", "-check", "-recursive", "-diff", ROOT / "terraform"], capture_output=True, text=True, check=False)
        self.assertEqual(0, done.returncode, done.stdout)


if __name__ == "__main__":
    unittest.main()
