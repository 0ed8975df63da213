"""Compares a CycloneDX bill of materials with the advisories listed in this repository.

    python3 scripts/lib/advisories.py target/bom.json scripts/advisories.json

Prints every component that an advisory affects, and a summary. Exits with 1 if a component is affected. If the list
is older than 90 days, the summary reports its age; that is not a failure. Does not use the network.

An advisory has id, package (group:name), affected, published, summary and source. Each range of affected has an
optional `introduced` (inclusive) and an optional `fixed` (exclusive).
"""

import datetime
import json
import re
import sys

MAX_AGE_DAYS = 90
REQUIRED = {"id", "package", "affected", "published", "summary", "source"}
OPTIONAL = {"aliases"}
QUALIFIERS = {"alpha": -5, "a": -5, "beta": -4, "b": -4, "milestone": -3, "m": -3, "rc": -2, "cr": -2, "snapshot": -1}
END = "\0"
RELEASES = {"ga", "final", "release"}


class MalformedList(ValueError):
    """The list of advisories, or the bill of materials, is malformed."""


def version_key(version):
    """A key that orders versions of releases as Maven does: 1.5.7-6 < 1.5.7-14, 2.0-rc1 < 2.0 = 2.0.0."""
    parts = []
    for part in re.findall(r"\d+|[a-z]+", version.lower()) + [END]:
        if part.isdigit():
            parts.append((1, int(part), ""))
        elif part not in RELEASES:
            while parts and parts[-1] == (1, 0, ""):
                parts.pop()
            parts.append((-1, QUALIFIERS[part], "") if part in QUALIFIERS else (0, int(part != END), part))
    return parts


def is_affected(version, ranges):
    at = version_key(version)
    return any(
        version_key(one.get("introduced", "0")) <= at and ("fixed" not in one or at < version_key(one["fixed"]))
        for one in ranges
    )


def checked_advisory(advisory):
    missing, unknown = REQUIRED - advisory.keys(), advisory.keys() - REQUIRED - OPTIONAL
    if missing or unknown:
        raise MalformedList(f"advisory {advisory.get('id')}: missing {sorted(missing)}, unknown {sorted(unknown)}")
    ranges = advisory["affected"]
    if not ranges or any(not one or one.keys() - {"introduced", "fixed"} for one in ranges):
        raise MalformedList(f"advisory {advisory['id']}: expected ranges of introduced and fixed, got {ranges}")
    return advisory


def matches(bom, listed):
    """Every (component, advisory) where the component's version is affected."""
    components = bom.get("components")
    if not components:
        raise MalformedList("the bill of materials has no components")
    by_package = {}
    for advisory in map(checked_advisory, listed["advisories"]):
        by_package.setdefault(advisory["package"], []).append(advisory)
    found = {}
    for component in components:
        for advisory in by_package.get(f"{component['group']}:{component['name']}", []):
            if is_affected(component["version"], advisory["affected"]):
                found[component["group"], component["name"], component["version"], advisory["id"]] = advisory
    return found


def age(listed, today):
    """Days since the list was checked."""
    days = (today - datetime.date.fromisoformat(listed["checked"])).days
    if days < 0:
        raise MalformedList(f"checked: {listed['checked']} is in the future")
    return days


def report(bom, listed, today):
    """The lines to print, and whether a component is affected."""
    lines = []
    found = matches(bom, listed)
    for (group, name, version, id_), advisory in sorted(found.items()):
        fixed = ", ".join(one["fixed"] for one in advisory["affected"] if "fixed" in one) or "no version"
        lines.append(f"{group}:{name} {version}: {id_}, fixed in {fixed}: {advisory['summary']} ({advisory['source']})")
    days = age(listed, today)
    summary = f"{len(bom['components'])} components, {len(found)} matches in {len(listed['advisories'])} advisories of {listed['checked']}"
    if days > MAX_AGE_DAYS:
        summary += f"; the list is {days} days old: update it as CONTRIBUTING.md describes"
    return lines + [summary], bool(found)


def main(bom, advisories):
    with open(bom, encoding="utf-8") as bom_file, open(advisories, encoding="utf-8") as advisories_file:
        try:
            lines, affected = report(json.load(bom_file), json.load(advisories_file), datetime.date.today())
        except (MalformedList, KeyError, ValueError) as e:
            sys.exit(f"{bom} and {advisories}: {type(e).__name__}: {e}")
    print("\n".join(lines))
    return 1 if affected else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
