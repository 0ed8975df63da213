"""The values that the dashboard should show for a day, computed from its JSON lines without SQL."""

import json
from collections import Counter

ERRORS = {"fatal", "error", "critical", "crit", "err", "alert", "emergency", "emerg"}
SENDER = "clickstack-cloudwatch-forwarder"


class Day:
    """The rows and spans of a day. `expected` returns the value of each number tile that can be computed."""

    def __init__(self, path, spans):
        with open(path, encoding="utf-8") as lines:
            self.rows = [json.loads(line) for line in lines]
        with open(spans, encoding="utf-8") as lines:
            self.spans = [json.loads(line) for line in lines]

    def expected(self):
        return {**self.overview(), **self.functions(), **self.requests(), **self.stores(), **self.traces(), **self.forwarder()}

    def overview(self):
        rows = [row for row in self.rows if group(row)]
        errors = sum(map(is_error, rows))
        return {
            "ov-events": len(rows),
            "ov-errors": errors,
            "ov-error-ratio": errors / len(rows),
            "ov-groups": len({group(row) for row in rows}),
        }

    def functions(self):
        rows = [row for row in self.rows if row["ResourceAttributes"].get("cloud.platform") == "aws_lambda"]
        reports = [row["LogAttributes"] for row in rows if row["LogAttributes"].get("aws.lambda.billed_duration_ms")]
        seen = {invocation(row) for row in rows if invocation(row)}
        failed = {invocation(row) for row in rows if invocation(row) and is_error(row)}
        late = {invocation(row) for row in rows if is_timeout(row["LogAttributes"])}
        seconds = sum(number(r, "billed_duration_ms") / 1000 * number(r, "memory_size_mb") / 1024 for r in reports)
        return {
            "la-invocations": len(reports),
            "la-errors": len(failed) / len(seen),
            "la-p99": quantile([number(r, "duration_ms") for r in reports], 0.99),
            "la-cost": seconds * 0.0000166667 + len(reports) * 0.0000002,
            "la-cold-starts": sum(r.get("faas.coldstart") == "true" for r in reports),
            "la-init": quantile([number(r, "init_duration_ms") for r in reports if "aws.lambda.init_duration_ms" in r], 0.99),
            "la-timeouts": len(late),
            "la-oom": sum(is_out_of_memory(r) for r in reports),
        }

    def requests(self):
        status = [row["LogAttributes"].get("http.response.status_code") for row in self.rows if row["LogAttributes"].get("http.request.method")]
        status = Counter(code for code in status if code)
        total = sum(status.values())
        return {
            "api-requests": total,
            "api-5xx": sum(count for code, count in status.items() if code.startswith("5")) / total,
            "api-throttled": status["429"],
        }

    def stores(self):
        slow = [float(row["LogAttributes"]["db.query.duration_ms"]) for row in self.rows if row["LogAttributes"].get("db.query.duration_ms")]
        flows = Counter(row["LogAttributes"].get("aws.vpc.flow.action") for row in self.rows)
        del flows[None]
        return {
            "db-slow": len(slow),
            "db-slowest": max(slow),
            "net-rejects": flows["REJECT"],
            "net-reject-ratio": flows["REJECT"] / sum(flows.values()),
        }

    def traces(self):
        requests = [span for span in self.spans if span["SpanKind"] in {"Server", "Consumer"}]
        return {
            "tr-requests": len(requests),
            "tr-errors": sum(span["StatusCode"] == "Error" for span in requests) / len(requests),
            "tr-p99": quantile([span["Duration"] for span in requests], 0.99),
            "tr-services": len({span["ServiceName"] for span in self.spans} - {""}),
        }

    def forwarder(self):
        rows = [row for row in self.rows if row["ScopeName"] == SENDER]
        uids = [row["LogAttributes"]["log.record.uid"] for row in rows if row["LogAttributes"].get("log.record.uid")]
        return {
            "fw-records": len(rows),
            "fw-duplicates": len(uids) - len(set(uids)),
            "fw-duplicate-ratio": 1 - len(set(uids)) / len(uids),
            "fw-versions": len({row["ScopeVersion"] for row in rows}),
        }


def group(row):
    return row["ResourceAttributes"].get("cloudwatch.log.group.name")


def invocation(row):
    return row["LogAttributes"].get("faas.invocation_id")


def is_error(row):
    return row["SeverityText"].lower() in ERRORS


def is_timeout(attributes):
    return attributes.get("aws.lambda.status") == "timeout" or "aws.lambda.timeout_s" in attributes


def is_out_of_memory(report):
    used = number(report, "max_memory_used_mb") >= number(report, "memory_size_mb")
    return used or report.get("error.type") == "Runtime.OutOfMemory"


def number(report, name):
    return float(report[f"aws.lambda.{name}"])


def quantile(values, level):
    """Interpolates like ClickHouse, which samples more than 8,192 values."""
    ordered = sorted(values)
    at = level * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)
