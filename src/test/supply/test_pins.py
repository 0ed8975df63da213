"""What the build downloads is pinned: by checksum where the tool can check one."""

import json
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
LOCKS = sorted((ROOT / "scripts").glob("requirements*.txt"))


def requirements(path):
    """Each requirement of a pip file as one line."""
    text = re.sub(r"\\\n", " ", path.read_text())
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


class PinsTest(unittest.TestCase):
    def test_the_maven_distribution_has_a_checksum(self):
        self.assertRegex((ROOT / ".mvn/wrapper/maven-wrapper.properties").read_text(), r"(?m)^distributionSha256Sum=[0-9a-f]{64}$")

    def test_every_python_package_has_a_version_and_hashes(self):
        self.assertTrue(LOCKS)
        for lock in LOCKS:
            for line in requirements(lock):
                with self.subTest(lock=lock.name, line=line[:60]):
                    self.assertRegex(line, r"^[a-z0-9.-]+==\S+( ;.*?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*$")

    def test_locks_have_what_their_sources_name(self):
        sources = sorted((ROOT / "scripts").glob("requirements*.in"))
        self.assertEqual([one.stem for one in sources], [one.stem for one in LOCKS])
        for source, lock in zip(sources, LOCKS):
            locked = {line.split()[0] for line in requirements(lock)}
            for line in requirements(source):
                self.assertIn(re.sub(r"\[.*\]", "", line), locked, f"{source.name}: run scripts/lock.sh")

    def test_pip_installs_with_hashes_only(self):
        for script in (ROOT / "scripts").rglob("*.sh"):
            for line in script.read_text().splitlines():
                if "bin/pip" in line and " install " in line and script.name != "lock.sh":
                    self.assertIn("--require-hashes", line, script)

    def test_actions_are_pinned_by_commit(self):
        for workflow in (ROOT / ".github/workflows").glob("*.y*ml"):
            used = re.findall(r"uses: *(\S+)", workflow.read_text())
            self.assertTrue(used)
            for action in used:
                self.assertRegex(action, r"@[0-9a-f]{40}$")

    def test_only_the_job_that_uploads_a_release_may_write_and_it_runs_no_code_of_the_repository(self):
        for workflow in (ROOT / ".github/workflows").glob("*.y*ml"):
            text = workflow.read_text()
            jobs = dict(re.findall(r"^  (\w+):\n((?:    .*\n|\n)+)", text.partition("\njobs:\n")[2], re.MULTILINE))
            self.assertIn("\npermissions:\n  contents: read\n", text, workflow)
            self.assertEqual(["upload"] if workflow.name == "release.yml" else [], [name for name, job in jobs.items() if "write" in job])
            for name, job in jobs.items():
                self.assertEqual("write" not in job, "actions/checkout@" in job, name)
                self.assertNotRegex(job, r"\$\{\{ *github\.(event|head_ref|ref_name)", "a name that others choose would be code")

    def test_a_tag_makes_a_release_of_what_the_tests_have_run(self):
        text = (ROOT / ".github/workflows/release.yml").read_text()
        self.assertIn('\non:\n  push:\n    tags: ["v[0-9]+.[0-9]+.[0-9]+"]\n\n', text)
        build, _, upload = text.partition("\n  upload:\n    needs: build\n")
        self.assertEqual(["bash .ci/run", 'scripts/release.sh "${GITHUB_REF_NAME#v}"'], re.findall(r"- run: (.*)", build))
        commands = re.findall(r"^          (\w.*)", upload.partition("- run: |\n")[2], re.MULTILINE)
        self.assertEqual(["cd dist", "sha256sum --check --strict SHA256SUMS"], commands[:2])
        self.assertTrue(commands[2].startswith('gh release create "$GITHUB_REF_NAME" '), commands)

    def test_npm_packages_have_a_lock_with_hashes(self):
        for package in ROOT.glob("dashboards/*/package.json"):
            lock = package.with_name("package-lock.json")
            self.assertTrue(lock.exists(), package)
            for name, locked in json.loads(lock.read_text())["packages"].items():
                if name:
                    self.assertRegex(locked.get("integrity", ""), "^sha512-", f"{lock}: {name}")

    def test_images_that_are_pulled_have_a_digest(self):
        check = (ROOT / "scripts/check.sh").read_text()
        self.assertRegex(check, r"LOCALSTACK_DIGEST=sha256:[0-9a-f]{64}\n")
        self.assertIn('need_image "$LOCALSTACK_IMAGE" "$LOCALSTACK_DIGEST"', check)


if __name__ == "__main__":
    unittest.main()
