"""Tests the SQL in docs/deduplication.md on an embedded ClickHouse.

Run with a number of rows, it measures the costs stated there:

    .venv/bin/python src/test/sql/test_deduplication.py 2000000
"""

import json
import pathlib
import re
import statistics
import sys
import tempfile
import time
import unittest

from chdb import session

ROOT = pathlib.Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "deduplication.md"
TABLE = pathlib.Path(__file__).with_name("otel_logs.sql")
TABLE_2_26 = TABLE.with_name("otel_logs_2_26.sql")
HOUR = "{1} >= toDateTime('{0} 10:00:00') AND {1} < toDateTime('{0} 11:00:00')"


def statements():
    """The SQL statements of the document, by the name in their first line."""
    blocks = re.findall(r"```sql\n-- (\w+)\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    return dict(blocks)


class Database:
    """A database with ClickStack's log table. Its rows are from yesterday."""

    def __init__(self, folder, table=TABLE):
        self.session = session.Session(folder)
        self.run(table.read_text(encoding="utf-8"))
        self.day = str(self.rows("SELECT toString(toDate(now() - INTERVAL 12 HOUR)) AS day")[0]["day"])

    def run(self, sql):
        self.session.query(sql)

    def rows(self, sql):
        result = str(self.session.query(sql, "JSONEachRow"))
        return [json.loads(line) for line in result.splitlines()]

    def count(self, table, where="1"):
        return int(self.rows(f"SELECT count() AS n FROM default.{table} WHERE {where}")[0]["n"])

    def granules(self, table, where):
        """The granules that a query reads according to its plan, and all granules of the table."""
        plan = str(self.session.query(f"EXPLAIN indexes = 1 SELECT * FROM default.{table} WHERE {where}", "TSVRaw"))
        read = [tuple(map(int, pair)) for pair in re.findall(r"Granules: (\d+)/(\d+)", plan)]
        return read[-1][0], read[0][1]

    def insert(self, count, first=0, uid="toString(number)", service="'service-' || toString(number % 10)"):
        """Inserts `count` records with unique IDs, spread over the day."""
        seconds = f"(number * 86400) / {count}"
        self.run(
            f"""INSERT INTO default.otel_logs (Timestamp, ServiceName, Body, ScopeName, LogAttributes)
            SELECT toDateTime64('{self.day} 00:00:00', 9) + {seconds}, {service}, 'record ' || toString(number),
                   'clickstack-cloudwatch-forwarder', map('log.record.uid', {uid}, 'aws.request', hex(cityHash64(number)))
            FROM numbers({first}, {count})"""
        )


class DeduplicationTest(unittest.TestCase):
    TABLE = TABLE
    RECORDS = 100_000
    TWICE = 1_000
    WITHOUT_ID = 50

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.sql = statements()
        self.database = Database(folder.name, self.TABLE)
        self.addCleanup(self.database.session.close)

    def records_with_copies(self):
        self.database.insert(self.RECORDS)
        self.copies()

    def copies(self):
        self.database.run(
            f"INSERT INTO default.otel_logs SELECT * FROM default.otel_logs WHERE toUInt64(LogAttributes['log.record.uid']) < {self.TWICE}"
        )
        # Records of another sender: identical, and without an ID.
        self.database.run(
            f"""INSERT INTO default.otel_logs (Timestamp, ServiceName, Body)
            SELECT toDateTime64('{self.database.day} 01:00:00', 9), 'other', 'same' FROM numbers({self.WITHOUT_ID})"""
        )

    def assert_each_once(self, table):
        self.assertEqual(self.database.count(table, "ServiceName != 'other'"), self.RECORDS)
        self.assertEqual(self.database.count(table, "ServiceName = 'other'"), self.WITHOUT_ID)
        ids = self.database.rows(
            f"SELECT uniqExact(LogAttributes['log.record.uid']) AS n FROM default.{table} WHERE ServiceName != 'other'"
        )
        self.assertEqual(int(ids[0]["n"]), self.RECORDS)

    def test_every_statement_of_the_document_is_tested(self):
        fences = DOCUMENT.read_text(encoding="utf-8").count("```sql")
        self.assertEqual(list(self.sql), ["count", "view", "table", "feed", "backfill", "source"])
        self.assertEqual(fences, len(self.sql))

    def test_count_returns_the_number_of_duplicates(self):
        # Two days, because part of yesterday is more than one day ago.
        self.records_with_copies()
        rows = self.database.rows(self.sql["count"].replace("1 DAY", "2 DAY").rstrip(";\n"))
        self.assertEqual(int(rows[0]["records"]), self.RECORDS + self.TWICE)
        self.assertEqual(int(rows[0]["duplicates"]), self.TWICE)

    def test_view_shows_each_record_once(self):
        self.records_with_copies()
        self.database.run(self.sql["view"])
        self.assertEqual(self.database.count("otel_logs"), self.RECORDS + self.TWICE + self.WITHOUT_ID)
        self.assert_each_once("otel_logs_once")

    def test_view_reads_only_the_granules_of_a_time_filter(self):
        self.records_with_copies()
        self.database.run(self.sql["view"])
        hour = HOUR.format(self.database.day, "Timestamp")
        self.assertEqual(self.database.granules("otel_logs_once", hour), self.database.granules("otel_logs", hour))

        by_id_alone = self.sql["view"].replace("Timestamp,", "").replace("ServiceName,", "")
        self.database.run(by_id_alone.replace("otel_logs_once", "by_id_alone"))
        read, total = self.database.granules("by_id_alone", hour)
        self.assertEqual(read, total)

    def test_table_drops_merged_copies_and_its_source_unmerged_ones(self):
        self.database.run(self.sql["table"])
        self.database.run(self.sql["feed"])
        self.records_with_copies()
        self.database.run(self.sql["source"])
        self.assert_each_once("otel_logs_merged")

        self.database.run("OPTIMIZE TABLE default.otel_logs_replacing FINAL")
        self.assert_each_once("otel_logs_replacing")

    def test_backfill_inserts_the_records_from_before_the_feed(self):
        self.records_with_copies()
        self.database.run(self.sql["table"])
        self.database.run(self.sql["feed"])
        self.database.run(self.sql["backfill"])
        self.database.run(self.sql["source"])
        self.assert_each_once("otel_logs_merged")

    def test_a_copy_that_arrives_after_the_merge_is_dropped(self):
        self.database.run(self.sql["table"])
        self.database.run(self.sql["feed"])
        self.database.run(self.sql["source"])
        self.database.insert(self.RECORDS)
        self.database.run("OPTIMIZE TABLE default.otel_logs_replacing FINAL")
        self.copies()
        self.assert_each_once("otel_logs_merged")


class DeduplicationUntil226Test(DeduplicationTest):
    """The same statements on the table that ClickStack created until version 2.26."""

    TABLE = TABLE_2_26


def measure(records):
    """Prints the time to read an hour and the whole day, in milliseconds, as medians of 9 runs."""
    sql = statements()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(folder)
        for name in ("view", "table", "feed", "source"):
            database.run(sql[name])
        database.insert(records)
        database.run("INSERT INTO default.otel_logs SELECT * FROM default.otel_logs WHERE cityHash64(Body) % 100 = 0")
        print("| read from | an hour, newest 200 | a day, by service |\n|---|---|---|")
        hour = HOUR.format(database.day, "Timestamp")
        for table in ("otel_logs", "otel_logs_once", "otel_logs_replacing", "otel_logs_merged"):
            newest = f"SELECT Timestamp, ServiceName, Body FROM default.{table} WHERE {hour} ORDER BY Timestamp DESC LIMIT 200"
            services = f"SELECT ServiceName, count() FROM default.{table} GROUP BY ServiceName"
            print(f"| `{table}` | {median(database, newest):.0f} ms | {median(database, services):.0f} ms |")


def median(database, sql):
    times = []
    for _ in range(9):
        started = time.perf_counter()
        database.session.query(sql, "Null")
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        unittest.main()
