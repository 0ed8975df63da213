"""Imports the demo day (docs/demo.md) into an embedded ClickHouse and compares it with the facts of its generator.

Reads target/demo, which `scripts/demo.sh` writes. To update the tables in docs/demo.md, run

    .venv/bin/python src/test/sql/test_demo.py --update
"""

import json
import pathlib
import re
import sys
import tempfile
import unittest

from chdb import session

ROOT = pathlib.Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "demo.md"
TABLE = pathlib.Path(__file__).with_name("otel_logs.sql")
SPAN_TABLE = TABLE.with_name("otel_traces.sql")
ROWS = ROOT / "target" / "demo" / "cloudwatch-logs.jsonl"
SPANS = ROWS.with_name("cloudwatch-traces.jsonl")
FACTS = ROWS.with_name("demo-facts.json")
BLOCK = re.compile(r"```sql\n-- (\w+)\n([\s\S]*?)```\n\n((?:\|.*\n)*)")


class Demo:
    """ClickStack's tables with the demo day, and the facts about that day."""

    def __init__(self, folder):
        if not (ROWS.exists() and SPANS.exists() and FACTS.exists()):
            raise FileNotFoundError(f"no demo day in {ROWS.parent}: run scripts/demo.sh")
        self.facts = json.loads(FACTS.read_text(encoding="utf-8"))
        if (self.facts["date"], self.facts["seed"]) != ("2025-12-07", 20251207):
            raise ValueError(f"{FACTS} is not of the day in docs/demo.md: run scripts/demo.sh without options")
        self.session = session.Session(folder)
        for table, definition, file in (("otel_logs", TABLE, ROWS), ("otel_traces", SPAN_TABLE, SPANS)):
            self.session.query(definition.read_text(encoding="utf-8"))
            self.session.query(self.remove_ttl_statement(table))
            self.session.query(
                f"INSERT INTO default.{table} FROM INFILE '{file}' SETTINGS input_format_skip_unknown_fields = 0 FORMAT JSONEachRow"
            )

    @staticmethod
    def remove_ttl_statement(table):
        """The statement that the document recommends before the import of an old day."""
        return re.search(rf"ALTER TABLE default\.{table} REMOVE TTL", DOCUMENT.read_text(encoding="utf-8")).group()

    def rows(self, sql):
        result = str(self.session.query(sql, "JSONEachRow"))
        return [json.loads(line) for line in result.splitlines()]

    def one(self, expression, where="1", table="otel_logs"):
        value = self.rows(f"SELECT {expression} AS value FROM default.{table} WHERE {where}")[0]["value"]
        return int(value) if isinstance(value, str) and value.isdigit() else value

    def by(self, key, where="1", count="count()", table="otel_logs"):
        found = self.rows(f"SELECT {key} AS key, {count} AS n FROM default.{table} WHERE {where} GROUP BY key HAVING n > 0")
        return {row["key"]: int(row["n"]) for row in found}

    def close(self):
        self.session.close()


def markdown(rows):
    """Rows as a Markdown table."""
    names = list(rows[0])
    lines = [names, ["---"] * len(names)] + [[str(row[name]) for name in names] for row in rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|").replace("\t", " ") for cell in line) + " |\n" for line in lines)


class DemoTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.demo = Demo(folder.name)
        cls.addClassCleanup(cls.demo.close)
        cls.counts = cls.demo.facts["counts"]
        cls.story = cls.demo.facts["story"]

    def test_every_row_is_imported_and_marked(self):
        self.assertGreaterEqual(self.demo.facts["events"], 40_000)
        self.assertEqual(self.demo.one("count()"), self.demo.facts["events"])
        self.assertEqual(self.demo.one("count()", "LogAttributes['source'] = 'cloudwatch-demo'"), self.demo.facts["events"])
        self.assertEqual(self.demo.one("uniqExact(LogAttributes['log.record.uid'])"), self.demo.facts["events"])

    def test_rows_cover_the_whole_day_and_no_other(self):
        self.assertEqual(self.demo.by("toString(toDate(Timestamp))"), {self.demo.facts["date"]: self.demo.facts["events"]})
        self.assertEqual(self.demo.one("uniqExact(toHour(Timestamp))"), 24)

    def test_groups_services_and_errors(self):
        group = "ResourceAttributes['cloudwatch.log.group.name']"
        self.assertEqual(self.demo.by(group), self.counts["events_by_group"])
        self.assertEqual(self.demo.by("ServiceName"), self.counts["events_by_service"])
        self.assertEqual(self.demo.by("ServiceName", "SeverityText IN ('error', 'fatal')"), self.counts["errors_by_service"])

    def test_severity_texts_are_those_of_the_collector(self):
        self.assertEqual(self.demo.one("count()", "SeverityText != lower(SeverityText) OR SeverityText = ''"), 0)

    def test_severities_are_those_of_the_services(self):
        self.assertEqual(self.demo.by("SeverityText"), self.counts["events_by_severity"])
        self.assertEqual(self.demo.by("ServiceName", "SeverityText = 'warn'"), self.counts["warnings_by_service"])
        self.assertEqual(self.demo.one("count()", "SeverityNumber = 0"), 0)

    def test_functions(self):
        reported = "mapContains(LogAttributes, 'aws.lambda.duration_ms')"
        self.assertEqual(self.demo.by("ServiceName", reported), self.counts["invocations"])
        self.assertEqual(self.demo.by("ServiceName", "mapContains(LogAttributes, 'aws.lambda.init_duration_ms')"), self.counts["cold_starts"])
        billed = "sum(toUInt64OrZero(LogAttributes['aws.lambda.billed_duration_ms']))"
        self.assertEqual(self.demo.by("ServiceName", count=billed), self.counts["billed_ms"])
        memory = "LogAttributes['error.type'] = 'Runtime.OutOfMemory'"
        self.assertEqual(self.demo.by("ServiceName", memory), self.counts["out_of_memory"])
        self.assertEqual(self.demo.by("ServiceName", "LogAttributes['aws.lambda.status'] = 'timeout'"), self.counts["timeouts"])

    def test_bad_deploy(self):
        failed = f"ServiceName = '{self.story['bad_deploy']['service']}' AND LogAttributes['exception.type'] = 'TypeError'"
        self.assertEqual(self.demo.by("ResourceAttributes['faas.version']", failed), self.counts["failed_by_version"])
        self.assertEqual(list(self.counts["failed_by_version"]), [self.story["bad_deploy"]["version"]])
        between = "Timestamp BETWEEN parseDateTimeBestEffort('{from}') AND parseDateTimeBestEffort('{to}')"
        self.assertEqual(self.demo.one("count()", f"{failed} AND NOT {between.format(**self.story['bad_deploy'])}"), 0)
        self.assertGreater(self.demo.one("count()", failed), 50)

    def test_traces_link_the_services(self):
        linked = self.demo.rows(
            """SELECT count() AS n FROM (SELECT TraceId FROM default.otel_logs WHERE TraceId != '' GROUP BY TraceId
            HAVING hasAll(groupUniqArray(ServiceName), ['api-gateway', 'order-service', 'payment-processor']))"""
        )
        self.assertEqual(int(linked[0]["n"]), self.counts["traced_orders"]["all"])
        self.assertEqual(self.demo.one("count()", "NOT match(TraceId, '^([0-9a-f]{32})?$')"), 0)

    def test_every_span_is_imported_and_marked(self):
        self.assertGreaterEqual(self.demo.facts["spans"], 30_000)
        self.assertEqual(self.demo.one("count()", table="otel_traces"), self.demo.facts["spans"])
        self.assertEqual(self.demo.one("uniqExact(TraceId, SpanId)", table="otel_traces"), self.demo.facts["spans"])
        self.assertEqual(self.demo.one("count()", "SpanAttributes['source'] != 'cloudwatch-demo'", "otel_traces"), 0)
        self.assertEqual(self.demo.by("toString(toDate(Timestamp))", table="otel_traces"), {self.demo.facts["date"]: self.demo.facts["spans"]})

    def test_spans_have_services_kinds_names_and_durations(self):
        self.assertEqual(self.demo.by("ServiceName", table="otel_traces"), self.counts["spans_by_service"])
        self.assertEqual(self.demo.by("ServiceName", "StatusCode = 'Error'", table="otel_traces"), self.counts["failed_spans_by_service"])
        self.assertEqual(self.demo.by("upper(SpanKind)", table="otel_traces"), self.counts["spans_by_kind"])
        self.assertEqual(self.demo.one("count()", "SpanName = '' OR Duration > 60e9", "otel_traces"), 0)

    def test_traces_are_trees_and_logs_belong_to_their_spans(self):
        spans = "(SELECT TraceId, SpanId FROM default.otel_traces)"
        self.assertEqual(self.demo.one("count()", f"ParentSpanId != '' AND (TraceId, ParentSpanId) NOT IN {spans}", "otel_traces"), 0)
        self.assertEqual(
            self.demo.one("countIf(ParentSpanId = '')", table="otel_traces"), self.demo.one("uniqExact(TraceId)", table="otel_traces")
        )
        self.assertEqual(self.demo.one("count()", f"SpanId != '' AND (TraceId, SpanId) NOT IN {spans}"), 0)
        self.assertGreater(self.demo.one("count()", "SpanId != ''"), 24_000)
        self.assertEqual(self.demo.one("count()", "TraceId != '' AND SpanId = ''"), 0)

    def test_failed_charges_agree_in_logs_and_spans(self):
        rows = self.demo.rows(dict((name, sql) for name, sql, _ in BLOCK.findall(DOCUMENT.read_text(encoding="utf-8")))["orders"].rstrip(";\n"))
        failed = {row["version"]: int(row["failed_charges"]) for row in rows}
        self.assertEqual(failed["43"], self.counts["failed_by_version"]["43"])
        self.assertEqual(sum(failed.values()), self.counts["failed_spans_by_service"]["payment-processor"])

    def test_leak(self):
        died = f"ServiceName = '{self.story['leak']['service']}' AND Body LIKE '%signal: killed%'"
        self.assertEqual(self.demo.by("ServiceName", died), self.counts["out_of_memory"])
        self.assertEqual(list(self.demo.by("ResourceAttributes['faas.version']", died)), [self.story["leak"]["version"]])

    def test_gateway(self):
        self.assertEqual(
            self.demo.by("LogAttributes['http.response.status_code']", "ServiceName = 'api-gateway' AND key != ''"),
            self.counts["gateway_statuses"],
        )
        limited = "LogAttributes['http.response.status_code'] = '429'"
        self.assertEqual(self.demo.by("LogAttributes['client.id']", limited), self.counts["rate_limited"])
        self.assertEqual(list(self.counts["rate_limited"]), [self.story["rate_limit"]["client"]])
        slow = "LogAttributes['http.response.status_code'] = '504'"
        self.assertEqual(
            self.demo.by("LogAttributes['http.request.method'] || ' ' || LogAttributes['http.route']", f"{slow} AND LogAttributes['http.request.method'] = 'GET'"),
            self.counts["upstream_timeouts"],
        )

    def test_slow_query(self):
        statement = self.story["slow_query"]["statement"]
        self.assertEqual(self.demo.one("count()", f"ServiceName = 'orders-db' AND position(Body, '{statement}') > 0"), self.counts["slow_queries"]["orders by e-mail"])
        self.assertEqual(self.demo.one("count()", "ServiceName = 'orders-db' AND Body LIKE '%LOG:  duration:%'"), sum(self.counts["slow_queries"].values()))

    def test_batch_jobs(self):
        jobs = "ResourceAttributes['cloudwatch.log.group.name'] = '/aws/batch/job'"
        self.assertEqual(self.demo.by("ServiceName", jobs, "uniqExact(ResourceAttributes['aws.ecs.task.id'])"), self.counts["job_attempts"])
        self.assertEqual(self.demo.by("ServiceName", f"{jobs} AND Body LIKE '%failed, exit code 1'"), self.counts["failed_attempts"])
        poison = f"position(Body, 'cannot read {self.story['poison_job']['file']}') > 0"
        self.assertEqual(self.demo.by("ServiceName", poison), {self.story["poison_job"]["job"]: 3 * self.counts["jobs_given_up"]["invoice-export"]})

    def test_network(self):
        source = "LogAttributes['source.address']"
        scanner = self.story["port_scan"]["source"]
        rejected = self.demo.by(f"if({source} = '{scanner}', '{scanner}', 'others')", "LogAttributes['aws.vpc.flow.action'] = 'REJECT'")
        self.assertEqual(rejected, self.counts["rejects"])
        ports = self.demo.by(source, f"ServiceName = 'vpc-flow-logs' AND {source} = '{scanner}'", "uniqExact(LogAttributes['destination.port'])")
        self.assertEqual(ports, self.counts["ports_tried"])

    def test_cluster(self):
        self.assertEqual(
            self.demo.by("LogAttributes['user.username']", "ServiceName = 'kube-apiserver-audit' AND LogAttributes['responseStatus.code'] = '403'"),
            self.counts["refused_secrets"],
        )
        self.assertEqual(self.demo.by("ResourceAttributes['k8s.cluster.name']", "Body LIKE '%Insufficient memory%'"), self.counts["unschedulable"])

    def test_results_in_the_document(self):
        blocks = BLOCK.findall(DOCUMENT.read_text(encoding="utf-8"))
        self.assertEqual(len(blocks), DOCUMENT.read_text(encoding="utf-8").count("```sql\n-- "))
        self.assertGreater(len(blocks), 8)
        for name, sql, table in blocks:
            with self.subTest(name):
                self.assertEqual(table, markdown(self.demo.rows(sql.rstrip(";\n"))), "to update it: test_demo.py --update")


def update():
    """Writes the query results into the document."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(folder)
        text = DOCUMENT.read_text(encoding="utf-8")
        fresh = BLOCK.sub(
            lambda found: f"```sql\n-- {found[1]}\n{found[2]}```\n\n" + markdown(demo.rows(found[2].rstrip(";\n"))), text
        )
        DOCUMENT.write_text(fresh, encoding="utf-8")
        demo.close()


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        unittest.main()
