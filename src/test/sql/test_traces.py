"""Tests the SQL in docs/traces.md on an embedded ClickHouse."""

import pathlib
import re
import tempfile
import unittest

from chdb import session

ROOT = pathlib.Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "traces.md"
TABLE = pathlib.Path(__file__).with_name("otel_traces.sql")
SPANS, TWICE = 10_000, 300


class TracesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.session = session.Session(folder.name)
        self.addCleanup(self.session.close)
        self.session.query(TABLE.read_text(encoding="utf-8"))
        self.sql = dict(re.findall(r"```sql\n-- (\w+)\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL))
        self.insert(SPANS)
        self.insert(TWICE)

    def insert(self, count):
        """Spans with unique ids, of the last minutes. The ten spans of a trace differ in nothing else."""
        self.session.query(
            f"""INSERT INTO default.otel_traces (Timestamp, TraceId, SpanId, SpanName, ServiceName, Duration)
            SELECT toStartOfHour(now64(9)) - INTERVAL 1 HOUR + trace, lower(hex(MD5(toString(trace)))),
                   leftPad(lower(hex(number)), 16, '0'), 'GET /' || toString(trace % 3), 's' || toString(trace % 7), number
            FROM (SELECT number, intDiv(number, 10) AS trace FROM numbers({count}))"""
        )

    def row(self, sql):
        return tuple(map(int, str(self.session.query(sql.strip().rstrip(";"), "TSV")).split()))

    def test_every_statement_of_the_document_is_tested(self):
        self.assertEqual(list(self.sql), ["count", "view"])
        self.assertEqual(DOCUMENT.read_text(encoding="utf-8").count("```sql"), 2)

    def test_count_returns_the_number_of_duplicates(self):
        self.assertEqual(self.row(self.sql["count"]), (SPANS + TWICE, TWICE))

    def test_view_shows_each_span_once(self):
        self.session.query(self.sql["view"])
        shown = "SELECT count(), uniqExact(TraceId, SpanId) FROM default.otel_traces_once"
        self.assertEqual(self.row(shown), (SPANS, SPANS))


if __name__ == "__main__":
    unittest.main()
