"""The logic of scripts/release.sh, which documents the options."""

import argparse
import hashlib
import pathlib
import shutil
import sys

import notes
import template
import tools_jar
from template import NAME

ROOT = pathlib.Path(__file__).resolve().parents[3]


def make(version, output, unreleased):
    """Writes the files to the folder `output`, which then has no others."""
    if output.exists() and output != ROOT / "dist" and not (output / "SHA256SUMS").exists():
        raise notes.CannotRelease(f"{output} exists and is not the folder of a release, which would be replaced")
    texts = {"notes.md": notes.of(ROOT, version, unreleased)}
    package = ROOT / "dist/function.zip"
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    texts["template.json"] = template.released((ROOT / "template.yaml").read_text(), version, digest)
    new = output.with_name(output.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    shutil.copyfile(package, new / template.package_name(version, digest))
    shutil.copyfile(ROOT / "target/bom.json", new / f"{NAME}-{version}.sbom.json")
    shutil.copyfile(ROOT / "events/subscription.json", new / f"{NAME}-{version}.sample-event.json")
    for name, text in texts.items():
        (new / f"{NAME}-{version}.{name}").write_text(text)
    tools_jar.write(ROOT / "target", new / f"{NAME}-{version}-tools.jar")
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(new.iterdir())]
    (new / "SHA256SUMS").write_text("".join(sums))
    shutil.rmtree(output, ignore_errors=True)
    new.rename(output)
    return sums


def main(arguments):
    parser = argparse.ArgumentParser(prog="scripts/release.sh", add_help=False)
    parser.add_argument("version")
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--unreleased", action="store_true")
    given = parser.parse_args(arguments)
    try:
        sums = make(given.version, given.output, given.unreleased)
    except notes.CannotRelease as e:
        print(f"release: {e}", file=sys.stderr)
        return 2
    print(f"{given.output}:\n" + "".join(sums), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
