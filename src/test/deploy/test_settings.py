"""scripts/lib/deploy: settings.yaml, and what reaches CloudFormation of it."""

import itertools
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "scripts/lib/deploy"))

import handover  # noqa: E402
import settings  # noqa: E402
from problem import Problem  # noqa: E402
from samcli.cli.types import CfnParameterOverridesType  # noqa: E402

DECLARED = settings.declared(ROOT / "template.yaml")


class SettingsFileTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = pathlib.Path(folder.name, "settings.yaml")

    def read(self, text):
        self.file.write_text(text)
        return settings.read(self.file, DECLARED)

    def problem(self, text):
        with self.assertRaises(Problem) as raised:
            self.read(text)
        return str(raised.exception)

    def test_values_are_the_text_that_is_written(self):
        self.assertEqual(
            {"ParseContent": "on", "RequestTimeoutMs": "0100", "ServiceName": "", "Rules": "redaction:\n  presets: [jwt]\n"},
            self.read("ParseContent: on\nRequestTimeoutMs: 0100\nServiceName:\nRules: |\n  redaction:\n    presets: [jwt]\n"),
        )
        self.assertEqual({}, self.read("# nothing\n"))

    def test_a_nested_map_is_refused_with_a_sentence(self):
        problem = self.problem("Rules:\n  redaction: {presets: [jwt]}\nSubscriptions: [a]\n")

        self.assertIn("Rules: expected text, found a map; write it as a text block (Rules: |)", problem)
        self.assertIn("Subscriptions: expected text, found a list", problem)

    def test_unknown_and_repeated_names_are_refused(self):
        self.assertIn("ServicName: no such parameter; did you mean ServiceName?", self.problem("ServicName: shop\n"))
        self.assertIn("ServiceName is set twice", self.problem("ServiceName: a\nServiceName: b\n"))

    def test_what_is_not_a_map_is_refused_with_its_place(self):
        self.assertIn("expected a map of parameters", self.problem("- a\n"))
        problem = self.problem("ClickStackApiKey: 'secret\n")
        self.assertIn("is not YAML", problem)
        self.assertIn("(line 2)", problem)
        self.assertNotIn("secret", problem)
        with self.assertRaises(Problem) as raised:
            settings.read(self.file.with_name("missing.yaml"), DECLARED)
        self.assertIn("No such file", str(raised.exception))

    def test_a_secret_in_a_file_that_git_tracks_is_refused(self):
        self.assertEqual({"OtlpHeaders": "a=b"}, self.read("OtlpHeaders: a=b\n"))
        quiet = {"cwd": self.file.parent, "check": True, "stdout": subprocess.DEVNULL}
        subprocess.run(["git", "init", "-q"], **quiet)
        subprocess.run(["git", "add", "settings.yaml"], **quiet)

        self.assertIn("is tracked by git and contains OtlpHeaders", self.problem("OtlpHeaders: a=b\n"))
        self.assertEqual({"ServiceName": "shop"}, self.read("ServiceName: shop\n"))

    def test_git_ignores_settings_and_packages_of_this_project(self):
        ignored = (ROOT / ".gitignore").read_text().splitlines()

        self.assertIn("settings*.yaml", ignored)
        self.assertIn("/dist/", ignored)

    def test_secrets_are_not_shown(self):
        self.assertEqual("(hidden)", settings.shown("a-key", DECLARED["ClickStackApiKey"]))
        self.assertEqual("a b", settings.shown("a\n  b", DECLARED["Rules"]))


class HandoverTest(unittest.TestCase):
    """What SAM's own reader of --parameter-overrides makes of the file that it gets."""

    def through_sam(self, values):
        with handover.PrivateFolder() as folder:
            path = folder.write("parameters.yaml", handover.for_sam(values))
            self.assertEqual(0o600, os.stat(path).st_mode & 0o777)
            self.assertEqual(0o700, os.stat(os.path.dirname(path)).st_mode & 0o777)
            received = CfnParameterOverridesType().convert(f"file://{path}", None, None)
        self.assertFalse(os.path.exists(path))
        return received

    def test_every_value_reaches_cloudformation_unchanged(self):
        values = {
            "Rules": '{"redaction": {"patterns": ["\\\\d+\\" \\\\ x"]}}',
            "CaCertificate": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
            "OtlpHeaders": "a='b',c=\"d\"",
            "ServiceName": '"quoted"',
            "Body": "",
            "ResourceAttributes": "äöü=日本, x = y ",
        }
        self.assertEqual(values, self.through_sam(values))

    def test_every_sequence_of_what_sam_interprets_is_kept(self):
        texts = {"".join(one) for length in range(6) for one in itertools.product("\\\"' a", repeat=length)}
        values = {f"P{number}": text for number, text in enumerate(sorted(texts))}

        self.assertEqual(values, self.through_sam(values))


if __name__ == "__main__":
    unittest.main()
