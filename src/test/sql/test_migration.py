"""Tests the SQL in docs/migration.md on an embedded ClickHouse."""

import json
import pathlib
import re
import tempfile
import textwrap
import unittest

from chdb import session

ROOT = pathlib.Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "migration.md"
TABLE = pathlib.Path(__file__).with_name("otel_logs.sql")
TABLE_2_26 = TABLE.with_name("otel_logs_2_26.sql")
GROUP = "map('cloudwatch.log.group.name', '/my/group')"


def statements():
    """The SQL statements of the document, by the name in their first line."""
    text = textwrap.dedent(re.sub(r"(?m)^   (?=\S| )", "", DOCUMENT.read_text(encoding="utf-8")))
    return dict(re.findall(r"```sql\n-- (\w+)\n(.*?)```", text, re.DOTALL))


class MigrationTest(unittest.TestCase):
    TABLE = TABLE

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.session = session.Session(self.folder.name)
        self.addCleanup(self.session.close)
        self.session.query(self.TABLE.read_text(encoding="utf-8"))
        self.sql = statements()
        # The collector delivered events 0 to 99, the forwarder 60 to 149: 40 are duplicates.
        self.insert("''", "'id'", 0, 100, GROUP)
        self.insert("'clickstack-cloudwatch-forwarder'", "'log.record.uid'", 60, 90, GROUP)
        # Other senders, with IDs that equal those of events.
        self.insert("''", "'id'", 90, 20, "map('service.name', 'other')")

    def insert(self, scope, key, first, count, resource):
        self.session.query(
            f"""INSERT INTO default.otel_logs (Timestamp, Body, ScopeName, LogAttributes, ResourceAttributes)
            SELECT now64(9) - toIntervalSecond(number), 'record ' || toString(number), {scope},
                   map({key}, 'event-' || toString(number)), {resource}
            FROM numbers({first}, {count})"""
        )

    def rows(self, sql):
        result = str(self.session.query(sql.rstrip().rstrip(";"), "JSONEachRow"))
        return [json.loads(line) for line in result.splitlines()]

    def count(self, where):
        return int(self.rows(f"SELECT count() AS n FROM default.otel_logs WHERE {where}")[0]["n"])

    def test_all_statements_are_tested(self):
        self.assertEqual({"arrived", "twice", "delete"}, set(self.sql))

    def test_both_senders_are_counted(self):
        rows = self.rows(self.sql["arrived"])

        self.assertEqual(["/my/group"], [row["log_group"] for row in rows])
        self.assertEqual((90, 100), (int(rows[0]["ours"]), int(rows[0]["of_the_collector"])))

    def test_only_the_collectors_copies_are_deleted(self):
        self.assertEqual(40, int(self.rows(self.sql["twice"])[0]["twice"]))

        self.session.query(self.sql["delete"])

        self.assertEqual(0, int(self.rows(self.sql["twice"])[0]["twice"]))
        self.assertEqual(60, self.count("ScopeName = '' AND ResourceAttributes['cloudwatch.log.group.name'] != ''"))
        self.assertEqual(90, self.count("ScopeName != ''"))
        self.assertEqual(20, self.count("ResourceAttributes['service.name'] = 'other'"))
        self.assertEqual(150, self.count("ResourceAttributes['cloudwatch.log.group.name'] = '/my/group'"))


class MigrationUntil226Test(MigrationTest):
    """The same statements on the table that ClickStack created until version 2.26."""

    TABLE = TABLE_2_26


if __name__ == "__main__":
    unittest.main()
