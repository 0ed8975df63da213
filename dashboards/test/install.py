"""Makes the saved searches of dashboards/ in HyperDX, over its API; those that are there by name stay as they are.

    HYPERDX_ACCESS_KEY=KEY scripts/dashboard.sh install http://localhost:8000
"""

import json
import os
import pathlib
import sys
import urllib.error
import urllib.request

SEARCHES = pathlib.Path(__file__).parents[1] / "saved-searches.json"
PAGE = 1000


class Refused(Exception):
    """A sentence for a person."""


class HyperDx:
    """HyperDX's API, version 2."""

    def __init__(self, address, key):
        if not address.startswith(("http://", "https://")):
            raise Refused(f"expected is the address of HyperDX's API, such as http://localhost:8000, not '{address}'")
        if not key:
            raise Refused("HYPERDX_ACCESS_KEY is not set: a personal access key, from Team Settings, API Keys")
        self.address, self.key = address.rstrip("/"), key

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            f"{self.address}/api/v2/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            hint = {401: ": the key is no personal access key; the ingestion key is another one", 404: ": is that the API's port? The UI has another one"}
            raise Refused(f"{method} {request.full_url}: HTTP {error.code}{hint.get(error.code, '')}") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Refused(f"{method} {request.full_url}: no answer of HyperDX's API: {error}") from error

    def all(self, path):
        found = []
        while len(page := self.call("GET", f"{path}?limit={PAGE}&offset={len(found)}")) == PAGE:
            found += page
        return found + page

    def source(self, name):
        sources = self.call("GET", "sources")
        ids = [source["id"] for source in sources if source["name"] == name]
        if len(ids) != 1:
            names = ", ".join(sorted(source["name"] for source in sources))
            raise Refused(f"{len(ids)} sources are named '{name}', expected is one; there are: {names}")
        return ids[0]


def install(hyperdx, searches):
    """The names of what was made, and of what was there."""
    there = {search["name"] for search in hyperdx.all("saved-searches")}
    made = []
    for search in searches:
        if search["name"] not in there:
            fields = {key: value for key, value in search.items() if key != "source"}
            hyperdx.call("POST", "saved-searches", {**fields, "sourceId": hyperdx.source(search["source"])})
            made.append(search["name"])
    return made, [search["name"] for search in searches if search["name"] not in made]


def main(arguments):
    try:
        hyperdx = HyperDx(arguments[0] if arguments else "", os.environ.get("HYPERDX_ACCESS_KEY", ""))
        made, kept = install(hyperdx, json.loads(SEARCHES.read_text(encoding="utf-8")))
    except Refused as refusal:
        print(f"dashboard.sh: {refusal}", file=sys.stderr)
        return 2
    for name in made:
        print(f"made   {name}")
    for name in kept:
        print(f"there  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
