"""scripts/dashboard.sh install against a fake of HyperDX's API."""

import contextlib
import io
import json
import os
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock

import board
import install

FIELDS = {
    "saved-searches": {"name", "sourceId", "select", "where", "whereLanguage", "orderBy", "tags", "filters"},
    "alerts": {"name", "source", "savedSearchId", "dashboardId", "tileId", "groupBy", "channel", "interval", "threshold", "thresholdType"},
}


class Api(BaseHTTPRequestHandler):
    """The objects of one team, whose key is "personal"."""

    def do_GET(self):
        path, _, query = self.path.removeprefix("/api/v2/").partition("?")
        offset = int(query.split("offset=")[1]) if query else 0
        self.respond(200, self.server.objects[path][offset : offset + install.PAGE])

    def do_POST(self):
        path = self.path.removeprefix("/api/v2/")
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        # HyperDX accepts a body that refers to objects of the team and has no unknown fields.
        known = set(body) <= FIELDS[path] and all(self.exists(*reference) for reference in self.references(body))
        if known and self.is_allowed():
            self.server.objects[path].append({**body, "id": f"{path}-{len(self.server.objects[path])}"})
        self.respond(200 if known else 400, body)

    @staticmethod
    def references(body):
        for member, path in [("sourceId", "sources"), ("savedSearchId", "saved-searches"), ("dashboardId", "dashboards")]:
            if member in body:
                yield path, body[member]
        if "channel" in body:
            yield "webhooks", body["channel"]["webhookId"]

    def exists(self, path, identifier):
        return any(each["id"] == identifier for each in self.server.objects[path])

    def is_allowed(self):
        return self.headers["Authorization"] == "Bearer personal"

    def respond(self, status, data):
        allowed = self.is_allowed()
        self.send_response(status if allowed else 401)
        self.end_headers()
        self.wfile.write(json.dumps({"data": data} if allowed else {"message": "unauthorized"}).encode())

    def log_message(self, *arguments):
        pass


class InstallTest(unittest.TestCase):
    def setUp(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
        imported = {"id": "d1", "name": board.DASHBOARD["name"], "tiles": [{"id": f"t-{tile['id']}", "name": tile["config"]["name"]} for tile in board.DASHBOARD["tiles"]]}
        self.objects = self.server.objects = {
            "sources": [{"id": "a1", "name": "Logs"}, {"id": "a2", "name": "Traces"}],
            "webhooks": [{"id": "w1", "name": "on-call"}, {"id": "w2", "name": "other"}],
            "dashboards": [imported],
            "saved-searches": [],
            "alerts": [],
        }
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def run_install(self, *options, key="personal", address=None):
        output, errors = io.StringIO(), io.StringIO()
        with mock.patch.dict(os.environ, {"HYPERDX_ACCESS_KEY": key}), contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            status = install.main([address or self.address, *options])
        return status, output.getvalue(), errors.getvalue()

    def test_every_search_is_created_once_with_the_source_logs(self):
        self.assertEqual(self.run_install()[0], 0)
        status, output, _ = self.run_install()
        self.assertEqual(status, 0)
        self.assertEqual([search["name"] for search in self.objects["saved-searches"]], [search["name"] for search in board.SEARCHES])
        self.assertEqual({search["sourceId"] for search in self.objects["saved-searches"]}, {"a1"})
        self.assertEqual(output.count("exists   "), len(board.SEARCHES))

    def test_an_existing_search_on_a_later_page_remains_unchanged(self):
        changed = {"id": "c", "name": board.SEARCHES[0]["name"], "where": "changed by a user"}
        self.objects["saved-searches"] += [{"id": str(n), "name": f"other {n}"} for n in range(install.PAGE)] + [changed]
        self.assertEqual(self.run_install()[0], 0)
        self.assertEqual([s for s in self.objects["saved-searches"] if s["name"] == changed["name"]], [changed])

    def test_the_ingestion_api_key_is_refused_with_a_hint(self):
        status, _, errors = self.run_install(key="ingestion")
        self.assertEqual(status, 2)
        self.assertIn("HTTP 401: this is not a personal access key", errors)
        self.assertEqual(self.objects["saved-searches"], [])

    def test_an_error_names_a_missing_source_and_the_existing_ones(self):
        self.objects["sources"] = [{"id": "a2", "name": "Traces"}]
        status, _, errors = self.run_install()
        self.assertEqual(status, 2)
        self.assertIn("expected one source named 'Logs', found 0 among: Traces", errors)

    def test_every_alert_is_created_once_and_notifies_the_webhook(self):
        self.assertEqual(self.run_install("--webhook", "on-call")[0], 0)
        status, output, _ = self.run_install("--webhook", "on-call")
        self.assertEqual(status, 0)
        self.assertEqual([alert["name"] for alert in self.objects["alerts"]], [alert["name"] for alert in board.ALERTS])
        self.assertEqual({alert["channel"]["webhookId"] for alert in self.objects["alerts"]}, {"w1"})
        self.assertEqual(output.count("exists   alert"), len(board.ALERTS))

    def test_an_alert_watches_its_search_or_its_tile(self):
        self.run_install("--webhook", "on-call")
        searches = {search["id"]: search["name"] for search in self.objects["saved-searches"]}
        tiles = {f"t-{tile['id']}": tile["config"]["name"] for tile in board.DASHBOARD["tiles"]}
        watched = [searches[alert["savedSearchId"]] if alert["source"] == "saved_search" else tiles[alert["tileId"]] for alert in self.objects["alerts"]]
        self.assertEqual(watched, [alert.get("search", alert.get("tile")) for alert in board.ALERTS])

    def test_a_missing_webhook_or_dashboard_is_an_error_before_any_alert_exists(self):
        status, _, errors = self.run_install("--webhook", "off-call")
        self.assertEqual(status, 2)
        self.assertIn("expected one webhook named 'off-call', found 0 among: on-call, other", errors)
        self.objects["dashboards"] = []
        status, _, errors = self.run_install("--webhook", "on-call")
        self.assertEqual(status, 2)
        self.assertIn("import dashboards/cloudwatch-logs.json first", errors)
        self.assertEqual(self.objects["alerts"], [])

    def test_errors_name_an_address_without_scheme_and_a_missing_key(self):
        self.assertIn("expected the address of HyperDX's API", self.run_install(address="localhost:8000")[2])
        self.assertIn("HYPERDX_ACCESS_KEY is not set", self.run_install(key="")[2])


if __name__ == "__main__":
    unittest.main(verbosity=2)
