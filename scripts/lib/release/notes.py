"""The release notes: a section of CHANGELOG.md."""

import re


class CannotRelease(Exception):
    """A version or a folder is wrong; the message says what and why."""


def of(root, version, unreleased=False):
    """The text of the section `## VERSION`. If `unreleased`, that of *Unreleased*, and pom.xml may have another version."""
    title = "Unreleased" if unreleased else version
    pom = re.search(r"<version>(.*?)</version>", (root / "pom.xml").read_text())[1]
    if pom != version and not unreleased:
        raise CannotRelease(f"pom.xml has the version {pom}, expected {version}")
    section = re.search(rf"^## {re.escape(title)}\b.*?\n(.*?)(?=^## |\Z)", (root / "CHANGELOG.md").read_text(), re.MULTILINE | re.DOTALL)
    if section is None or not section[1].strip():
        raise CannotRelease(f"CHANGELOG.md has no section '## {title}'; --unreleased makes a trial from '## Unreleased'")
    return section[1].strip() + "\n"
