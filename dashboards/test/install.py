"""Creates the saved searches and alerts of dashboards/ through HyperDX's API. What exists by name remains unchanged.

    HYPERDX_ACCESS_KEY=KEY scripts/dashboard.sh install http://localhost:8000 --webhook NAME
"""

import argparse
import json
import os
import pathlib
import sys
import urllib.error
import urllib.request

DASHBOARDS = pathlib.Path(__file__).parents[1]
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

    def id_of(self, kind, name, items):
        """The ID of the item with this name. `items` are all items of the kind."""
        ids = [item["id"] for item in items if item["name"] == name]
        if len(ids) != 1:
            names = ", ".join(sorted(item["name"] for item in items)) or "none"
            raise InstallError(f"expected one {kind} named '{name}', found {len(ids)} among: {names}")
        return ids[0]


def load(name):
    return json.loads((DASHBOARDS / name).read_text(encoding="utf-8"))


def install_searches(hyperdx, searches):
    """Creates missing searches. Returns the names of the created ones."""
    existing = {search["name"] for search in hyperdx.all("saved-searches")}
    missing = [search for search in searches if search["name"] not in existing]
    sources = hyperdx.call("GET", "sources") if missing else []
    for search in missing:
        fields = {key: value for key, value in search.items() if key != "source"}
        hyperdx.call("POST", "saved-searches", {**fields, "sourceId": hyperdx.id_of("source", search["source"], sources)})
    return [search["name"] for search in missing]


def install_alerts(hyperdx, alerts, webhook):
    """Creates missing alerts, which notify `webhook`. Returns the names of the created ones."""
    channel = {"type": "webhook", "webhookId": hyperdx.id_of("webhook", webhook, hyperdx.all("webhooks"))}
    existing = {alert.get("name") for alert in hyperdx.all("alerts")}
    missing = [alert for alert in alerts if alert["name"] not in existing]
    searches = hyperdx.all("saved-searches") if missing else []
    # All IDs first, so that a missing dashboard is an error before any alert exists.
    watched = [{**alert, **watch(hyperdx, alert, searches), "channel": channel} for alert in missing]
    for alert in watched:
        hyperdx.call("POST", "alerts", {key: value for key, value in alert.items() if key not in {"search", "tile"}})
    return [alert["name"] for alert in missing]


def watch(hyperdx, alert, searches):
    """What the alert watches: a saved search, or a tile of the imported dashboard."""
    if "search" in alert:
        return {"source": "saved_search", "savedSearchId": hyperdx.id_of("saved search", alert["search"], searches)}
    name = load("cloudwatch-logs.json")["name"]
    dashboards = hyperdx.call("GET", "dashboards")
    if name not in {dashboard["name"] for dashboard in dashboards}:
        raise InstallError(f"no dashboard '{name}': import dashboards/cloudwatch-logs.json first")
    dashboard = hyperdx.id_of("dashboard", name, dashboards)
    tiles = next(each["tiles"] for each in dashboards if each["id"] == dashboard)
    return {"source": "tile", "dashboardId": dashboard, "tileId": hyperdx.id_of("tile", alert["tile"], tiles)}


def report(kind, items, created):
    for item in items:
        print(f"{'created' if item['name'] in created else 'exists ':8} {kind:6} {item['name']}")


def main(arguments):
    parser = argparse.ArgumentParser(prog="dashboard.sh install")
    parser.add_argument("address", metavar="URL")
    parser.add_argument("--webhook", metavar="NAME", help="also create the alerts, which notify this webhook")
    options = parser.parse_args(arguments)
    try:
        hyperdx = HyperDx(options.address, os.environ.get("HYPERDX_ACCESS_KEY", ""))
        searches = load("saved-searches.json")
        report("search", searches, install_searches(hyperdx, searches))
        if options.webhook:
            alerts = load("alerts.json")
            report("alert", alerts, install_alerts(hyperdx, alerts, options.webhook))
    except InstallError as failure:
        print(f"dashboard.sh: {failure}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
