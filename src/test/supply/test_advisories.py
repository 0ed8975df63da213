"""The list of advisories and its comparison with the bill of materials."""

import datetime
import json
import pathlib
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "scripts/lib"))

import advisories  # noqa: E402

LIST = json.loads((ROOT / "scripts/advisories.json").read_text())
TODAY = datetime.date.fromisoformat(LIST["checked"])


def bom(package, version):
    group, name = package.split(":")
    return {"components": [{"group": group, "name": name, "version": version}]}


class VersionTest(unittest.TestCase):
    def test_versions_are_ordered_as_maven_orders_them(self):
        ordered = ["1.5.6-9", "1.5.7", "1.5.7-6", "1.5.7-14", "1.5.7-17", "1.5.10", "2.0-alpha", "2.0-rc1", "2.0", "2.0.1", "2.18.6", "2.21.1"]

        self.assertEqual(ordered, sorted(reversed(ordered), key=advisories.version_key))
        self.assertEqual(advisories.version_key("2.0"), advisories.version_key("2.0.0"))
        self.assertEqual(advisories.version_key("4.1.138.Final"), advisories.version_key("4.1.138"))

    def test_a_range_includes_its_start_and_excludes_its_fix(self):
        ranges = [{"introduced": "1.2.0", "fixed": "1.5.7-14"}, {"introduced": "2.0"}]
        expected = {"1.1.9": False, "1.2.0": True, "1.5.7-13": True, "1.5.7-14": False, "2.0": True, "9": True}

        self.assertEqual(expected, {version: advisories.is_affected(version, ranges) for version in expected})


class ComparisonTest(unittest.TestCase):
    def test_versions_with_advisories_are_found_and_fixed_ones_are_not(self):
        for package, affected, fixed in (
            ("com.github.luben:zstd-jni", "1.5.7-6", "1.5.7-17"),
            ("software.amazon.awssdk:third-party-jackson-core", "2.41.18", "2.54.20"),
            ("com.fasterxml.jackson.core:jackson-core", "2.22.1", "2.22.2"),
        ):
            with self.subTest(package=package):
                lines, found = advisories.report(bom(package, affected), LIST, TODAY)
                self.assertTrue(found)
                self.assertIn(f"{package} {affected}: ", lines[0])
                self.assertIn(": CVE-", lines[0])
                self.assertFalse(advisories.report(bom(package, fixed), LIST, TODAY)[1])

    def test_a_list_older_than_90_days_is_said_and_does_not_fail(self):
        for days, said in ((90, False), (91, True)):
            lines, found = advisories.report(bom("a:b", "1"), LIST, TODAY + datetime.timedelta(days=days))
            self.assertFalse(found)
            self.assertEqual(said, f"{days} days old" in lines[-1], lines)

    def test_malformed_lists_are_refused(self):
        good = LIST["advisories"][0]
        for bad in (good | {"affected": []}, good | {"affected": [{"until": "1"}]}, good | {"fix": "1"}, {"id": "x"}):
            with self.subTest(bad=bad), self.assertRaises(advisories.MalformedList):
                advisories.report(bom("a:b", "1"), LIST | {"advisories": [bad]}, TODAY)
        with self.assertRaisesRegex(advisories.MalformedList, "no components"):
            advisories.report({"components": []}, LIST, TODAY)
        with self.assertRaisesRegex(advisories.MalformedList, "in the future"):
            advisories.report(bom("a:b", "1"), LIST, TODAY - datetime.timedelta(days=1))


class ListTest(unittest.TestCase):
    def test_every_advisory_has_a_source_and_no_advisory_is_listed_twice(self):
        for advisory in map(advisories.checked_advisory, LIST["advisories"]):
            self.assertRegex(advisory["source"], r"^https://")
            self.assertRegex(advisory["id"], r"^(CVE|GHSA)-")
        named = [(one["id"], one["package"]) for one in LIST["advisories"]]
        self.assertEqual(len(named), len(set(named)))


if __name__ == "__main__":
    unittest.main()
