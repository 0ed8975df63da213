"""Queries the files of dashboards/ as HyperDX does, on an embedded ClickHouse."""

import json
import os
import pathlib
import subprocess
from datetime import datetime, timedelta, timezone

from chdb import session

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[1]
DASHBOARD = json.loads((HERE.parent / "cloudwatch-logs.json").read_text(encoding="utf-8"))
ALERTS = json.loads((HERE.parent / "alerts.json").read_text(encoding="utf-8"))
SEARCHES = json.loads((HERE.parent / "saved-searches.json").read_text(encoding="utf-8"))
TABLE = ROOT / "src" / "test" / "sql" / "otel_logs.sql"
SPAN_TABLE = TABLE.with_name("otel_traces.sql")
SPANS = "cloudwatch-traces.jsonl"
TABLE_2_26 = TABLE.with_name("otel_logs_2_26.sql")
NODE = os.environ.get("NODE", "node")


class ClickHouse:
    """An embedded ClickHouse with ClickStack's tables in several databases."""

    def __init__(self, folder):
        self.session = session.Session(folder)

    def close(self):
        self.session.close()

    def run(self, sql):
        self.session.query(sql)

    def query(self, sql):
        """Columns as [(name, type)] and rows as dictionaries."""
        result = json.loads(str(self.session.query(sql, "JSON")))
        return [(column["name"], column["type"]) for column in result["meta"]], result["data"]

    def rows(self, sql):
        return self.query(sql)[1]

    def make_table(self, database, table=TABLE):
        self.run(f"CREATE DATABASE IF NOT EXISTS {database}")
        # Without the TTL, which would delete the rows of an old day.
        for definition in (table, SPAN_TABLE):
            statement = definition.read_text(encoding="utf-8").split("\nTTL ")[0]
            self.run(statement.replace("TABLE default.", f"TABLE {database}."))

    def load(self, database, path):
        """Imports rows with JSONEachRow, as a user does."""
        self.make_table(database)
        self.run(f"INSERT INTO {database}.otel_logs FROM INFILE '{path}' FORMAT JSONEachRow")
        spans = pathlib.Path(path).with_name(SPANS)
        if spans.exists():
            self.run(f"INSERT INTO {database}.otel_traces FROM INFILE '{spans}' FORMAT JSONEachRow")

    def copy(self, source, target, replace="", where="1", table=TABLE, spans="1"):
        """Copies the rows of one database that match `where` to another one, with some columns replaced, and the spans that match `spans`."""
        self.make_table(target, table)
        columns = f"* REPLACE ({replace})" if replace else "*"
        names = ", ".join(f"`{column['name']}`" for column in self.rows(f"DESCRIBE {source}.otel_logs") if not column["default_type"])
        self.run(f"INSERT INTO {target}.otel_logs ({names}) SELECT {columns} FROM {source}.otel_logs WHERE {where}")
        self.run(f"INSERT INTO {target}.otel_traces SELECT * FROM {source}.otel_traces WHERE {spans}")

    def day(self, database):
        """The UTC day of its rows, from midnight to midnight."""
        first = self.rows(f"SELECT toString(toDate(min(Timestamp))) AS day FROM {database}.otel_logs")[0]["day"]
        midnight = datetime.strptime(first, "%Y-%m-%d").replace(tzinfo=timezone.utc)
        return midnight, midnight + timedelta(days=1)


def render(clickhouse, database, day, **what):
    """The response of render.mjs for the given files or parts of them."""
    request = {
        "database": {
            "name": database,
            "tables": {
                table: {
                    "columns": clickhouse.rows(f"DESCRIBE {database}.{table}"),
                    "table": clickhouse.rows(f"SELECT * FROM system.tables WHERE database = '{database}' AND name = '{table}'")[0],
                }
                for table in ("otel_logs", "otel_traces")
            },
        },
        "range": [int(moment.timestamp() * 1000) for moment in day],
        **what,
    }
    done = subprocess.run(
        [NODE, str(HERE / "render.mjs")], input=json.dumps(request), capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"render.mjs failed: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


class Tile:
    """A tile with the result of its query."""

    def __init__(self, clickhouse, rendered):
        self.id = rendered["id"]
        self.config = rendered["config"]
        self.type = rendered["displayType"]
        self.width = rendered["w"]
        self.columns, self.rows = [], []
        self.sparkline = []
        try:
            if "sql" in rendered:
                self.columns, self.rows = clickhouse.query(rendered["sql"])
            if "sparklineSql" in rendered:
                self.sparkline = clickhouse.rows(rendered["sparklineSql"])
        except Exception as error:
            raise RuntimeError(f"tile {self.id}: ClickHouse rejects its query: {error}") from error

    def value(self):
        """The number of a number tile, or None if it shows none."""
        return list(self.rows[0].values())[0]


def tiles(clickhouse, database, day, only=None, **what):
    """All tiles, or only some of them, by ID with their results, and the problems of the file."""
    response = render(clickhouse, database, day, dashboard=DASHBOARD, **what)
    return {tile["id"]: Tile(clickhouse, tile) for tile in response["tiles"] if only is None or tile["id"] in only}, response["problems"]
