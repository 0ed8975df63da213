"""The deployed package: one zip, the same bytes from a clone and from a source archive, without .git."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "template"))
from cloudformation import Stack, load
from values import EVERYTHING

ROOT = Path(__file__).resolve().parents[3]
NOT_IN_AN_ARCHIVE = (".git", ".venv", ".cache", "target", "dist", "node_modules", "__pycache__")
ZIP = "dist/function.zip"
# scripts/lib/java.sh finds the JDK.
JAVA_TOOL = (
    "bash",
    "-c",
    '. scripts/lib/java.sh; enter_project; find_jdk && . scripts/lib/build.sh && run_tool "$@"',
    "bash",
)


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise AssertionError(f"{command} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def unpack_archive(folder):
    """The tree as `git archive` writes it, with changes that are not committed yet."""
    if not (ROOT / ".git").exists():
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_IN_AN_ARCHIVE), dirs_exist_ok=True)
        return
    commit = run(ROOT, "git", "stash", "create").strip() or "HEAD"
    with tempfile.NamedTemporaryFile(suffix=".tar") as archive:
        run(ROOT, "git", "archive", "--output", archive.name, commit)
        with tarfile.open(archive.name) as tar:
            tar.extractall(folder, filter="data")


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def without_references(value, other=None):
    """Texts only, as CloudFormation passes them; without the names of resources, which do not exist yet."""
    other = value if other is None else other
    if isinstance(value, dict):
        kept = {name: v for name, v in value.items() if not re.fullmatch(r"\w+\.(Ref|Arn)", str(other.get(name)))}
        return {name: without_references(v, other.get(name)) for name, v in kept.items()}
    return value if isinstance(value, list) else str(value)


class PackageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        run(ROOT, "scripts/package.sh")
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.archive = Path(temporary.name).resolve() / "a folder"
        cls.archive.mkdir()
        unpack_archive(cls.archive)
        run(cls.archive, "scripts/package.sh")

    def test_dist_has_one_zip_which_every_function_of_the_template_uses(self):
        self.assertEqual(["function.zip"], os.listdir(ROOT / "dist"))
        functions = [r for r in load()["Resources"].values() if r["Type"] == "AWS::Serverless::Function"]
        self.assertEqual({ZIP}, {function["Properties"]["CodeUri"] for function in functions})

    def test_the_zip_has_exactly_the_files_that_the_tests_ran(self):
        tested = {
            str(path.relative_to(ROOT / "target/function")): digest(path)
            for path in (ROOT / "target/function").rglob("*")
            if path.is_file()
        }
        with zipfile.ZipFile(ROOT / ZIP) as packed:
            names = [name for name in packed.namelist() if not name.endswith("/")]
            self.assertEqual(tested, {name: hashlib.sha256(packed.read(name)).hexdigest() for name in names})
            self.assertEqual(len(names), len(set(names)))

    def test_packaging_again_gives_the_same_bytes(self):
        before = digest(ROOT / ZIP)
        os.utime(ROOT / "target/function/dev")
        run(ROOT, "scripts/package.sh")
        self.assertEqual(before, digest(ROOT / ZIP))

    def test_a_source_archive_gives_the_same_bytes(self):
        self.assertFalse((self.archive / ".git").exists())
        self.assertEqual(digest(ROOT / ZIP), digest(self.archive / ZIP))

    def test_the_settings_are_checked_with_the_values_that_cloudformation_passes(self):
        for changed in ({}, {"ClickStackApiKey": "none", "PollConfig": "", "VpcSubnetIds": ""}):
            parameters = EVERYTHING | changed
            expected = Stack(parameters).properties("SettingsFingerprint")
            with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
                json.dump(parameters, file)
                file.flush()
                printed = run(ROOT, *JAVA_TOOL, "dev.cwforwarder.local.SettingsProperties", file.name, "--stack", "logs")
            self.assertEqual(without_references(expected), without_references(json.loads(printed), expected))

    def test_local_tools_run_in_a_source_archive(self):
        output = run(self.archive, "scripts/invoke-local.sh", "events/subscription.json", "--show")
        self.assertIn("records arrived in ", output)
        self.assertIn("usage: make-event", run(self.archive, "scripts/make-event.sh", "--help").lower())


if __name__ == "__main__":
    unittest.main()
