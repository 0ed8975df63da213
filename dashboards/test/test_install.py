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

FIELDS = {"name", "sourceId", "select", "where", "whereLanguage", "orderBy", "tags", "filters"}


class Api(BaseHTTPRequestHandler):
    """Sources and saved searches of one team, whose key is "personal"."""

    def do_GET(self):
        if self.path == "/api/v2/sources":
            self.respond(200, self.server.sources)
        else:
            offset = int(self.path.split("offset=")[1])
            self.respond(200, self.server.searches[offset : offset + install.PAGE])

    def do_POST(self):
        search = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        # HyperDX accepts a body with a source of the team and without unknown fields.
        known = search["sourceId"] in {source["id"] for source in self.server.sources} and set(search) <= FIELDS
        if known and self.is_allowed():
            self.server.searches.append(search)
        self.respond(200 if known else 400, search)

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
        self.server.sources = [{"id": "a1", "name": "Logs"}, {"id": "a2", "name": "Traces"}]
        self.server.searches = []
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def run_install(self, key="personal", address=None):
        output, errors = io.StringIO(), io.StringIO()
        with mock.patch.dict(os.environ, {"HYPERDX_ACCESS_KEY": key}), contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            status = install.main([address or self.address])
        return status, output.getvalue(), errors.getvalue()

    def test_every_search_is_created_once_with_the_source_logs(self):
        self.assertEqual(self.run_install()[0], 0)
        status, output, _ = self.run_install()
        self.assertEqual(status, 0)
        self.assertEqual([search["name"] for search in self.server.searches], [search["name"] for search in board.SEARCHES])
        self.assertEqual({search["sourceId"] for search in self.server.searches}, {"a1"})
        self.assertEqual(output.count("exists   "), len(board.SEARCHES))

    def test_an_existing_search_on_a_later_page_remains_unchanged(self):
        changed = {"name": board.SEARCHES[0]["name"], "where": "changed by a user"}
        self.server.searches += [{"name": f"other {n}"} for n in range(install.PAGE)] + [changed]
        self.assertEqual(self.run_install()[0], 0)
        self.assertEqual([s for s in self.server.searches if s["name"] == changed["name"]], [changed])

    def test_the_ingestion_api_key_is_refused_with_a_hint(self):
        status, _, errors = self.run_install(key="ingestion")
        self.assertEqual(status, 2)
        self.assertIn("HTTP 401: this is not a personal access key", errors)
        self.assertEqual(self.server.searches, [])

    def test_an_error_names_a_missing_source_and_the_existing_ones(self):
        self.server.sources = [{"id": "a2", "name": "Traces"}]
        status, _, errors = self.run_install()
        self.assertEqual(status, 2)
        self.assertIn("expected one source named 'Logs', found 0 among: Traces", errors)

    def test_errors_name_an_address_without_scheme_and_a_missing_key(self):
        self.assertIn("expected the address of HyperDX's API", self.run_install(address="localhost:8000")[2])
        self.assertIn("HYPERDX_ACCESS_KEY is not set", self.run_install(key="")[2])


if __name__ == "__main__":
    unittest.main(verbosity=2)
