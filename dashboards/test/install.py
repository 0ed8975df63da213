"""Creates the saved searches of dashboards/ through HyperDX's API. Searches whose names exist remain unchanged.

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


class InstallError(Exception):
    """A failure with a message for the user."""


class HyperDx:
    """HyperDX's API, version 2."""

    def __init__(self, address, key):
        if not address.startswith(("http://", "https://")):
            raise InstallError(f"expected the address of HyperDX's API, such as http://localhost:8000, not '{address}'")
        if not key:
            raise InstallError("HYPERDX_ACCESS_KEY is not set: create a personal access key in Team Settings, API Keys")
        self.address, self.key = address.rstrip("/"), key

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            f"{self.address}/api/v2/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return json.load(response)["data"]
        except urllib.error.HTTPError as error:
            hint = {401: ": this is not a personal access key; the ingestion API key does not work here", 404: ": check the port; the API has a different port than the UI"}
            raise InstallError(f"{method} {request.full_url}: HTTP {error.code}{hint.get(error.code, '')}") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InstallError(f"{method} {request.full_url}: no response from HyperDX's API: {error}") from error

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
            raise InstallError(f"expected one source named '{name}', found {len(ids)} among: {names}")
        return ids[0]


def install(hyperdx, searches):
    """Creates missing searches. Returns the names of the created and of the existing ones."""
    existing = {search["name"] for search in hyperdx.all("saved-searches")}
    created = []
    for search in searches:
        if search["name"] not in existing:
            fields = {key: value for key, value in search.items() if key != "source"}
            hyperdx.call("POST", "saved-searches", {**fields, "sourceId": hyperdx.source(search["source"])})
            created.append(search["name"])
    return created, [search["name"] for search in searches if search["name"] not in created]


def main(arguments):
    try:
        hyperdx = HyperDx(arguments[0] if arguments else "", os.environ.get("HYPERDX_ACCESS_KEY", ""))
        created, unchanged = install(hyperdx, json.loads(SEARCHES.read_text(encoding="utf-8")))
    except InstallError as failure:
        print(f"dashboard.sh: {failure}", file=sys.stderr)
        return 2
    for name in created:
        print(f"created  {name}")
    for name in unchanged:
        print(f"exists   {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
