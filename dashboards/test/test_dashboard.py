"""The dashboard, the saved searches and the alerts on the demo day, with HyperDX's own schemas and SQL generator.

    scripts/dashboard.sh check [FILE]
"""

import json
import math
import os
import pathlib
import re
import sys
import tempfile
import unittest
from collections import Counter
from datetime import timedelta

import board
import recount

DAY_FILE = os.environ["DASHBOARD_DAY"]
SPANS_FILE = pathlib.Path(DAY_FILE).with_name(board.SPANS)
FACTS_FILE = pathlib.Path(DAY_FILE).with_name("demo-facts.json")
ERROR = "lower(SeverityText) IN ('fatal', 'error', 'critical', 'crit', 'err', 'alert', 'emergency', 'emerg')"
# Matches the rows of every problem of the day. A day without these rows is a healthy day.
PROBLEMS = f"""{ERROR} OR match(LogAttributes['http.response.status_code'], '^[45]') OR LogAttributes['aws.vpc.flow.action'] = 'REJECT'
  OR LogAttributes['aws.lambda.status'] != '' OR LogAttributes['aws.lambda.timeout_s'] != '' OR LogAttributes['error.type'] != ''
  OR LogAttributes['aws.lambda.max_memory_used_mb'] != '' AND
     toFloat64OrZero(LogAttributes['aws.lambda.max_memory_used_mb']) >= 0.9 * toFloat64OrZero(LogAttributes['aws.lambda.memory_size_mb'])"""
SERIES = {"line", "stacked_bar"}
TIME = "__hdx_time_bucket"
# Of a table as wide as a page of 1600 pixels.
TABLE_PIXELS, CELL_PADDING, CHARACTER_PIXELS = 1290, 16, 7.2
# By tile, the column with the number of events that the search behind a row finds.
CLICKS = {
    "ov-patterns": "Count", "api-routes": "Requests", "api-traces": "Events", "api-containers": "Events", "db-queries": "Count",
    "net-sources": "Rejected", "net-destinations": "Rejected", "fw-senders": "Records", "fw-duplicates-by-group": "Records",
    "tr-operations": "Requests", "tr-dependencies": "Calls", "fw-silent": "Events", "api-denials": "Denied", "api-jobs": "Events",
}  # fmt: skip
# Tiles that are empty on a healthy day. All others show values even then.
EMPTY_ON_A_HEALTHY_DAY = {
    "ov-patterns", "ov-latest-errors", "la-errors-by-function", "la-failed", "la-latest", "api-throttling", "api-timeouts", "api-traces", "api-latest",
    "net-over-time", "net-sources", "net-destinations", "ov-errors-by-group", "ov-mined-patterns", "api-denials", "tr-latest",
    "tr-errors-by-service",
}  # fmt: skip
ZERO_ON_A_HEALTHY_DAY = ["ov-errors", "ov-error-ratio", "la-errors", "la-timeouts", "la-oom", "api-5xx", "api-throttled", "net-rejects", "net-reject-ratio", "tr-errors"]


def setUpModule():
    global clickhouse, day, folder
    folder = tempfile.TemporaryDirectory()
    clickhouse = board.ClickHouse(folder.name)
    clickhouse.load("default", DAY_FILE)
    day = clickhouse.day("default")


def tearDownModule():
    clickhouse.close()
    folder.cleanup()


def numeric(kind):
    return re.match(r"(Nullable\()?(U?Int|Float|Decimal)", kind) is not None


class Checks(unittest.TestCase):
    def assert_drawable(self, tile, columns):
        """HyperDX can draw these columns as a tile of this type."""
        names = dict(columns)
        if tile.type in SERIES:
            self.assertIn(TIME, names)
        if tile.type in SERIES | {"number", "table"}:
            self.assertTrue(any(numeric(kind) for kind in names.values()), f"no number among {columns}")
        if tile.type == "table":
            self.assertEqual(len(names), len(columns), f"a name twice among {columns}")


class OnTheDemoDay(Checks):
    @classmethod
    def setUpClass(cls):
        cls.tiles, cls.problems = board.tiles(clickhouse, "default", day)
        cls.expected = recount.Day(DAY_FILE, SPANS_FILE).expected()

    def test_hyperdx_accepts_the_file_and_drops_no_member(self):
        self.assertEqual(self.problems, [])

    def test_every_tile_shows_values(self):
        for tile in self.tiles.values():
            with self.subTest(tile=tile.id):
                if tile.type == "markdown":
                    continue
                self.assertTrue(tile.rows, "no rows")
                self.assert_drawable(tile, tile.columns)
                if "backgroundChart" in tile.config:
                    self.assertGreater(len(tile.sparkline), 1, "no sparkline")

    def test_tables_show_their_texts_in_full(self):
        """On a page that is 1600 pixels wide. The last column is twice as wide as each of the others, and may be cut; so may ids."""
        for tile in self.tiles.values():
            if tile.type != "table":
                continue
            groups = re.findall(r' AS "([^"]+)"', tile.config["groupBy"])
            values = [select["alias"] for select in tile.config["select"]]
            names = groups + values if tile.config["groupByColumnsOnLeft"] else values + groups
            room = (TABLE_PIXELS * tile.width / 24 / (len(names) + 1) - CELL_PADDING) / CHARACTER_PIXELS
            for name in names[:-1]:
                texts = [name] + [row[name] for row in tile.rows if isinstance(row[name], str)]
                longest = max((text for text in texts if not re.fullmatch(r"\d+(\.\d+)?|nan|[0-9a-f]{32}", text)), key=len)
                with self.subTest(tile=tile.id, column=name, longest=longest):
                    self.assertLessEqual(len(longest), room)

    def test_number_tiles_show_the_values_of_a_recount(self):
        numbers = {tile.id: tile for tile in self.tiles.values() if tile.type == "number"}
        self.assertEqual(set(numbers) - set(self.expected), {"api-p99"})
        for name, expected in self.expected.items():
            with self.subTest(tile=name):
                self.assertEqual(len(numbers[name].rows), 1)
                # ClickHouse computes quantiles from a sample. The longest requests differ by seconds.
                sampled = "quantile" in str(numbers[name].columns)
                share = (0.1 if name == "tr-p99" else 0.05) if sampled else 1e-9
                self.assertAlmostEqual(float(numbers[name].value()), expected, delta=abs(expected) * share)

    def test_charts_and_tables_add_up_to_the_number_tiles(self):
        def total(name, column):
            return sum(float(row[column]) for row in self.tiles[name].rows)

        for name, column, number in [
            ("ov-severity", "events", "ov-events"), ("ov-volume", "events", "ov-events"), ("ov-log-groups", "Events", "ov-events"),
            ("ov-log-groups", "Errors", "ov-errors"), ("ov-patterns", "Count", "ov-errors"),
            ("la-by-function", "invocations", "la-invocations"), ("la-functions", "Invocations", "la-invocations"),
            ("la-functions", "Cold starts", "la-cold-starts"), ("la-limits", "Timeouts", "la-timeouts"),
            ("la-limits", "Out of memory", "la-oom"), ("la-functions", "Cost", "la-cost"),
            ("api-classes", "requests", "api-requests"), ("api-routes", "Requests", "api-requests"),
            ("api-throttling", "throttled", "api-throttled"), ("db-over-time", "queries", "db-slow"), ("db-queries", "Count", "db-slow"),
            ("fw-by-version", "records", "fw-records"), ("fw-by-account", "records", "fw-records"), ("fw-silent", "Events", "fw-records"),
            ("fw-duplicates-by-group", "Duplicates", "fw-duplicates"),
            ("tr-by-service", "requests", "tr-requests"), ("tr-operations", "Requests", "tr-requests"),
        ]:  # fmt: skip
            with self.subTest(tile=name, column=column):
                self.assertAlmostEqual(total(name, column), self.expected[number], delta=1e-9)

    @unittest.skipUnless(FACTS_FILE.exists(), "no demo-facts.json next to the day")
    def test_tiles_show_the_facts_of_the_demo_day(self):
        facts = json.loads(FACTS_FILE.read_text(encoding="utf-8"))
        counts = {name: {key: count for key, count in by.items() if count} for name, by in facts["counts"].items()}
        classes = {}
        for status, count in counts["gateway_statuses"].items():
            classes[status[0] + "xx"] = classes.get(status[0] + "xx", 0) + count
        for name, shown, known in [
            ("ov-events", self.by("ov-events", None, None), {"": facts["events"]}),
            ("ov-severity", self.by("ov-severity", "SeverityText", "events"), counts["events_by_severity"]),
            ("ov-log-groups", self.by("ov-log-groups", "Log group", "Events"), counts["events_by_group"]),
            ("ov-log-groups", self.by("ov-log-groups", "Service", "Errors"), counts["errors_by_service"]),
            ("ov-patterns", self.by("ov-patterns", "Service", "Count"), counts["errors_by_service"]),
            ("la-functions", self.by("la-functions", "Function", "Invocations"), counts["invocations"]),
            ("la-by-function", self.by("la-by-function", "ServiceName", "invocations"), counts["invocations"]),
            ("la-functions", self.by("la-functions", "Function", "Cold starts"), counts["cold_starts"]),
            ("la-limits", self.by("la-limits", "Function", "Timeouts"), counts["timeouts"]),
            ("la-limits", self.by("la-limits", "Function", "Out of memory"), counts["out_of_memory"]),
            ("api-classes", self.by("api-classes", "Status class", "requests"), classes),
            ("api-throttled", self.by("api-throttled", None, None), {"": sum(counts["rate_limited"].values())}),
            ("db-slow", self.by("db-slow", None, None), {"": sum(counts["slow_queries"].values())}),
            ("net-rejects", self.by("net-rejects", None, None), {"": sum(counts["rejects"].values())}),
            ("net-sources", {"192.0.2.77": self.by("net-sources", "Source", "Rejected")["192.0.2.77"]}, {"192.0.2.77": counts["rejects"]["192.0.2.77"]}),
            ("fw-records", self.by("fw-records", None, None), {"": facts["events"]}),
            ("tr-requests", self.by("tr-requests", None, None), {"": counts["spans_by_kind"]["SERVER"]}),
            ("tr-dependencies", {"": sum(self.by("tr-dependencies", "Dependency", "Calls").values())}, {"": counts["spans_by_kind"]["CLIENT"]}),
            ("tr-operations", {"payment-processor": self.by("tr-operations", "Service", "Failed")["payment-processor"]}, {"payment-processor": counts["failed_spans_by_service"]["payment-processor"]}),
        ]:  # fmt: skip
            with self.subTest(tile=name):
                self.assertEqual(shown, known)
        deploy = facts["story"]["bad_deploy"]
        first_seen = [f"{day[0].year}-{row['First seen (UTC)'].replace(' ', 'T')}" for row in self.tiles["ov-patterns"].rows if row["Service"] == deploy["service"]]
        self.assertTrue(any(deploy["from"] <= first < deploy["to"] for first in first_seen), f"none of {first_seen} is within {deploy}")

    def by(self, name, key, column):
        """The values of a tile, summed by one of its columns; a number tile has no column."""
        shown = {}
        for row in self.tiles[name].rows:
            label = row[key] if key else ""
            shown[label] = shown.get(label, 0) + int(row[column] if column else list(row.values())[0])
        return {label: count for label, count in shown.items() if count}

    def test_filters_offer_values_and_apply_to_every_tile(self):
        response = board.render(clickhouse, "default", day, dashboard=board.DASHBOARD)
        selected, offered = [], {}
        for rendered in response["filters"]:
            values = clickhouse.rows(rendered["sql"])
            offered[rendered["name"]] = [row["value"] for row in values]
            self.assertTrue(values, f"{rendered['name']} offers nothing")
            self.assertEqual(sum(int(row["events"]) for row in values), self.expected["ov-events"])
            selected.append({"expression": rendered["expression"], "values": [values[0]["value"]]})
        self.assertEqual(set(offered), {"Account", "Region", "Log group", "Service", "Environment"})
        for condition in selected:
            with self.subTest(filter=condition):
                tiles, problems = board.tiles(clickhouse, "default", day, {"ov-events"}, filters=[condition])
                self.assertEqual(problems, [])
                where = f"{condition['expression']} = '{condition['values'][0]}'"
                count = clickhouse.rows(f"SELECT count() AS n FROM default.otel_logs WHERE {where}")[0]["n"]
                self.assertEqual(tiles["ov-events"].value(), count)
        tiles, problems = board.tiles(clickhouse, "default", day, filters=selected)
        self.assertEqual(problems, [])

    def test_a_click_on_a_row_opens_the_events_of_that_row(self):
        tables = [tile for tile in self.tiles.values() if tile.type == "table"]
        clicks = [(tile, row) for tile in tables for row in {id(row): row for row in (tile.rows[0], tile.rows[len(tile.rows) // 2], tile.rows[-1])}.values()]
        response = board.render(clickhouse, "default", day, dashboard=board.DASHBOARD, clicks=[{"tile": tile.id, "row": row} for tile, row in clicks])
        self.assertEqual(response["problems"], [])
        for (tile, row), rendered in zip(clicks, response["clicks"], strict=True):
            with self.subTest(tile=tile.id, row=row):
                found = int(clickhouse.rows(rendered["sql"])[0]["events"])
                self.assertGreater(found, 0)
                if tile.id in CLICKS:
                    self.assertEqual(found, int(row[CLICKS[tile.id]]))

    def test_the_case_of_severities_makes_no_difference(self):
        for case in ("upper", "lower"):
            clickhouse.copy("default", case, replace=f"{case}(SeverityText) AS SeverityText")
            tiles, problems = board.tiles(clickhouse, case, day)
            self.assertEqual(problems, [])
            for name, tile in tiles.items():
                with self.subTest(case=case, tile=name):
                    self.assertEqual(self.comparable(tile), self.comparable(self.tiles[name]))

    @staticmethod
    def comparable(tile):
        """Rows in a fixed order, without the column that ClickHouse selects at random."""
        rows = [{key: str(value).lower() for key, value in row.items() if key != "Example"} for row in tile.rows]
        return sorted(map(str, rows)) if tile.type != "search" else len(rows)


class OnOtherDays(Checks):
    def test_no_tile_fails_on_a_healthy_day(self):
        clickhouse.copy("default", "healthy", where=f"NOT ({PROBLEMS})", spans="StatusCode != 'Error'")
        tiles, problems = board.tiles(clickhouse, "healthy", day)
        self.assertEqual(problems, [])
        for tile in tiles.values():
            with self.subTest(tile=tile.id):
                self.assert_drawable(tile, tile.columns) if tile.columns else None
                if tile.type not in {"markdown", "number"}:
                    self.assertEqual(not tile.rows, tile.id in EMPTY_ON_A_HEALTHY_DAY, f"{len(tile.rows)} rows")
        for name in ZERO_ON_A_HEALTHY_DAY:
            with self.subTest(tile=name):
                self.assertEqual(float(tiles[name].value()), 0)

    def test_no_tile_fails_without_events(self):
        clickhouse.make_table("empty")
        tiles, problems = board.tiles(clickhouse, "empty", day)
        self.assertEqual(problems, [])
        for tile in tiles.values():
            with self.subTest(tile=tile.id):
                if tile.type == "number":
                    value = tile.value()
                    self.assertTrue(value is None or float(value) == 0 or math.isnan(float(value)), f"shows {value}")
                else:
                    self.assertEqual(tile.rows, [])


class InTheChunksOfTheUi(Checks):
    """HyperDX queries a time chart in chunks, from the end of the time range."""

    HOURS = (0.25, 6, 6, 12, 24)

    def chunks(self):
        end = day[1]
        for hours in self.HOURS:
            start = max(day[0], end - timedelta(hours=hours))
            if start < end:
                yield start, end
            end = start

    def test_time_charts_show_every_group_in_every_chunk(self):
        charts = {tile["id"] for tile in board.DASHBOARD["tiles"] if tile["config"]["displayType"] in SERIES and "aggFn" in tile["config"]["select"][0] and {select["aggFn"] for select in tile["config"]["select"]} == {"count"}}
        self.assertGreater(len(charts), 8)
        shown = {name: Counter() for name in charts}
        for chunk in self.chunks():
            tiles, problems = board.tiles(clickhouse, "default", chunk, charts)
            self.assertEqual(problems, [])
            for name, tile in tiles.items():
                shown[name].update(self.groups(tile))
        tiles, _ = board.tiles(clickhouse, "default", day, charts)
        for name, tile in tiles.items():
            with self.subTest(tile=name):
                self.assertEqual(shown[name], self.groups(tile))

    @staticmethod
    def groups(tile):
        """The events of a chart by group."""
        counts = Counter()
        for row in tile.rows:
            values = {name: value for name, value in row.items() if name != TIME}
            number = next(name for name, kind in tile.columns if name != TIME and numeric(kind))
            counts[tuple(str(value) for name, value in values.items() if name != number)] += int(values[number])
        return counts


class Searches(unittest.TestCase):
    # By saved search, the number tile that shows the same.
    TILES = {
        "CloudWatch: errors": "ov-errors", "Lambda: timeouts": "la-timeouts", "Lambda: out of memory": "la-oom", "Lambda: cold starts": "la-cold-starts",
        "API: throttled requests": "api-throttled", "Databases: slow queries": "db-slow", "Network: rejected flows": "net-rejects", "Forwarder: all records": "fw-records",
    }  # fmt: skip

    def test_a_saved_search_finds_the_number_of_its_tile(self):
        tiles, _ = board.tiles(clickhouse, "default", day, set(self.TILES.values()))
        response = board.render(clickhouse, "default", day, searches=board.SEARCHES)
        found = {search["name"]: int(clickhouse.rows(search["countSql"])[0]["events"]) for search in response["searches"]}
        for search, tile in self.TILES.items():
            with self.subTest(search=search):
                self.assertEqual(found[search], int(tiles[tile].value()))

    def test_each_saved_search_finds_events(self):
        response = board.render(clickhouse, "default", day, searches=board.SEARCHES)
        self.assertEqual(response["problems"], [])
        for search in response["searches"]:
            with self.subTest(search=search["name"]):
                self.assertTrue(clickhouse.rows(search["sql"]))

    def test_searches_for_problems_find_nothing_on_a_healthy_day(self):
        clickhouse.copy("default", "calm", where=f"NOT ({PROBLEMS})")
        response = board.render(clickhouse, "calm", day, searches=board.SEARCHES)
        found = {search["name"]: int(clickhouse.rows(search["countSql"])[0]["events"]) for search in response["searches"]}
        calm = {name for name, count in found.items() if count == 0}
        self.assertEqual(
            calm,
            {"CloudWatch: errors", "Lambda: timeouts", "Lambda: out of memory", "Lambda: memory nearly used up", "API: server errors", "API: throttled requests", "Network: rejected flows"},
        )  # fmt: skip


class DocumentedSearches(unittest.TestCase):
    """The searches that the documents show as inline code, e.g. `ServiceName:"orders" SeverityText:error`."""

    TERM = r'[A-Za-z][\w.]*:(?:"[^"`]*"|[\w*-]+)'
    SEARCH = re.compile(rf"`({TERM}(?: {TERM})*)`")
    COLUMN = re.compile("(Body|LogAttributes|ResourceAttributes|Scope|ServiceName|Severity|SpanId|Timestamp|TraceId)")
    DEMO = board.ROOT / "docs" / "demo.md"

    @classmethod
    def setUpClass(cls):
        documents = [board.ROOT / "README.md", *sorted((board.ROOT / "docs").glob("*.md"))]
        # Other documents also contain code such as `logs:PutLogEvents`.
        cls.searches = [
            (document, search)
            for document in documents
            for search in cls.SEARCH.findall(document.read_text(encoding="utf-8"))
            if document == cls.DEMO or cls.COLUMN.match(search)
        ]

    def found(self, database):
        """The number of events that each search finds. ClickHouse refuses a search for a column that does not exist."""
        searches = [{"name": f"{document.name}: {where}", "source": "Logs", "select": "", "where": where, "whereLanguage": "lucene", "tags": []} for document, where in self.searches]
        response = board.render(clickhouse, database, day, searches=searches)
        self.assertEqual(response["problems"], [])
        return [int(clickhouse.rows(search["countSql"])[0]["events"]) for search in response["searches"]]

    def test_documents_have_searches(self):
        self.assertGreaterEqual(len(self.searches), 8)

    def test_each_search_of_the_demo_finds_events(self):
        for (document, search), count in zip(self.searches, self.found("default"), strict=True):
            with self.subTest(document=document.name, search=search):
                if document == self.DEMO:
                    self.assertGreater(count, 0)

    def test_searches_find_the_same_events_in_the_table_of_version_2_26(self):
        clickhouse.copy("default", "until_2_26", table=board.TABLE_2_26)
        self.assertEqual(self.found("until_2_26"), self.found("default"))


class Alerts(unittest.TestCase):
    ROW = re.compile(r"^\| (?P<name>[^|]+) \| (?P<kind>search|tile) `(?P<watched>[^`]+)` \| (?P<interval>\w+) \| (?P<when>at least|below) (?P<threshold>[\d.]+) \| (?P<by>[^|]+) \|( (?P<share>\d+) % \|)?$", re.MULTILINE)

    @classmethod
    def setUpClass(cls):
        text = (board.ROOT / "docs" / "alerts.md").read_text(encoding="utf-8")
        cls.alerts = [match.groupdict() for match in cls.ROW.finditer(text)]
        cls.lines = len(re.findall(r"^\| .*\b(?:at least|below)\b.*\|$", text, re.MULTILINE))

    def windows(self, database, alerts):
        """By the name of each alert: the number of windows of the day in which it fires, and the number of windows."""
        requested = []
        for alert in alerts:
            group = {} if alert["by"] == "–" else {"groupBy": alert["by"].strip("`")}
            requested.append({alert["kind"]: alert["watched"], "interval": alert["interval"], **group})
        response = board.render(clickhouse, database, day, dashboard=board.DASHBOARD, searches=board.SEARCHES, alerts=requested)
        self.assertEqual(response["problems"], [])
        return {alert["name"]: self.firing(alert, rendered["sql"]) for alert, rendered in zip(alerts, response["alerts"], strict=True)}

    @staticmethod
    def firing(alert, sql):
        columns, rows = clickhouse.query(sql)
        value, limit = columns[0][0], float(alert["threshold"])
        count = int((day[1] - day[0]).total_seconds()) // ({"m": 60, "h": 3600}[alert["interval"][-1]] * int(alert["interval"][:-1]))
        reached = {row[TIME] for row in rows if float(row[value] or 0) >= limit}
        return (len(reached) if alert["when"] == "at least" else count - len(reached)), count

    def test_every_row_of_the_tables_is_parsed(self):
        self.assertEqual(len(self.alerts), self.lines)
        self.assertGreater(len(self.alerts), 10)

    def test_the_tables_show_the_alerts_that_are_installed(self):
        documented = []
        for row in self.alerts:
            group = {} if row["by"] == "–" else {"groupBy": row["by"].strip("`")}
            kind = {"at least": "above", "below": "below"}[row["when"]]
            documented.append({"name": row["name"], row["kind"]: row["watched"], "interval": row["interval"], "thresholdType": kind, "threshold": float(row["threshold"]), **group})
        self.assertEqual(documented, board.ALERTS)

    def test_alerts_fire_during_the_problems_of_the_day_and_not_all_day(self):
        for name, (firing, count) in self.windows("default", self.alerts).items():
            with self.subTest(alert=name, firing=firing, windows=count):
                share = next(alert["share"] for alert in self.alerts if alert["name"] == name)
                if share:
                    self.assertGreater(firing, 0)
                    self.assertLessEqual(100 * firing / count, float(share))
                else:
                    self.assertEqual(firing, 0)

    def test_the_memory_search_finds_a_function_before_it_is_out_of_memory(self):
        def first(search):
            rendered = board.render(clickhouse, "default", day, searches=[each for each in board.SEARCHES if each["name"] == search])
            return min(row["Timestamp"] for row in clickhouse.rows(rendered["searches"][0]["sql"].replace("LIMIT 200", "")))

        self.assertLess(first("Lambda: memory nearly used up"), first("Lambda: out of memory"))

    def test_alerts_do_not_fire_on_a_healthy_day(self):
        clickhouse.copy("default", "without_problems", where=f"NOT ({PROBLEMS})")
        firing = {name for name, (windows, _) in self.windows("without_problems", self.alerts).items() if windows > 0}
        self.assertEqual(firing, {"Slow queries"}, "a slow query is not an error")

    def test_an_alert_on_silence_fires(self):
        clickhouse.copy("default", "silent", where="toHour(Timestamp, 'UTC') NOT IN (3, 4)")
        silence = next(alert for alert in self.alerts if alert["when"] == "below")
        self.assertEqual(self.windows("silent", [silence])[silence["name"]][0], 8)


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
