"""scripts/dashboard.sh install against a server that answers as HyperDX's API does."""

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
    """Sources and saved searches of one team, its key being "personal"."""

    def do_GET(self):
        if self.path == "/api/v2/sources":
            self.answer(200, self.server.sources)
        else:
            offset = int(self.path.split("offset=")[1])
            self.answer(200, self.server.searches[offset : offset + install.PAGE])

    def do_POST(self):
        search = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        # As HyperDX's own check of the body: a source of the team, and no field that it does not know.
        known = search["sourceId"] in {source["id"] for source in self.server.sources} and set(search) <= FIELDS
        if known and self.is_allowed():
            self.server.searches.append(search)
        self.answer(200 if known else 400, search)

    def is_allowed(self):
        return self.headers["Authorization"] == "Bearer personal"

    def answer(self, status, data):
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
        said, complained = io.StringIO(), io.StringIO()
        with mock.patch.dict(os.environ, {"HYPERDX_ACCESS_KEY": key}), contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
            status = install.main([address or self.address])
        return status, said.getvalue(), complained.getvalue()

    def test_every_search_is_made_once_on_the_source_logs(self):
        self.assertEqual(self.run_install()[0], 0)
        status, said, _ = self.run_install()
        self.assertEqual(status, 0)
        self.assertEqual([search["name"] for search in self.server.searches], [search["name"] for search in board.SEARCHES])
        self.assertEqual({search["sourceId"] for search in self.server.searches}, {"a1"})
        self.assertEqual(said.count("there  "), len(board.SEARCHES))

    def test_a_search_that_is_there_on_a_later_page_stays_as_it_is(self):
        changed = {"name": board.SEARCHES[0]["name"], "where": "changed by hand"}
        self.server.searches += [{"name": f"other {n}"} for n in range(install.PAGE)] + [changed]
        self.assertEqual(self.run_install()[0], 0)
        self.assertEqual([s for s in self.server.searches if s["name"] == changed["name"]], [changed])

    def test_the_ingestion_key_is_refused_with_a_hint(self):
        status, _, complained = self.run_install(key="ingestion")
        self.assertEqual(status, 2)
        self.assertIn("HTTP 401: the key is no personal access key", complained)
        self.assertEqual(self.server.searches, [])

    def test_a_missing_source_is_named_with_those_that_are_there(self):
        self.server.sources = [{"id": "a2", "name": "Traces"}]
        status, _, complained = self.run_install()
        self.assertEqual(status, 2)
        self.assertIn("0 sources are named 'Logs', expected is one; there are: Traces", complained)

    def test_an_address_without_scheme_and_a_missing_key_are_named(self):
        self.assertIn("expected is the address of HyperDX's API", self.run_install(address="localhost:8000")[2])
        self.assertIn("HYPERDX_ACCESS_KEY is not set", self.run_install(key="")[2])


if __name__ == "__main__":
    unittest.main(verbosity=2)
