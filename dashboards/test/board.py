"""The files of dashboards/, as HyperDX would query them, on an embedded ClickHouse."""

import json
import os
import pathlib
import subprocess
from datetime import datetime, timedelta, timezone

from chdb import session

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[1]
DASHBOARD = json.loads((HERE.parent / "cloudwatch-logs.json").read_text(encoding="utf-8"))
SEARCHES = json.loads((HERE.parent / "saved-searches.json").read_text(encoding="utf-8"))
TABLE = ROOT / "src" / "test" / "sql" / "otel_logs.sql"
NODE = os.environ.get("NODE", "node")


class ClickHouse:
    """ClickStack's table, once in each of several databases."""

    def __init__(self, folder):
        self.session = session.Session(folder)

    def close(self):
        self.session.close()

    def run(self, sql):
        self.session.query(sql)

    def answer(self, sql):
        """Columns as [(name, type)] and rows as dictionaries."""
        answer = json.loads(str(self.session.query(sql, "JSON")))
        return [(column["name"], column["type"]) for column in answer["meta"]], answer["data"]

    def rows(self, sql):
        return self.answer(sql)[1]

    def make_table(self, database):
        self.run(f"CREATE DATABASE IF NOT EXISTS {database}")
        # Without the TTL: the day may be long ago.
        statement = TABLE.read_text(encoding="utf-8").split("\nTTL ")[0]
        self.run(statement.replace("default.otel_logs", f"{database}.otel_logs"))

    def load(self, database, path):
        """Imports rows as a user does, with JSONEachRow."""
        self.make_table(database)
        self.run(f"INSERT INTO {database}.otel_logs FROM INFILE '{path}' FORMAT JSONEachRow")

    def copy(self, source, target, replace="", where="1"):
        """All rows of one database in another one, some columns replaced, some rows left out."""
        self.make_table(target)
        columns = f"* REPLACE ({replace})" if replace else "*"
        self.run(f"INSERT INTO {target}.otel_logs SELECT {columns} FROM {source}.otel_logs WHERE {where}")

    def day(self, database):
        """The UTC day of its rows, from midnight to midnight."""
        first = self.rows(f"SELECT toString(toDate(min(Timestamp))) AS day FROM {database}.otel_logs")[0]["day"]
        midnight = datetime.strptime(first, "%Y-%m-%d").replace(tzinfo=timezone.utc)
        return midnight, midnight + timedelta(days=1)


def render(clickhouse, database, day, **what):
    """What render.mjs answers about the files, or the parts of them that are given."""
    request = {
        "database": {
            "name": database,
            "columns": clickhouse.rows(f"DESCRIBE {database}.otel_logs"),
            "table": clickhouse.rows(f"SELECT * FROM system.tables WHERE database = '{database}' AND name = 'otel_logs'")[0],
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
    """A tile with what its query answers."""

    def __init__(self, clickhouse, rendered):
        self.id = rendered["id"]
        self.name = rendered["name"]
        self.config = rendered["config"]
        self.type = rendered["displayType"]
        self.tab = rendered["tabId"]
        self.place = (rendered["x"], rendered["y"], rendered["w"], rendered["h"])
        self.columns, self.rows = [], []
        self.sparkline_columns, self.sparkline = [], []
        try:
            if "sql" in rendered:
                self.columns, self.rows = clickhouse.answer(rendered["sql"])
            if "sparklineSql" in rendered:
                self.sparkline_columns, self.sparkline = clickhouse.answer(rendered["sparklineSql"])
        except Exception as error:
            raise RuntimeError(f"tile {self.id}: ClickHouse refuses its query: {error}") from error

    def value(self):
        """The number of a number tile, None where there is none."""
        return list(self.rows[0].values())[0]


def tiles(clickhouse, database, day, only=None, **what):
    """All tiles by id, or one of them, queried; and the problems of the file."""
    answer = render(clickhouse, database, day, dashboard=DASHBOARD, **what)
    return {tile["id"]: Tile(clickhouse, tile) for tile in answer["tiles"] if only in (None, tile["id"])}, answer["problems"]
